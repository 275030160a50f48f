"""Rules and demands: whom a change touches, before it is made, and making it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..cases import cases
from ..codes import Role
from ..models import CourseDemand, CourseRule, Operator
from ..refresher import Demand, DemandKind, due
from ..rounds import next_round
from ..rulebooks import REMIND, CourseBook, course_books
from .problems import NotPossible, Why
from .settling import settle, settle_pending

LISTED = 50


@dataclass(frozen=True)
class RuleDraft:
    """A rule that is thought of. The numbers are those of `refresher.Rule`; `operator` makes it that firm's
    own, of which only `months` and `first_days` count."""

    course_id: str
    starts: date
    roles: tuple[Role, ...] = (Role.DRIVER,)
    months: int | None = None
    first_days: int | None = None
    lead_days: int | None = None
    window_days: int = 90
    remind: tuple[int, ...] = REMIND
    operator: Operator | None = None
    why: str = ""

    def as_row(self, area: Area, *, to_all: bool, by: str, today: date) -> CourseRule:
        return CourseRule(
            area=area,
            course_id=self.course_id,
            operator=self.operator,
            starts=self.starts,
            to_all=to_all,
            roles=[Role(role).value for role in self.roles],
            months=self.months,
            first_days=self.first_days,
            lead_days=self.lead_days,
            window_days=self.window_days,
            remind=sorted(set(self.remind), reverse=True),
            why=self.why,
            known_from=max(self.starts, next_round(today)),
            made_by=by,
            made_at=timezone.now(),
        )


@dataclass(frozen=True)
class Moved:
    """One person whose due date a change moves. None: nothing is due."""

    learner: UUID
    was: date | None
    becomes: date | None


@dataclass
class Touched:
    """Whom a change touches. `overdue`: of them, how many would be overdue on the day it begins. `people`
    lists the first of them, those that are due soonest at the head."""

    asked: int = 0
    sooner: int = 0
    later: int = 0
    first: int = 0
    none: int = 0
    overdue: int = 0
    people: list[Moved] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.sooner + self.later + self.first + self.none


@dataclass(frozen=True)
class RulePreview:
    """Both ways of applying a rule."""

    to_new: Touched
    to_all: Touched


def preview_rule(area: Area, draft: RuleDraft, *, by: Actor, today: date | None = None) -> RulePreview:
    """Whom a rule would touch on the day it begins: for training from then on only, or for all. Raises
    NotPossible."""
    require(by, "training.rule", area)
    book, today = _checked(area, draft), today or timezone.localdate()
    both = {
        to_all: _touched(
            area.slug,
            book,
            book.with_rule(draft.as_row(area, to_all=to_all, by=by.ref, today=today)),
            max(draft.starts, today),
        )
        for to_all in (False, True)
    }
    record(
        Verb.CONSULTATION,
        "training.rule",
        by=by,
        thing=("area", area.pk),
        detail={"course": draft.course_id, "new": both[False].count, "all": both[True].count},
    )
    return RulePreview(both[False], both[True])


@transaction.atomic
def make_rule(
    area: Area, draft: RuleDraft, *, to_all: bool, by: Actor, today: date | None = None
) -> CourseRule:
    """Make a rule. Due dates follow at once where its first day has come, else in that night. Raises
    NotPossible."""
    require(by, "training.rule", area)
    _checked(area, draft)
    today = today or timezone.localdate()
    rule = draft.as_row(area, to_all=to_all, by=by.ref, today=today)
    rule.save()
    changed = settle_pending(area.slug, on=today)
    _note(area, by, {"rule": rule.pk, "course": draft.course_id, "to_all": to_all, "changed": changed})
    return rule


def preview_demand(
    area: Area, course_id: str, demand: Demand, *, by: Actor, today: date | None = None
) -> Touched:
    """Whom a must-do version or a change of the law would touch. Raises NotPossible as `make_demand` does."""
    require(by, "training.rule", area)
    today = today or timezone.localdate()
    book, begins = _ruled(area, course_id), max(demand.since, today)
    _refuse_days(demand, today)
    found = _touched(area.slug, book, book.with_demand(demand), begins)
    record(
        Verb.CONSULTATION,
        "training.rule",
        by=by,
        thing=("area", area.pk),
        detail={"course": course_id, "all": found.count},
    )
    return found


@transaction.atomic
def make_demand(
    area: Area, course_id: str, demand: Demand, *, why: str, by: Actor, today: date | None = None
) -> CourseDemand:
    """Ask for the training anew of everybody who did it before `demand.since`. Raises NotPossible for no
    reason, and for a last day that is past or before the first."""
    require(by, "training.rule", area)
    _ruled(area, course_id)
    if not why.strip():
        raise NotPossible(Why.NO_REASON)
    today = today or timezone.localdate()
    _refuse_days(demand, today)
    made = CourseDemand.objects.create(
        area=area,
        course_id=course_id,
        kind=DemandKind(demand.kind).value,
        since=demand.since,
        by=demand.by,
        version=demand.version,
        why=why,
        known_from=max(demand.since, next_round(today)),
        made_by=by.ref,
        made_at=timezone.now(),
    )
    changed = settle_pending(area.slug, on=today)
    _note(area, by, {"demand": made.pk, "course": course_id, "changed": changed})
    return made


@transaction.atomic
def withdraw_demand(demand: CourseDemand, *, by: Actor, today: date | None = None) -> CourseDemand:
    """A demand was made by mistake, or has served: it asks nothing from now on. Raises NotPossible when it
    was withdrawn already."""
    require(by, "training.rule", demand)
    today = today or timezone.localdate()
    fresh = CourseDemand.objects.select_for_update(of=("self",)).get(pk=demand.pk)
    if fresh.withdrawn_at is not None:
        raise NotPossible(Why.SETTLED)
    settle_pending(fresh.area_id, on=today)
    fresh.withdrawn_by, fresh.withdrawn_at = by.ref, timezone.now()
    fresh.save(update_fields=["withdrawn_by", "withdrawn_at"])
    changed = settle(fresh.area_id, on=today, courses=[fresh.course_id])
    detail = {"demand": fresh.pk, "withdrawn": True, "course": fresh.course_id, "changed": changed}
    _note(fresh.area, by, detail)
    return fresh


def _refuse_days(demand: Demand, today: date) -> None:
    if demand.by < demand.since:
        raise NotPossible(Why.BACKWARDS)
    if demand.by < today:
        raise NotPossible(Why.PAST)


def _checked(area: Area, draft: RuleDraft) -> CourseBook:
    """The book that the draft would change. Raises NotPossible for a draft that asks nothing or of nobody."""
    if draft.operator is not None:
        if draft.months is None and draft.first_days is None:
            raise NotPossible(Why.NOTHING_ASKED)
        return _ruled(area, draft.course_id)
    if not draft.roles:
        raise NotPossible(Why.NO_ROLES)
    if draft.months is None and draft.first_days is None and draft.lead_days is None:
        raise NotPossible(Why.NOTHING_ASKED)
    return _book(area, draft.course_id)


def _book(area: Area, course_id: str) -> CourseBook:
    return course_books(area.slug, [course_id]).get(course_id, CourseBook(course_id, ()))


def _ruled(area: Area, course_id: str) -> CourseBook:
    book = _book(area, course_id)
    if not book.rules:
        raise NotPossible(Why.NO_RULE)
    return book


def _touched(area_slug: str, before: CourseBook, after: CourseBook, on: date) -> Touched:
    """What everybody's due date would be on a day, under both books."""
    found, touched = cases(area_slug, [after.course_id]), Touched()
    moved: list[Moved] = []
    for person in found.people:
        case = found.of(person, after.course_id)
        asked = after.asks(person.role, on)
        touched.asked += asked
        was = due(case, before.for_operator(person.operator), on) if before.asks(person.role, on) else None
        now = due(case, after.for_operator(person.operator), on) if asked else None
        if (was and was.on) == (now and now.on):
            continue
        each = Moved(person.pk, was.on if was else None, now.on if now else None)
        moved.append(each)
        touched.overdue += each.becomes is not None and each.becomes < on
    _counted(touched, moved)
    return touched


def _counted(touched: Touched, moved: Iterable[Moved]) -> None:
    kinds = Counter(_kind(each) for each in moved)
    touched.sooner, touched.later = kinds["sooner"], kinds["later"]
    touched.first, touched.none = kinds["first"], kinds["none"]
    soonest = sorted(moved, key=lambda each: each.becomes or date.max)
    touched.people = soonest[:LISTED]


def _kind(moved: Moved) -> str:
    if moved.was is None or moved.becomes is None:
        return "first" if moved.was is None else "none"
    return "sooner" if moved.becomes < moved.was else "later"


def _note(area: Area, by: Actor, detail: dict) -> None:
    record(Verb.ALTERATION, "training.rule", by=by, thing=("area", area.pk), detail=detail)
