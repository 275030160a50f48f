"""Running deadlines, their pauses, and the ratings that start them."""

from django.db import models
from django.db.models import Q

from waylight.keys.fields import SealedTextField

from ..codes import Rating
from .base import PERSON
from .contact import Contact, OfContact


class Clock(OfContact):
    """A running deadline. Re-rating stops one and starts another; both stay, with the pack's version."""

    class Kind(models.TextChoices):
        SEEN = "seen"
        DECISION = "decision"
        RATING = "rating"

    class Stopped(models.TextChoices):
        SEEN = "seen"
        RATED_AGAIN = "rated-again"
        DECIDED = "decided"
        RULES_CHANGED = "rules-changed"
        TRANSFERRED = "transferred"
        GATHERED = "gathered"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    rating = models.CharField(max_length=6, choices=Rating.choices, blank=True)
    limit = models.CharField(max_length=60)
    calendar = models.CharField(max_length=15)
    rule_version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=14, choices=Stopped.choices, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_clock_a_kind",
            )
        ]


class Pause(OfContact):
    """Time that a working-time clock does not count, with its reason. A red clock cannot be paused."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(until__isnull=True), name="one_open_pause"
            )
        ]


class RatingChange(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="ratings")
    rating = models.CharField(max_length=6, choices=Rating.choices)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
