"""What somebody owes a child by when."""

from django.db import models
from django.db.models import Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON

from ..codes import DueKind, Whose
from .children import Child, OfChild


class Due(OfChild):
    """A running deadline of the record's worker or manager, whoever that is now. `about` is what it is about.

    Never rewritten but for its due time after a pause; what stops stays, with its reason.
    """

    class Stopped(models.TextChoices):
        DONE = "done"
        BROUGHT_FORWARD = "brought-forward"
        NO_LONGER = "no-longer"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="dues")
    kind = models.CharField(max_length=8, choices=DueKind.choices)
    whose = models.CharField(max_length=7, choices=Whose.choices)
    about = models.UUIDField()
    because = models.CharField(max_length=20)
    limit = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    paused = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=15, choices=Stopped.choices, blank=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_due_of_a_kind",
            )
        ]


class DuePause(OfChild):
    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="pauses")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due"], condition=Q(until__isnull=True), name="one_open_pause_of_a_due"
            )
        ]
