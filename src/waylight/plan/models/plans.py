"""A plan of several agencies for child, peers, places, people of concern: who does what by when."""

from datetime import date

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import Agency, PartKind, StepKind
from ..machine import ACTION, PLAN

STANDS = ("agreed", "reviewed")
UNDER_WAY = ("agreed", "in-progress")
OPEN = ("proposed", *UNDER_WAY)


class Plan(OfChild):
    """`version` is the base that an edit of the child's and parents' wishes must carry. What the child wants
    is written, or `not_known` says why nobody knows."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=states(PLAN), default=PLAN.start)
    version = models.PositiveIntegerField(default=1)
    child_wants = SealedTextField()
    not_known = SealedTextField()
    parents_want = SealedTextField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = SealedTextField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            known_states(PLAN, "plan_state_is_known"),
            models.UniqueConstraint(fields=["child", "number"], name="one_plan_per_number"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="proposed"), name="one_plan_being_written"
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state__in=STANDS), name="one_plan_that_stands"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(*STANDS, "superseded")) | Q(agreed_by__isnull=False),
                name="a_plan_that_stands_was_agreed_by_somebody",
            ),
        ]


class PlanPart(OfChild):
    """What is wanted to be different for the child, a peer, at a place, or about a person of concern.
    `over_because`: once it is over (`over_at`), why; the next plan goes on without it."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=6, choices=PartKind.choices)
    subject = SealedTextField()
    wanted = SealedTextField()
    so_far = SealedTextField()
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)
    over_because = SealedTextField()

    class Meta:
        ordering = ["at"]


class PlanAction(OfChild):
    """What one named person does by a day. `owner` has an account here; without one, `owner_name` and
    `owner_contact` say who it is, and the child's worker asks them. `escalated`: how many of the set times
    after its day have passed."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="plan_actions")
    part = models.ForeignKey(PlanPart, on_delete=models.PROTECT, related_name="actions")
    state = models.CharField(max_length=11, choices=states(ACTION), default=ACTION.start)
    what = SealedTextField()
    agency = models.CharField(max_length=10, choices=Agency.choices)
    owner = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_name = SealedTextField()
    owner_contact = SealedTextField()
    due_on = models.DateField(db_index=True)
    version = models.PositiveIntegerField(default=1)
    escalated = models.PositiveSmallIntegerField(default=0)
    evidence = SealedTextField()
    dropped_reason = SealedTextField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "at"]
        constraints = [
            known_states(ACTION, "plan_action_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_by__isnull=True)
                | (~Q(state__in=OPEN) & Q(closed_by__isnull=False)),
                name="a_closed_action_says_who_closed_it",
            ),
        ]

    @property
    def owned_by(self) -> int | None:
        """Whose it is, for the policy."""
        return self.owner_id

    @property
    def named_owner(self) -> str:
        return self.owner.name if self.owner else self.owner_name

    def overdue(self, on: date) -> bool:
        return self.state in UNDER_WAY and self.due_on < on


class ActionStep(OfChild):
    """One step of an action's history. `by` is empty for the clock."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=StepKind.choices)
    words = SealedTextField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class PlanReview(OfChild):
    """What changed since the plan was agreed or last looked at."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    changed = SealedTextField()
    child_says = SealedTextField()
    not_known = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
