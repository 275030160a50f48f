"""What an agency was asked about a child, and what it answered, item by item with its limits."""

import json
from functools import cached_property

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild, Related
from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import ASKED_AT, BASES, Confidence
from ..machine import CHECK
from .seats import seated


class Check(OfChild):
    """One question to one agency about one person: the child, or somebody around the child.

    `asked_in`: the area whose agency answers, also when the record has moved on. `due_at` comes closer when
    it is rated higher and never goes back. `subject`: by what the person could be found when it was asked, as
    JSON `[[label, value], …]`; the agency never learns what came after.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="checks")
    about = models.ForeignKey(Related, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    asked_in = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=states(CHECK), default=CHECK.start)
    rating = models.CharField(max_length=5, choices=ASKED_AT)
    rule_version = models.CharField(max_length=20)
    question = SealedTextField()
    subject = SealedTextField()
    basis = models.CharField(max_length=16, choices=BASES)
    proportionate = SealedTextField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    nil = models.BooleanField(default=False)
    late_reason = SealedTextField()
    waived_reason = SealedTextField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            known_states(CHECK, "check_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="asked", settled_at__isnull=True)
                | (~Q(state="asked") & Q(settled_at__isnull=False)),
                name="a_settled_check_says_when",
            ),
            models.CheckConstraint(
                condition=Q(nil=False) | Q(state="answered"), name="only_an_answer_can_be_nil"
            ),
        ]

    @property
    def answering_area(self) -> str:
        return self.asked_in_id

    @cached_property
    def answered_by(self) -> frozenset[int]:
        return seated(self.desk, self.asked_in_id)

    def was_sent(self, item: "CheckItem") -> bool:
        """Whether the team reads it: what is written after an answer is the agency's until it is sent too."""
        return self.state == "answered" and self.settled_at is not None and item.at <= self.settled_at


class CheckItem(OfChild):
    """One thing that an agency knows. `shareable`: codes of the desks that it may be passed on to, as JSON;
    the team that asked always reads it. `not_family`: must not reach the family by any page or paper."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="check_items")
    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="items")
    fact = SealedTextField()
    on = models.DateField(null=True, blank=True)
    source_system = SealedTextField()
    confidence = models.CharField(max_length=9, choices=Confidence.choices)
    shareable = models.CharField(max_length=400, default="[]")
    not_family = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "at"]

    @property
    def shareable_with(self) -> frozenset[str]:
        return frozenset(json.loads(self.shareable))
