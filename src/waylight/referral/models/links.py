"""What was handed to a named person without an account: to whom, why, and how it stands."""

from django.db import models

from waylight.casework.models import Child, OfChild
from waylight.handover.models import Handed
from waylight.keys.fields import SealedTextField
from waylight.triage.codes import LawfulBasis
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import ToldCode
from ..machine import LINK
from .referrals import Referral


class LinkReferral(OfChild):
    """`extract` is what the reader is shown, `why` the two tests and the decision, both JSON; neither changes
    after. `link` and `code` are there for the sender until the reader has opened it. `answers`: how many of
    the reader's answers the record speaks of."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="link_referrals")
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="links")
    handed = models.OneToOneField(Handed, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=states(LINK), default=LINK.start)
    extract = SealedTextField()
    why = SealedTextField()
    basis = models.CharField(max_length=24, choices=LawfulBasis.choices)
    code_told = models.CharField(max_length=9, choices=ToldCode.choices)
    link = SealedTextField()
    code = SealedTextField()
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answers = models.PositiveIntegerField(default=0)
    ended_words = SealedTextField()
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [known_states(LINK, "link_referral_state_is_known")]

    @property
    def handed_by(self) -> int:
        return self.sent_by_id
