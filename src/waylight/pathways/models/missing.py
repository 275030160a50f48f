"""A child who was missing or away, the return home interview, and what intelligence is told of it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from waylight.casework.models import Child
from waylight.casework.models.children import OfChild
from waylight.dissemination.models import Report
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..codes import EpisodeKind, NotOffered, PoliceGrade
from ..machine import EPISODE, EXTRACT


class Episode(OfChild):
    """`account` is `answers.Account` as JSON; nothing of it leaves the child's record. `independent`: the
    interviewer is independent of whoever cares for the child."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="episodes")
    kind = models.CharField(max_length=1, choices=EpisodeKind.choices)
    state = models.CharField(max_length=11, choices=states(EPISODE), default=EPISODE.start)
    since = models.DateTimeField()
    grade = models.CharField(max_length=11, choices=PoliceGrade.choices)
    circumstances = SealedTextField()
    reported_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True, db_index=True)
    found = SealedTextField()
    checked_at = models.DateTimeField(null=True, blank=True)
    check_words = SealedTextField()
    offered_at = models.DateTimeField(null=True, blank=True)
    interviewer = SealedTextField()
    independent = models.BooleanField(default=True)
    not_independent = SealedTextField()
    held_at = models.DateTimeField(null=True, blank=True)
    account = SealedTextField()
    declined_words = SealedTextField()
    declined_at = models.DateTimeField(null=True, blank=True)
    not_offered = models.CharField(max_length=13, choices=NotOffered.choices, blank=True)
    not_offered_words = SealedTextField()
    carers_asked = models.BooleanField(null=True)
    carers_words = SealedTextField()
    nothing_for_intelligence = SealedTextField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = [
            known_states(EPISODE, "episode_state_is_known"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="reported"), name="a_child_is_missing_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="reported", returned_at__isnull=True)
                | (~Q(state="reported") & Q(returned_at__gte=F("since"))),
                name="who_is_back_came_back_after_going",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_at__gte=F("returned_at")),
                name="an_interview_is_held_after_the_return",
            ),
            models.CheckConstraint(
                condition=~Q(state="not-offered") | ~Q(not_offered=""), name="not_offered_has_its_reason"
            ),
        ]

    @property
    def taken(self) -> timedelta | None:
        """From the return to the interview."""
        return self.held_at - self.returned_at if self.held_at and self.returned_at else None


class Extract(Identified):
    """Words for intelligence, written apart from what the child told. The unit reads these and nothing else
    of the record, so that it knows neither the child's account nor from whom it is known."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="extract")
    state = models.CharField(max_length=7, choices=states(EXTRACT), default=EXTRACT.start)
    words = SealedTextField()
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    report = models.OneToOneField(
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="from_interview"
    )
    taken_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at"]
        constraints = [
            known_states(EXTRACT, "extract_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", report__isnull=True)
                | Q(state="taken", report__isnull=False, taken_by__isnull=False),
                name="an_extract_that_was_taken_has_its_report",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.episode.child.area_id
