"""A referral of a child to a service: written, sent as it stood, received, accepted or declined."""

from functools import cached_property

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child, OfChild
from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, reference, states

from ..codes import Share
from ..machine import REFERRAL
from .seats import seated

UNSENT = ("draft", "withheld", "withdrawn")


class Referral(OfChild):
    """`answers` is `writing.Answers` as JSON; `document`: what was sent, as `document.py` makes it; it never
    changes after. `said_at`: when it was made by telephone, if it was. `version` is the base that an
    edit must carry."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="referrals")
    desk = models.CharField(max_length=24)
    asked_in = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=states(REFERRAL), default=REFERRAL.start)
    version = models.PositiveIntegerField(default=1)
    answers = SealedTextField()
    decision = models.CharField(max_length=8, choices=Share.choices, blank=True)
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    document = SealedTextField()
    sent_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    answered_by_one = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = SealedTextField()
    ended_words = SealedTextField()
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            known_states(REFERRAL, "referral_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT) | Q(sent_at__isnull=False, decision="share"),
                name="a_referral_is_sent_by_a_decision_to_share",
            ),
        ]

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def answering_area(self) -> str:
        return self.asked_in_id

    @cached_property
    def answered_by(self) -> frozenset[int]:
        """Whoever answers for the service, once it was sent and while it is not withdrawn."""
        return frozenset() if self.state in UNSENT else seated(self.desk, self.asked_in_id)
