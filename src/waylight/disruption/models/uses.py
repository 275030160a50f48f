"""The use of a measure against a place or person of concern, from considering it to its review."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, reference, states

from ..catalogue import Measure, catalogue
from ..machine import USE
from .licensing import LicensingReferral
from .units import OfUnit, Unit

UNDECIDED = ("considered", "rejected")


class Use(OfUnit):
    """`measure` is a code of the catalogue, `rule_version` the version in which it was chosen.

    `second` is the named person who is asked; `decided_by` who answered. `checked_at` is set when both what
    it means for children and where the harm may go were written. Days are local and both are included.
    `ended_on`: the day on which somebody ended it before its last. `licensing` is what licensing was asked to
    look at; from there nothing leads back here.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="uses")
    measure = models.CharField(max_length=10)
    rule_version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=states(USE), default=USE.start)
    why = SealedTextField()
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_because = SealedTextField()
    served_on = models.DateField(null=True, blank=True)
    served_how = SealedTextField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    licensing = models.OneToOneField(
        LicensingReferral, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    effect_children = SealedTextField()
    effect_displacement = SealedTextField()

    class Meta:
        ordering = ["-considered_at"]
        constraints = [
            known_states(USE, "use_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED) | Q(checked_at__isnull=False, decided_by__isnull=False),
                name="no_measure_without_its_checks",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED) | ~Q(decided_by=F("considered_by")),
                name="another_person_approves_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(first_day__lte=F("last_day")),
                name="a_measure_ends_after_it_begins",
            ),
        ]

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def rule(self) -> Measure:
        return catalogue().rule_of(self.measure)

    def stands_on(self, day: date) -> str:
        """Its state on a day: what time alone changes is so whether or not it was written down yet."""
        state = self.state
        if state == "served" and self.first_day is not None and self.first_day <= day:
            state = "live"
        if state in ("live", "breached") and self.last_day is not None and self.last_day < day:
            state = "expired"
        return state


class Check(OfUnit):
    """What a measure means for children and where the harm may go, before anybody approves it. A later one
    stands beside the earlier: nothing is written over."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="checks")
    children = SealedTextField()
    displacement = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class Variation(OfUnit):
    """Another last day than the one before, from when and by whom, with words for this room alone. Nothing is
    written over: what was served can be read with what stands."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="variations")
    before = models.DateField(null=True, blank=True)
    last_day = models.DateField()
    words = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
