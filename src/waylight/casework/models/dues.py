"""What somebody owes by when: to a child mostly, or to a place or person of concern."""

from django.db import models
from django.db.models import Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified

from ..codes import DueKind, Step, Whose
from .children import Child


class Due(Identified):
    """A running deadline. `about` is the key of what it is about.

    `whose` says who owes it: the record's worker or manager, whoever that is now, the person `owner`, or
    whoever answers for the agency of that name. Never rewritten but for its due time, and each
    move of that is kept; what stops stays, with its reason. `remind_at`: when `remind` is said next.
    """

    class Stopped(models.TextChoices):
        DONE = "done"
        BROUGHT_FORWARD = "brought-forward"
        NO_LONGER = "no-longer"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.CASCADE, related_name="dues")
    kind = models.CharField(max_length=20)
    whose = models.CharField(max_length=7, choices=Whose.choices)
    owner = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=120, blank=True)
    about = models.UUIDField()
    because = models.CharField(max_length=20)
    limit = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=90)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    paused = models.BooleanField(default=False)
    remind_at = models.DateTimeField(null=True, blank=True, db_index=True)
    remind = models.CharField(max_length=5, choices=Step.choices, default=Step.SOON)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=15, choices=Stopped.choices, blank=True)

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(
                fields=["paused", "due_at", "id"],  # a page of a long list is read without sorting all of it
                condition=Q(stopped_at__isnull=True),
                name="running_dues_in_order",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_due_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(whose="owner", owner__isnull=False)
                | (Q(whose="agency") & ~Q(agency=""))
                | Q(whose__in=("worker", "manager"), child__isnull=False),
                name="somebody_owes_it",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def kind_words(self) -> str:
        return str(DueKind(self.kind).label)


class DuePause(Identified):
    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["due"], condition=Q(until__isnull=True), name="one_open_pause_of_a_due"
            )
        ]


class DueMove(Identified):
    """One change of a due's time: what it was, what it became, by which rules."""

    class Why(models.TextChoices):
        PAUSE = "pause"
        CALENDAR = "calendar"

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="moves")
    why = models.CharField(max_length=8, choices=Why.choices)
    was = models.DateTimeField()
    became = models.DateTimeField()
    rule_version = models.CharField(max_length=90)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Reminder(Identified):
    """Something was said to somebody about a due. It stands until they have seen it, or the due is done."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=5, choices=Step.choices)
    to = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["due", "to", "at"], name="said_once")]
