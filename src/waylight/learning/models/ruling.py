"""What is asked of whom: rules, demands, exemptions, and the due dates that follow from them."""

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField

from ..codes import REASON_WORDS, ExemptBecause
from ..refresher import Demand, DemandKind, Exempt, Reason, Rule
from .base import Identified, InArea, by_reference, course_id
from .roster import Learner, OfLearner, Operator


class CourseRule(InArea):
    """A course's rule in an area from a day on, or an operator's own for its people. Never changed: a new
    rule begins. The numbers are those of `refresher.Rule`.

    `remind` holds days before the due date, 0 for the day itself and less for after it. `known_from`: the day
    of the first round that knows of it. `noted`: its first day has come and every due date was worked out
    under it.
    """

    course_id = course_id()
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.PROTECT, related_name="rules"
    )
    starts = models.DateField()
    to_all = models.BooleanField(default=True)
    roles = models.JSONField(default=list)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    first_days = models.PositiveSmallIntegerField(null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(null=True, blank=True)
    window_days = models.PositiveSmallIntegerField(default=90)
    remind = models.JSONField(default=list)
    why = models.CharField(max_length=200, blank=True)
    known_from = models.DateField()
    noted = models.BooleanField(default=False)
    made_by = by_reference()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["starts", "id"]
        indexes = [models.Index(fields=["area", "course_id"])]

    @property
    def plain(self) -> Rule:
        return Rule(self.starts, self.to_all, self.months, self.first_days, self.lead_days, self.window_days)


class CourseDemand(InArea):
    """A new version that must be done, or a change of the law: training from before `since` must be done anew
    by `by`. Withdrawn, never deleted: from then on it asks nothing."""

    course_id = course_id()
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DemandKind])
    since = models.DateField()
    by = models.DateField()
    version = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=200)
    known_from = models.DateField()
    noted = models.BooleanField(default=False)
    made_by = by_reference()
    made_at = models.DateTimeField()
    withdrawn_by = by_reference(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(by__gte=F("since")), name="a_demand_leaves_time"),
        ]

    @property
    def plain(self) -> Demand:
        return Demand(DemandKind(self.kind), self.since, self.by, self.version)


class Exemption(Identified, InArea, OfLearner):
    """Somebody need not, for a reason, until a day. Ended early, `ended_on` is its last; never deleted."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="exemptions")
    course_id = course_id()
    because = models.CharField(max_length=20, choices=ExemptBecause.choices)
    reason = SealedTextField()
    since = models.DateField()
    until = models.DateField()
    by = by_reference()
    at = models.DateTimeField()
    ended_by = by_reference(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="an_exemption_ends_after_it_begins"
            )
        ]

    @property
    def plain(self) -> Exempt | None:
        """None for one that was ended before it began."""
        until = min(self.until, self.ended_on) if self.ended_on else self.until
        return Exempt(self.since, until) if until >= self.since else None


class DueDate(InArea, OfLearner):
    """What was due from when to when: one open row for each person and course that is asked of them.

    `on` is None where no date is set. `last_on`: the last training that counts. `known_on`: the day of the
    first round that knows this due date; `ended_on`: of the first that no longer does.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="due_dates")
    course_id = course_id()
    on = models.DateField(null=True, blank=True)
    soon_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=[(r.value, REASON_WORDS[r]) for r in Reason], blank=True)
    last_on = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_id"],
                condition=Q(ended_on__isnull=True),
                name="one_due_date_stands_per_course",
            )
        ]
        indexes = [
            models.Index(
                fields=["area", "course_id", "on"], condition=Q(ended_on__isnull=True), name="due_now"
            ),
            models.Index(fields=["area", "course_id", "known_on"], name="due_known"),
        ]
