"""What comes after: support past 18, the end of support with the child's view, and looking again later."""

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import ExitReason
from ..machine import FOLLOW_UP, TRANSITION


class Transition(OfChild):
    """Being a child ends on a day, being harmed does not. `version` is the base that an edit must carry."""

    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="transition")
    state = models.CharField(max_length=9, choices=states(TRANSITION), default=TRANSITION.start)
    version = models.PositiveIntegerField(default=1)
    wants = SealedTextField()
    support = SealedTextField()
    adults = SealedTextField()
    goes_on = SealedTextField()
    handed_on = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known_states(TRANSITION, "transition_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="planning") | Q(agreed_by__isnull=False),
                name="what_is_planned_past_18_was_agreed_by_somebody",
            ),
        ]


class Exit(OfChild):
    """The end of support. `reopened_at`: since then it holds no longer."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="exits")
    reason = models.CharField(max_length=8, choices=ExitReason.choices)
    words = SealedTextField()
    child_says = SealedTextField()
    not_known = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(reopened_at__isnull=True), name="one_exit_that_holds"
            )
        ]


class FollowUp(OfChild):
    """Some months after the end somebody asks how the child is."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="follow_ups")
    ending = models.ForeignKey(Exit, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=11, choices=states(FOLLOW_UP), default=FOLLOW_UP.start)
    words = SealedTextField()
    child_says = SealedTextField()
    answer = SealedTextField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            known_states(FOLLOW_UP, "follow_up_state_is_known"),
            models.UniqueConstraint(fields=["ending", "months"], name="one_follow_up_of_a_month"),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "no-longer")) | Q(by__isnull=False),
                name="a_follow_up_says_who_asked",
            ),
        ]
