"""A report, its items, what each rests on, and what was done with it."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from waylight.guidance.models import Area
from waylight.intelligence.models import Entity, Observation
from waylight.keys.fields import SealedTextField
from waylight.triage.models import Contact
from waylight.triage.models.base import PERSON, Identified, known_states, reference, states

from ..codes import (
    ActionCode,
    Assessment,
    Handling,
    Marking,
    Named,
    Priority,
    Provenance,
    Retention,
    SanitisationCode,
    SourceEvaluation,
    SubjectRole,
)
from ..machine import FINISHED, READABLE, REPORT

HUB, SEVERAL_DESKS = "hub", "several"
_UNIT_ONLY = (SourceEvaluation.NOT_RELIABLE, Assessment.FALSE)


class Report(Identified):
    """One intelligence report. It holds no source: an item knows the concern it came from, by id, and who
    sent that is sealed elsewhere.

    `desk` is that of the concerns it rests on, or SEVERAL_DESKS. `unit_only`: an item is graded 3 or E, which
    intelligence roles alone see. `held` is why nothing of it may be disposed of; empty when nothing holds it.

    `event_from` and `event_to`: when it happened, which is neither when it was learnt nor when it was
    written. They and `operation` leave only when the sanitiser says so; the risks never leave.
    `superseded_by`: the report that stands in its place.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=30, default=HUB)
    title = SealedTextField()
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    learnt_on = models.DateField(null=True, blank=True)
    event_from = models.DateField(null=True, blank=True)
    event_to = models.DateField(null=True, blank=True)
    period_told = models.BooleanField(default=False)
    operation = SealedTextField()
    operation_told = models.BooleanField(default=False)
    marking = models.CharField(max_length=20, choices=Marking.choices, default=Marking.SENSITIVE)
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.LOW)
    tags = models.JSONField(default=list)
    group_based = models.BooleanField(default=False)
    handling = models.CharField(max_length=1, choices=Handling.choices, blank=True)
    conditions = SealedTextField()
    action_code = models.CharField(max_length=2, choices=ActionCode.choices, blank=True)
    sanitisation_code = models.CharField(max_length=2, choices=SanitisationCode.choices, blank=True)
    risk = SealedTextField()
    risk_source = SealedTextField()
    risk_child = SealedTextField()
    risk_public = SealedTextField()
    risk_staff = SealedTextField()
    state = models.CharField(max_length=14, choices=states(REPORT), default=REPORT.start)
    version = models.PositiveIntegerField(default=1)
    unit_only = models.BooleanField(default=False)
    held = SealedTextField()
    review_due = models.DateField(null=True, blank=True)
    retention = models.CharField(max_length=12, choices=Retention.choices, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            known_states(REPORT, "report_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=FINISHED)
                | Q(handling=Handling.PERMITTED)
                | (Q(handling=Handling.CONDITIONS) & ~Q(action_code="") & ~Q(sanitisation_code="")),
                name="a_finished_report_has_its_handling",
            ),
            models.CheckConstraint(
                condition=Q(event_from__isnull=True)
                | Q(event_to__isnull=True)
                | Q(event_to__gte=F("event_from")),
                name="it_ended_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")), name="a_report_does_not_replace_itself"
            ),
        ]

    @property
    def review_is_due(self) -> bool:
        """The day has come on which somebody says again whether it is kept."""
        return self.review_due is not None and self.review_due <= localdate() and self.state != "disposed"

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def writer_id(self) -> int:
        return self.written_by_id

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def open_to_leads(self) -> bool:
        """Whether the desk's lead may read what is sanitised of it."""
        return self.state in READABLE and not self.unit_only


RISKS = ("risk_source", "risk_child", "risk_public", "risk_staff")
"""The parts of the risk if a report becomes known; `risk` is what else there is to say of it."""


class OfReport(Identified):
    class Meta:
        abstract = True

    report: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.report.area_slug

    @property
    def desk(self) -> str:
        return self.report.desk

    @property
    def writer_id(self) -> int:
        return self.report.writer_id


class Item(OfReport):
    """One piece of information, graded by itself. `original` never changes once it was submitted.

    `grade_as_written` is a legacy grade (5x5x5), kept as it stood and never converted.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="items")
    seq = models.PositiveSmallIntegerField()
    original = SealedTextField()
    sanitised = SealedTextField()
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.NOT_SAID)
    named = models.CharField(max_length=12, choices=Named.choices, default=Named.ANONYMOUS)
    source_evaluation = models.CharField(max_length=1, choices=SourceEvaluation.choices, blank=True)
    assessment = models.CharField(max_length=1, choices=Assessment.choices, blank=True)
    corroboration = SealedTextField()
    graded_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    graded_at = models.DateTimeField(null=True, blank=True)
    grade_as_written = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["report", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["report", "seq"], name="one_item_per_place"),
            models.CheckConstraint(
                condition=Q(source_evaluation="", assessment="", graded_by__isnull=True)
                | (~Q(source_evaluation="") & ~Q(assessment="") & Q(graded_by__isnull=False)),
                name="a_grade_is_whole_and_somebodys",
            ),
        ]

    @property
    def grade(self) -> str:
        """As "2A"; empty until a person has graded it."""
        return self.source_evaluation + self.assessment

    @property
    def for_unit_only(self) -> bool:
        return bool({self.source_evaluation, self.assessment} & set(_UNIT_ONLY))


class RestsOn(OfReport):
    """A concern or an entity that an item rests on, by id. `observations`: of what the entity was made when
    it was relied on, and `relied`, as JSON, what each of them told, so that what comes apart is noticed.
    `role`: what it is in the account; empty when nobody has said. `told_as`: what may be told of it, in the
    sanitiser's words; empty, and nothing of it leaves, its role neither."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rests")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="rests")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    observations = models.ManyToManyField(Observation, related_name="+")
    relied = SealedTextField()
    role = models.CharField(max_length=10, choices=SubjectRole.choices, blank=True)
    told_as = SealedTextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=True) ^ Q(entity__isnull=True),
                name="it_rests_on_a_concern_or_an_entity",
            )
        ]


class Step(OfReport):
    """A move of a report: by whom, from where to where, and what was said of it. Only ever added to,
    until the report is disposed of: then who, when and from where to where stay."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=40)
    source = models.CharField(max_length=14)
    target = models.CharField(max_length=14)
    note = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class MetEdit(OfReport):
    """An edit that began before somebody else's: kept whole, shown, and settled by a person."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="met")
    action = models.CharField(max_length=40)
    edit = SealedTextField()
    base_version = models.PositiveIntegerField()
    current_version = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
