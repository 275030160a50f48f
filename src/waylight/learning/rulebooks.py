"""The rules of an area as the database holds them, in the shape that `refresher` reasons about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from . import refresher
from .models import CourseDemand, CourseRule
from .refresher import Demand, Rule, Rulebook

REMIND = (90, 30, 0)
"""Days before the due date on which people are reminded where a council says nothing else. Source: Waylight's
domain study 7.4."""


@dataclass(frozen=True)
class CourseBook:
    """All that is ruled about one course in one area. Lists are in the order in which rules begin."""

    course_id: str
    rules: tuple[CourseRule, ...]
    own: Mapping[UUID, tuple[Rule, ...]] = field(default_factory=dict)
    demands: tuple[Demand, ...] = ()

    @cached_property
    def _plain(self) -> tuple[Rule, ...]:
        return tuple(rule.plain for rule in self.rules)

    @cached_property
    def _books(self) -> dict[UUID | None, Rulebook]:
        return {}

    def for_operator(self, operator: UUID | None) -> Rulebook:
        """The book of an operator's people, or of those who work for nobody."""
        if operator not in self._books:
            own = self.own.get(operator, ()) if operator is not None else ()
            self._books[operator] = Rulebook(self._plain, own, self.demands)
        return self._books[operator]

    def newest(self, today: date) -> CourseRule | None:
        """The rule that whoever is new is judged by."""
        begun = [rule for rule in self.rules if rule.starts <= today]
        return begun[-1] if begun else None

    def asks(self, role: str, today: date) -> bool:
        """Whether the course is asked of people with this role."""
        rule = self.newest(today)
        return rule is not None and role in rule.roles

    def steps(self, today: date) -> tuple[tuple[int, ...], date]:
        """On which days before a due date people are reminded, and since when it has been these days."""
        begun = [rule for rule in self.rules if rule.starts <= today]
        if not begun:
            return (), date.min
        since = begun[-1].starts
        for rule in reversed(begun):
            if rule.remind != begun[-1].remind:
                break
            since = rule.starts
        return tuple(begun[-1].remind), since if since > begun[0].starts else date.min

    def with_rule(self, rule: CourseRule) -> "CourseBook":
        """As if this rule had been made."""
        if rule.operator_id is not None:
            own = (*self.own.get(rule.operator_id, ()), rule.plain)
            return CourseBook(self.course_id, self.rules, {**self.own, rule.operator_id: own}, self.demands)
        rules = sorted((*self.rules, rule), key=lambda each: each.starts)
        return CourseBook(self.course_id, tuple(rules), self.own, self.demands)

    def with_demand(self, demand: Demand) -> "CourseBook":
        return CourseBook(self.course_id, self.rules, self.own, (*self.demands, demand))

    def governing_months(self, done: refresher.Done, today: date) -> int | None:
        """How many months this training is valid for by the council's rule."""
        rule = refresher.governing(refresher.in_force(self._plain, today), done)
        return rule.months if rule is not None else None


def course_books(area_slug: str, courses: Iterable[str] | None = None) -> dict[str, CourseBook]:
    """Every course that the area has a rule for, by its id. Two queries."""
    rules: dict[str, list[CourseRule]] = defaultdict(list)
    own: dict[str, dict[UUID, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    wanted = {} if courses is None else {"course_id__in": list(courses)}
    for rule in CourseRule.objects.filter(area_id=area_slug, **wanted).order_by("starts", "id"):
        if rule.operator_id is None:
            rules[rule.course_id].append(rule)
        else:
            own[rule.course_id][rule.operator_id].append(rule.plain)
    demands: dict[str, list[Demand]] = defaultdict(list)
    standing = CourseDemand.objects.filter(area_id=area_slug, withdrawn_at__isnull=True, **wanted)
    for demand in standing:
        demands[demand.course_id].append(demand.plain)
    return {
        course_id: CourseBook(
            course_id,
            tuple(found),
            {operator: tuple(each) for operator, each in own[course_id].items()},
            tuple(demands[course_id]),
        )
        for course_id, found in rules.items()
    }
