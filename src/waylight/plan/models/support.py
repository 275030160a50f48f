"""Support that was offered, and the plans in plain words that a child or their parents hold in hand."""

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import AtHome, KeptWhere, OfferedTo, SheetKind
from ..machine import OFFER, SHEET


class Offer(OfChild):
    """`worker` is who works with them now, `workers` how many have: changes cost a child trust."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="offers")
    to = models.CharField(max_length=7, choices=OfferedTo.choices)
    state = models.CharField(max_length=8, choices=states(OFFER), default=OFFER.start)
    whom = SealedTextField()
    what = SealedTextField()
    provider = SealedTextField()
    offered_on = models.DateField()
    reoffer_on = models.DateField(null=True, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    worker = SealedTextField()
    workers = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            known_states(OFFER, "offer_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(reoffer_on__isnull=False),
                name="what_is_declined_is_offered_again",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_since__isnull=False),
                name="who_waits_waits_since_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="started") | Q(started_on__isnull=False, workers__gt=0),
                name="what_started_has_a_day_and_a_worker",
            ),
        ]


class OfferStep(OfChild):
    """What became of an offer, in their own words where there are any."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8)
    words = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Sheet(OfChild):
    """A safety plan, or a plan of parents or carers. `words` is JSON: the answer to each question of
    `content/plan/sheets.yaml` by its code. `version` is the base that an edit must carry."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=7, choices=SheetKind.choices)
    state = models.CharField(max_length=8, choices=states(SHEET), default=SHEET.start)
    version = models.PositiveIntegerField(default=1)
    of_whom = SealedTextField()
    words = SealedTextField()
    at_home = models.CharField(max_length=3, choices=AtHome.choices, blank=True)
    before = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="after")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    dropped_because = SealedTextField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            known_states(SHEET, "sheet_state_is_known"),
            models.UniqueConstraint(
                fields=["child", "state"],
                condition=Q(kind="safety", state__in=("draft", "current")),
                name="one_safety_plan_of_a_child",
            ),
            models.CheckConstraint(
                condition=~Q(state="current") | ~Q(at_home=""),
                name="a_sheet_in_hand_says_whether_home_is_safe_for_it",
            ),
        ]


class SheetCopy(OfChild):
    """Who holds a copy, and where it is kept."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="copies")
    holder = SealedTextField()
    where = models.CharField(max_length=9, choices=KeptWhere.choices)
    given_on = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
