"""A place or person of concern as a unit of work, and what it rests on."""

from django.db import models
from django.db.models import Q

from waylight.guidance.models import Area
from waylight.intelligence.models import Entity
from waylight.keys.fields import SealedTextField
from waylight.triage.models import Decision, Stream
from waylight.triage.models.base import PERSON, Identified, known_states, reference, states

from ..codes import LineKind, UnitKind
from ..machine import HANDED, UNIT


class Unit(Identified):
    """`owner` is a named person, whose work it is. `concern` says in one sentence why it is of concern."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=UnitKind.choices)
    state = models.CharField(max_length=6, choices=states(UNIT), default=UNIT.start)
    title = SealedTextField()
    concern = SealedTextField()
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [known_states(UNIT, "unit_state_is_known")]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        return reference(self.pk)


class OfUnit(Identified):
    """Whatever belongs to a unit is judged by it."""

    class Meta:
        abstract = True

    unit: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.unit.area_id


class Basis(OfUnit):
    """What a unit rests on: an id and no words. A reader sees what they reach by themselves."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="bases")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stream = models.ForeignKey(Stream, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entity__isnull=True) ^ Q(stream__isnull=True), name="a_basis_is_one_thing"
            ),
            models.UniqueConstraint(fields=["unit", "entity"], name="one_basis_per_entity"),
            models.UniqueConstraint(fields=["unit", "stream"], name="one_basis_per_stream"),
        ]


class Line(OfUnit):
    """What happened on a day, and where it is known from. Only ever added to."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    happened_on = models.DateField()
    text = SealedTextField()
    source = SealedTextField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-at"]


class Handed(Identified):
    """A decided stream without a child, handed on for disruption. A reopened stream comes again."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=states(HANDED), default=HANDED.start)
    at = models.DateTimeField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="handed")
    taken_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            known_states(HANDED, "handed_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", unit__isnull=True)
                | (~Q(state="waiting") & Q(unit__isnull=False)),
                name="what_was_taken_has_a_unit",
            ),
        ]

    @property
    def area_slug(self) -> str | None:
        """Where its concern is now. What was taken before the concern moved is nobody's to read here."""
        now = self.stream.contact.area_id
        return now if self.state == "waiting" or self.area_id == now else None

    @property
    def desk(self) -> str:
        return self.stream.desk
