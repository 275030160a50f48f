"""Separately permissioned strands of a concern: what is stated in each, and what was decided."""

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField

from ..codes import LawfulBasis, Outcome, ServiceAgreement, StatementKind, StreamKind
from ..machine import STREAM
from .base import PERSON, Identified, known_states, reference, states
from .contact import Contact, OfContact


class Stream(OfContact):
    """One strand of a concern, permissioned apart: a referral about one child, intelligence, licensing."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="streams")
    kind = models.CharField(max_length=14, choices=StreamKind.choices)
    state = models.CharField(max_length=12, choices=states(STREAM), default=STREAM.start)
    subject = SealedTextField()
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["opened_at"]
        constraints = [known_states(STREAM, "stream_state_is_known")]

    @property
    def reference(self) -> str:
        """Its own, so that it says nothing of the concern to those who see only the stream."""
        return reference(self.pk)


class OfStream(Identified):
    class Meta:
        abstract = True

    stream: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.stream.area_slug

    @property
    def desk(self) -> str:
        return self.stream.desk


class Statement(OfStream):
    """A fact, hearsay or opinion taken into a stream. The original words are never touched."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=8, choices=StatementKind.choices)
    text = SealedTextField()
    quoted = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Decision(OfStream):
    """Why, on what basis, and what was not known. Kept for ever; a reopened stream gets another."""

    class Second(models.TextChoices):
        NOT_NEEDED = "not-needed"
        AWAITED = "awaited"
        AGREED = "agreed"
        NOT_AGREED = "not-agreed"

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    rationale = SealedTextField()
    threshold = models.CharField(max_length=60)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis.choices)
    service_agreement = models.CharField(max_length=16, choices=ServiceAgreement.choices)
    not_known = SealedTextField()
    would_change = SealedTextField()
    signpost = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.CharField(max_length=10, choices=Second.choices, default=Second.NOT_NEEDED)
    second_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_reason = SealedTextField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("by")),
                name="the_second_person_is_another_person",
            )
        ]
