"""What the records share.

No row points at a member of staff: this app stands on the public plane too, where there are none. Who acted
is kept as the audit's reference, "user:7".
"""

import uuid

from django.db import models

from ..codes import LONGEST_COURSE_ID, LONGEST_REFERENCE, LONGEST_VERSION


class Identified(models.Model):
    """Rows with encrypted words need their key before they are written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class InArea(models.Model):
    """Belongs to one council's area, by which it is guarded."""

    area = models.ForeignKey("guidance.Area", on_delete=models.PROTECT, related_name="+")
    area_id: str

    class Meta:
        abstract = True

    @property
    def area_slug(self) -> str:
        return self.area_id


def course_id() -> models.CharField:
    """The id of a course in the library; a course that is no longer taught keeps its records."""
    return models.CharField(max_length=LONGEST_COURSE_ID)


def version_id() -> models.CharField:
    """A course's version id; empty for training that was not ours."""
    return models.CharField(max_length=LONGEST_VERSION, blank=True)


def by_reference(blank: bool = False) -> models.CharField:
    return models.CharField(max_length=LONGEST_REFERENCE, blank=blank)
