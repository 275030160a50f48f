"""To whom a report was told, what they said, and what they are owed when something is undone."""

from django.db import models

from waylight.keys.fields import SealedTextField
from waylight.triage.codes import LawfulBasis
from waylight.triage.models.base import PERSON, known_states, reference, states

from ..codes import Purpose, Recipient
from ..machine import DISCLOSURE, TELLING
from .reports import OfReport, Report


class Disclosure(OfReport):
    """One telling. `told` is JSON, exactly what left: sanitised words, grades, handling; it never changes.

    `to_role`: a role of this system whose holders in the area may open it; empty for others, to whom it went
    outside. `means`: for the risk to a child; `wanted`: what the recipient is asked to do.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disclosures")
    kind = models.CharField(max_length=20, choices=Recipient.choices)
    to_role = models.CharField(max_length=24, blank=True)
    organisation = SealedTextField()
    addressee = SealedTextField()
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis.choices)
    means = SealedTextField()
    wanted = SealedTextField()
    wanted_by = models.DateField()
    consulted = SealedTextField()
    told = SealedTextField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=states(DISCLOSURE), default=DISCLOSURE.start)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = SealedTextField()
    receipt_noted_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    feedback = SealedTextField()
    feedback_at = models.DateTimeField(null=True, blank=True)
    feedback_noted_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at"]
        constraints = [known_states(DISCLOSURE, "disclosure_state_is_known")]

    @property
    def reference(self) -> str:
        return reference(self.pk)


class Undone(OfReport):
    """Something that a report rests on came apart, or (`superseded`) another report replaced it.

    `cause` is made of how it came apart, or is the id of the other report, so that the same is noted once.
    Until a person has settled it the report is told to nobody else; who replaces a report settles it so."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="undone")
    cause = models.UUIDField()
    superseded = models.BooleanField(default=False)
    at = models.DateTimeField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = SealedTextField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["report", "cause"], name="one_undoing_per_cause")]


class WordOwed(OfReport):
    """Somebody was told before it came apart, and must hear of it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="owed")
    undone = models.ForeignKey(Undone, on_delete=models.CASCADE, related_name="owed")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="owed")
    state = models.CharField(max_length=6, choices=states(TELLING), default=TELLING.start)
    how = SealedTextField()
    told_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["undone__at"]
        constraints = [
            known_states(TELLING, "word_owed_state_is_known"),
            models.UniqueConstraint(fields=["undone", "disclosure"], name="word_is_owed_once"),
        ]
