"""An assessment of exploitation: entries with their evidence, and a level that a named person answers for.

There is no column for a total, and a test looks.
"""

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import BESIDE_HARM, Currency, EntryKind, Evidence
from ..machine import ASSESSMENT
from .children import Child, OfChild

STOOD = ("agreed", "superseded")


class Assessment(OfChild):
    """`lowered`: the level is lower than the one before, or a sign of actual harm is let go. `harm_stands`:
    as it was when the level was said. `version` is the base that an edit of views or level must carry."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=13, choices=states(ASSESSMENT), default=ASSESSMENT.start)
    version = models.PositiveIntegerField(default=1)
    before = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="after")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    child_view = SealedTextField()
    parents_view = SealedTextField()
    level = models.CharField(max_length=12, blank=True)
    reasons = SealedTextField()
    harm_stands = models.BooleanField(default=False)
    lowered = models.BooleanField(default=False)
    level_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_reason = SealedTextField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            known_states(ASSESSMENT, "assessment_state_is_known"),
            models.UniqueConstraint(fields=["child", "number"], name="one_assessment_per_number"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(state__in=("draft", "second-person")),
                name="one_assessment_being_written",
            ),
            models.CheckConstraint(
                condition=Q(harm_stands=False) | Q(level__in=("", *BESIDE_HARM)),
                name="no_risk_level_beside_actual_harm",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STOOD, lowered=True) | Q(second_by__isnull=False),
                name="lowering_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("level_by")),
                name="the_second_of_a_level_is_another_person",
            ),
        ]


class Entry(OfChild):
    """One thing in one part. Never removed: `ended_reason` says why it no longer holds. `carried_from` is the
    same entry in the assessment before, so that a review shows what changed. `past_because`: how it is known
    that it is past, where nobody knows a day."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="entries")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    domain = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    statement = SealedTextField()
    evidence = models.CharField(max_length=9, choices=Evidence.choices)
    currency = models.CharField(max_length=8, choices=Currency.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    past_because = SealedTextField()
    source = SealedTextField()
    alternatives = SealedTextField()
    actual_harm = models.BooleanField(default=False)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    ended = models.BooleanField(default=False)
    ended_reason = SealedTextField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(actual_harm=False) | Q(kind="sign"), name="only_a_sign_is_of_actual_harm"
            )
        ]

    @property
    def harm_now(self) -> bool:
        return self.actual_harm and not self.ended and self.currency == Currency.CURRENT
