"""What came of a meeting: decisions, dissent, actions that roll on, and corrections of its minutes."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from waylight.casework.models import Child
from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..codes import Panel
from ..machine import ACTION
from .agenda import Item
from .meetings import Attendee, Meeting


class Decision(Identified):
    """Only ever added to: a later one of the same item says what it changes."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="decisions")
    words = SealedTextField()
    reasons = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Dissent(Identified):
    """Somebody did not agree, in their own words and with their name."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="dissents")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class ActionSet(models.QuerySet["Action"]):
    def counted(self) -> "ActionSet":
        """Each with `times`: to how many later meetings it was carried."""
        carried = Carried.objects.filter(action=OuterRef("pk")).values("action").annotate(of=Count("pk"))
        return self.annotate(times=Coalesce(Subquery(carried.values("of")), 0))


class Action(Identified):
    """One named owner and a day. It rolls on to every later meeting of its panel in its area until it is done
    with evidence or dropped with a reason (`outcome`)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="actions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    panel = models.CharField(max_length=10, choices=Panel.choices)
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=states(ACTION), default=ACTION.start)
    what = SealedTextField()
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    outcome = SealedTextField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    times: int
    objects = ActionSet.as_manager()

    class Meta:
        ordering = ["due_on", "at"]
        constraints = [
            known_states(ACTION, "meeting_action_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=("open", "escalated")) | Q(settled_at__isnull=False),
                name="a_settled_action_says_when",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def owned_by(self) -> int:
        return self.owner_id

    @property
    def run_by(self) -> frozenset[int]:
        """Whoever runs the meeting that gave it, or one to which it was carried."""
        carried = Meeting.objects.filter(carried__action=self)
        return self.item.meeting.run_by.union(*(meeting.run_by for meeting in carried))


class Carried(Identified):
    """An action that was still open when a later meeting of its panel was held."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="carried")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="carried")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "meeting"], name="carried_once_per_meeting")]


class Correction(Identified):
    """What was added after the minutes were agreed; they stay as they were."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
