"""One child's record, who works with the child, and the decided concerns that come to a team."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models import Decision, Stream
from waylight.triage.models.base import PERSON, Identified, known_states, reference, states

from ..machine import ARRIVAL, RECORD


class Child(Identified):
    """`details` is `details.Details` as JSON. `version` is the base that an edit of them must carry.

    `level` is the standing level's code, "" while none stands. `harm_now`: a current sign of actual harm
    stands; the database itself refuses a level beside it that would call the child merely at risk.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=states(RECORD), default=RECORD.start)
    version = models.PositiveIntegerField(default=1)
    details = SealedTextField()
    worker = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, blank=True)
    harm_now = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known_states(RECORD, "record_state_is_known"),
            models.CheckConstraint(
                condition=Q(harm_now=False) | Q(level__in=("", "suspected", "confirmed")),
                name="actual_harm_is_never_called_a_risk",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def managed_by(self) -> int:
        return self.manager_id

    @cached_property
    def _given(self) -> list[tuple[int, str]]:
        live = self.accesses.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))
        return list(live.values_list("person_id", "kind"))

    @property
    def worked_by(self) -> frozenset[int | None]:
        named = {who for who, kind in self._given if kind == Access.Kind.NAMED}
        return frozenset({self.worker_id, self.manager_id, *named} - {None})

    @property
    def read_by(self) -> frozenset[int | None]:
        return self.worked_by | {who for who, _kind in self._given}


class OfChild(Identified):
    """Whatever belongs to a child's record is judged by that record."""

    class Meta:
        abstract = True

    child: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.child.area_id

    @property
    def managed_by(self) -> int:
        return self.child.manager_id

    @property
    def worked_by(self) -> frozenset[int | None]:
        return self.child.worked_by

    @property
    def read_by(self) -> frozenset[int | None]:
        return self.child.read_by


class Access(OfChild):
    """Somebody besides worker and manager: named with a reason, or for a day let in by their own."""

    class Kind(models.TextChoices):
        NAMED = "named"
        GLASS = "glass"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="accesses")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="glass") | (Q(until__isnull=False) & Q(by=F("person"))),
                name="broken_glass_is_ones_own_and_ends",
            )
        ]

    @property
    def running(self) -> bool:
        return self.until is None or self.until > timezone.now()


class Arrival(Identified):
    """A decided stream about a child, handed to the teams of its area. A reopened stream comes again."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="arrivals")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="arrival")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=states(ARRIVAL), default=ARRIVAL.start)
    at = models.DateTimeField()
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="arrivals")
    taken_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    returned_because = SealedTextField()

    class Meta:
        ordering = ["at"]
        constraints = [
            known_states(ARRIVAL, "arrival_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "returned"), child__isnull=True)
                | (~Q(state__in=("waiting", "returned")) & Q(child__isnull=False)),
                name="an_arrival_that_was_taken_has_a_child",
            ),
        ]

    @property
    def area_slug(self) -> str:
        """Of no area once the concern has moved to another: the hub there decides it anew."""
        return self.area_id if self.stream.contact.area_id == self.area_id else ""
