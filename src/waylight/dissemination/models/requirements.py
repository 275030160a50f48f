"""What the unit needs to know, and what others answered."""

from django.db import models

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..codes import Named, Priority, Provenance
from ..machine import REQUIREMENT
from .reports import Item


class Requirement(Identified):
    """A question of the unit, until a day. `shown_to`: the roles in the area that see it and may answer."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    question = SealedTextField()
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.LOW)
    shown_to = models.JSONField(default=list)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=states(REQUIREMENT), default=REQUIREMENT.start)
    outcome = SealedTextField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["until"]
        constraints = [known_states(REQUIREMENT, "requirement_state_is_known")]

    @property
    def area_slug(self) -> str:
        return self.area_id


class Answer(Identified):
    """What somebody knows of it, and how. `item`: the item of a report that the unit made of it."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="answers")
    words = SealedTextField()
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.NOT_SAID)
    named = models.CharField(max_length=12, choices=Named.choices, default=Named.ANONYMOUS)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")

    class Meta:
        ordering = ["at"]
