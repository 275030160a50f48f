"""A strategy discussion: who was there, what was decided, what evidence must not be lost."""

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import SECTION_47, Attended, Decided
from ..machine import DISCUSSION

_BEFORE_HELD = ("called", "called-off")


class Discussion(OfChild):
    """`quorate`: social care, police and health were there. `speaks`: who speaks to the child, and how."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="discussions")
    state = models.CharField(max_length=10, choices=states(DISCUSSION), default=DISCUSSION.start)
    called_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    reason = SealedTextField()
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quorate = models.BooleanField(default=False)
    few_reason = SealedTextField()
    shared = SealedTextField()
    speaks = SealedTextField()
    safety = SealedTextField()
    decided = models.CharField(max_length=14, choices=Decided.choices, blank=True)
    decided_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = SealedTextField()
    review_on = models.DateField(null=True, blank=True)
    ended_words = SealedTextField()
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-called_at"]
        constraints = [
            known_states(DISCUSSION, "discussion_state_is_known"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="called"), name="one_discussion_called_at_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_BEFORE_HELD) | Q(held_at__isnull=False),
                name="a_held_discussion_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(decided="none") | Q(quorate=True), name="few_never_stand_down"
            ),
        ]

    @property
    def under_47(self) -> bool:
        return self.decided in SECTION_47


class Attendance(OfChild):
    """One agency at a discussion: who took part for it, or why nobody did."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="attendance")
    desk = models.CharField(max_length=24)
    attended = models.CharField(max_length=6, choices=Attended.choices)
    words = SealedTextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "desk"], name="one_attendance_of_an_agency")
        ]


class Evidence(OfChild):
    """Something that proves what happened and will be gone: when, who sees to it, what became of it."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="evidence")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="evidence")
    what = SealedTextField()
    where = SealedTextField()
    overwritten_at = models.DateTimeField()
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    outcome = SealedTextField()
    secured = models.BooleanField(null=True)
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["overwritten_at"]
