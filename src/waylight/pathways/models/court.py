"""A case before a court in which a child has a part: hearings, measures, and what the child is told."""

from django.db import models
from django.db.models import Q

from waylight.casework.models import Child
from waylight.casework.models.children import OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..codes_court import Court, News, Part, Purpose, SpecialMeasure, ToldHow
from ..machine import HEARING, MEASURE, PROCEEDINGS, WORD


class Proceedings(OfChild):
    """`version` is the base that an edit must carry."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="proceedings")
    state = models.CharField(max_length=6, choices=states(PROCEEDINGS), default=PROCEEDINGS.start)
    version = models.PositiveIntegerField(default=1)
    part = models.CharField(max_length=7, choices=Part.choices)
    about = SealedTextField()
    witness_care = SealedTextField()
    wishes = SealedTextField()
    visit_on = models.DateField(null=True, blank=True)
    travel = SealedTextField()
    outcome = SealedTextField()
    orders = SealedTextField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [known_states(PROCEEDINGS, "proceedings_state_is_known")]


class OfProceedings(OfChild):
    class Meta:
        abstract = True

    proceedings: models.ForeignKey


class Hearing(OfProceedings):
    """`starts_at` is where it is listed now; `listings` are all, so that each move can be read."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    proceedings = models.ForeignKey(Proceedings, on_delete=models.CASCADE, related_name="hearings")
    state = models.CharField(max_length=7, choices=states(HEARING), default=HEARING.start)
    version = models.PositiveIntegerField(default=1)
    court = models.CharField(max_length=11, choices=Court.choices)
    place = SealedTextField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    starts_at = models.DateTimeField(db_index=True)
    happened = SealedTextField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [known_states(HEARING, "hearing_state_is_known")]


class Listing(Identified):
    """Only ever added to. `court` and `place` are empty where it was listed before they were kept with it."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="listings")
    starts_at = models.DateTimeField()
    court = models.CharField(max_length=11, choices=Court.choices, blank=True)
    place = SealedTextField()
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Measure(OfProceedings):
    """`words`: what the child wants of it, and why; `answer`, which never takes their place: the court's."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    proceedings = models.ForeignKey(Proceedings, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=14, choices=SpecialMeasure.choices)
    state = models.CharField(max_length=7, choices=states(MEASURE), default=MEASURE.start)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    words = SealedTextField()
    answer = SealedTextField()

    class Meta:
        ordering = ["asked_on"]
        constraints = [
            known_states(MEASURE, "measure_state_is_known"),
            models.UniqueConstraint(fields=["proceedings", "kind"], name="one_special_measure_of_a_kind"),
        ]


class Word(OfProceedings):
    """Something that the child is to be told, and whether, how and by whom they were."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    proceedings = models.ForeignKey(Proceedings, on_delete=models.CASCADE, related_name="words")
    hearing = models.ForeignKey(
        Hearing, null=True, blank=True, on_delete=models.CASCADE, related_name="words"
    )
    news = models.CharField(max_length=7, choices=News.choices)
    state = models.CharField(max_length=8, choices=states(WORD), default=WORD.start)
    what = SealedTextField()
    happened_at = models.DateTimeField()
    how = models.CharField(max_length=9, choices=ToldHow.choices, blank=True)
    told_by = SealedTextField()
    said = SealedTextField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_at"]
        constraints = [
            known_states(WORD, "word_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="told") | (~Q(how="") & Q(settled_by__isnull=False)),
                name="who_was_told_was_told_somehow",
            ),
        ]
