"""The one chronology of a child, what somebody was in the middle of writing, and edits that met."""

from uuid import UUID

from django.db import models

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified

from ..codes import LineKind
from .children import Child, OfChild


class Line(OfChild):
    """What happened on a day, and where it is known from. Only ever added to: `corrects` names the line that
    this one puts right, which stays readable."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    happened_on = models.DateField()
    text = SealedTextField()
    source = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        ordering = ["-happened_on", "-at"]
        indexes = [models.Index(fields=["child", "-happened_on", "-at"])]

    @property
    def kind_words(self) -> str:
        """As `get_kind_display`, which says every kind anew each time: for 200 lines a third of a page."""
        return str(LineKind(self.kind).label)


class Draft(Identified):
    """What one person has typed into one form and not yet saved: theirs alone.

    It belongs to a child's record and goes with that; or it is `about` something that is no child's, by its
    key: a meeting, or a place under watch. Of one of the two, never of both.
    """

    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    about = models.UUIDField(null=True, blank=True)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    typed = SealedTextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "person", "form"], name="one_draft_per_person_and_form"),
            models.UniqueConstraint(fields=["about", "person", "form"], name="one_draft_about_per_form"),
            models.CheckConstraint(
                condition=models.Q(child__isnull=True) ^ models.Q(about__isnull=True),
                name="draft_is_of_one_thing",
            ),
        ]


def whose(of: Child | UUID) -> dict[str, Child | UUID]:
    """A child's record, or the key of what is no child's, as a draft has it."""
    return {"child": of} if isinstance(of, Child) else {"about": of}


class EditConflict(OfChild):
    """An edit that came too late: kept whole until somebody has read both and says it is settled."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="conflicts")
    what = models.CharField(max_length=80)
    edit = SealedTextField()
    base_version = models.PositiveIntegerField()
    current_version = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
