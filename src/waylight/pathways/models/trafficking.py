"""Whether somebody may have been trafficked, what was sent about it, and what was answered."""

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child
from waylight.casework.models.children import OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, reference, states

from ..codes import Consent, Route
from ..machine import TRAFFICKING


class TraffickingReferral(OfChild):
    """`form` is `answers.ReferralForm` as JSON, `version` the base that an edit of it must carry.
    `sent`: what left, as it left. `again`: which decision was asked to be looked at again, "rg" or "cg".
    `may_have_defence`: section 45, as the content has it."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="trafficking")
    state = models.CharField(max_length=15, choices=states(TRAFFICKING), default=TRAFFICKING.start)
    version = models.PositiveIntegerField(default=1)
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    form = SealedTextField()
    sent = SealedTextField()
    types = models.JSONField(default=list)
    may_have_defence = models.BooleanField(default=False)
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True)
    route = models.CharField(max_length=5, choices=Route.choices, blank=True)
    form_version = models.CharField(max_length=60, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    their_reference = SealedTextField()
    not_referred = SealedTextField()
    reasonable_on = models.DateField(null=True, blank=True)
    reasonable_words = SealedTextField()
    conclusive_on = models.DateField(null=True, blank=True)
    conclusive_words = SealedTextField()
    again = models.CharField(max_length=2, blank=True)
    again_on = models.DateField(null=True, blank=True)
    again_words = SealedTextField()
    guardian_on = models.DateField(null=True, blank=True)
    guardian_words = SealedTextField()

    class Meta:
        ordering = ["-considered_at"]
        constraints = [
            known_states(TRAFFICKING, "trafficking_state_is_known"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="considered"), name="one_referral_being_considered"
            ),
            models.CheckConstraint(
                condition=~Q(consent=Consent.DECLINED) | Q(state="notified"),
                name="who_declines_is_never_referred",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("considered", "not-referred", "notified"))
                | (Q(submitted_at__isnull=False) & ~Q(route="") & ~Q(consent="")),
                name="what_was_referred_has_its_route",
            ),
        ]

    @property
    def reference(self) -> str:
        return reference(self.pk)
