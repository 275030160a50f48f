"""One unit asked whether another area holds something of the same: kept for both."""

from django.db import models
from django.db.models import F, Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified

from .things import Entity


class AskedElsewhere(Identified):
    """`area` holds something of what the unit of `asking` asked about. It tells either that the other holds
    something, and nothing of what. `reason` is the asker's, for both. `done_*`: somebody of `area` saw it.

    Nothing is kept here of areas that hold nothing: the audit says that it was asked.
    """

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    asking = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField()
    at = models.DateTimeField()
    done_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(area=F("asking")), name="elsewhere_is_another_area"),
            models.UniqueConstraint(
                fields=["entity", "asking", "area"],
                condition=Q(done_at__isnull=True),
                name="asked_once_until_somebody_saw_it",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id
