"""When a refresher is due, what state that puts somebody in, and when they are reminded. Pure: dates in,
dates out.

The due date is the last day on which the training may be done; from the day after, it is overdue. It is the
earliest of the dates that the rules give (Waylight's study of learning 4.9):

- the first training, so many days after somebody came onto the roster or the course became a rule;
- so many months after the last training, by the council's rule and by the operator's own;
- the renewal of the licence, less a lead, unless the training was done inside the window before that day;
- a new version that must be done, or a change of the law, by the day that was set for it.

An exemption that covers the due date moves it to the exemption's last day.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from waylight.engine.clocks import months_after


class Reason(StrEnum):
    """Why a day is the due one. Where two fall on one day, the first of these is named."""

    LAW = "law"
    VERSION = "version"
    RENEWAL = "renewal"
    OPERATOR = "operator"
    MONTHS = "months"
    FIRST = "first"


class State(StrEnum):
    NEVER = "never"
    IN_PROGRESS = "in-progress"
    VALID = "valid"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    EXEMPT = "exempt"


class DemandKind(StrEnum):
    """What makes training done before it no longer enough."""

    VERSION = "version"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Rule:
    """A course's rule in one area, or an operator's own, from a day on.

    `to_all`: training done before that day is judged by it too; else only what is done from then on.
    `first_days`: None asks nobody for a first training by a date. `window_days`: how long before a due date
    training already counts for it, which is also when it is called due soon.
    """

    starts: date
    to_all: bool = True
    months: int | None = None
    first_days: int | None = None
    lead_days: int | None = None
    window_days: int = 90


@dataclass(frozen=True, slots=True)
class Demand:
    """Known from `since`; training from before then must be done anew by `by`, in `version` or a later one
    where it names one."""

    kind: DemandKind
    since: date
    by: date
    version: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The last training. `version` is empty for training that was not ours."""

    on: date
    version: str = ""


@dataclass(frozen=True, slots=True)
class Exempt:
    """Both days count."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one course. `joined`: the day they came onto the roster."""

    joined: date
    renewal: date | None = None
    done: Done | None = None
    exempt: tuple[Exempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All that is ruled about one course in one area; `own`: by the person's operator. In any order."""

    rules: tuple[Rule, ...]
    own: tuple[Rule, ...] = ()
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """`soon`: the first day on which it is called due soon."""

    on: date
    reason: Reason
    soon: date


def in_force(rules: Iterable[Rule], today: date) -> tuple[Rule, ...]:
    """Those that have begun, the newest first. Of two that begin on one day, the later given wins."""
    begun = [rule for rule in rules if rule.starts <= today]
    return tuple(sorted(begun, key=lambda rule: rule.starts))[::-1]


def governing(rules: Sequence[Rule], done: Done | None) -> Rule | None:
    """Which of the rules in force, newest first, judges this training: the newest that reaches back to it.

    Whoever was never trained is judged by the newest; training from before every rule by the oldest.
    """
    if done is None:
        return rules[0] if rules else None
    reaching = (rule for rule in rules if rule.to_all or rule.starts <= done.on)
    return next(reaching, rules[-1] if rules else None)


def due(case: Case, book: Rulebook, today: date) -> Due | None:
    """None: no rule asks this course of them by any day."""
    rules = in_force(book.rules, today)
    rule = governing(rules, case.done)
    if rule is None:
        return None
    dates = list(_dates(case, rule, rules[-1].starts, book, today))
    if not dates:
        return None
    on, reason = min(dates, key=lambda each: (each[0], _PRECEDENCE[each[1]]))
    on = _extended(on, case.exempt)
    return Due(on, reason, on - timedelta(days=rule.window_days))


def _dates(
    case: Case, rule: Rule, first_rule: date, book: Rulebook, today: date
) -> Iterable[tuple[date, Reason]]:
    own_rules = in_force(book.own, today)
    own = governing(own_rules, case.done)
    if case.done is None:
        yield from _first(rule, max(case.joined, first_rule), Reason.FIRST)
        if own is not None:
            yield from _first(own, max(case.joined, own_rules[-1].starts), Reason.OPERATOR)
    else:
        yield from _refresher(rule, case.done, Reason.MONTHS)
        if own is not None:
            yield from _refresher(own, case.done, Reason.OPERATOR)
    if case.renewal is not None and rule.lead_days is not None:
        latest = case.renewal - timedelta(days=rule.lead_days)
        if case.done is None or case.done.on < latest - timedelta(days=rule.window_days):
            yield latest, Reason.RENEWAL
    for demand in book.demands:
        if demand.since <= today and not meets(case, demand):
            yield demand.by, Reason(demand.kind)


def _first(rule: Rule, start: date, reason: Reason) -> Iterable[tuple[date, Reason]]:
    if rule.first_days is not None:
        yield start + timedelta(days=rule.first_days), reason


def _refresher(rule: Rule, done: Done, reason: Reason) -> Iterable[tuple[date, Reason]]:
    if rule.months is not None:
        yield months_after(done.on, rule.months), reason


def meets(case: Case, demand: Demand) -> bool:
    """Whether a demand asks nothing (more) of this person. Of who came after its last day it asks nothing:
    their first training has it. Training that was not ours counts by its date alone."""
    if case.done is None:
        return case.joined > demand.by
    if case.done.version and demand.version:
        return version_order(case.done.version) >= version_order(demand.version)
    return case.done.on >= demand.since


def version_order(version: str) -> tuple[int, ...]:
    """Sorts versions such as "2026-11-1" or, with the eight digits over the words, "2026-11-1-0f3a9c1e"."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _extended(on: date, exempt: Iterable[Exempt]) -> date:
    for each in sorted(exempt, key=lambda one: (one.since, one.until)):
        if each.since <= on <= each.until:
            on = each.until
    return on


_PRECEDENCE = {reason: place for place, reason in enumerate(Reason)}


# States


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state of a person in a course hangs on, on one day."""

    exempt: bool
    late: bool
    begun: bool
    ever: bool
    soon: bool


TABLE: tuple[tuple[State, str, Callable[[Facts], bool]], ...] = (
    (State.EXEMPT, "an exemption runs today", lambda f: f.exempt),
    (State.OVERDUE, "the due date has passed", lambda f: f.late),
    (State.IN_PROGRESS, "begun, and never trained or due soon", lambda f: f.begun and (f.soon or not f.ever)),
    (State.NEVER, "no training counts", lambda f: not f.ever),
    (State.DUE_SOON, "the window before the due date is open", lambda f: f.soon),
    (State.VALID, "in every other case", lambda f: True),
)
"""The first line that holds is the state."""


def state(facts: Facts) -> State:
    return next(named for named, _words, holds in TABLE if holds(facts))


def facts(
    found: Due | None, today: date, *, exempt: Iterable[Exempt] = (), begun: bool = False, ever: bool = False
) -> Facts:
    return Facts(
        exempt=any(each.since <= today <= each.until for each in exempt),
        late=found is not None and found.on < today,
        begun=begun,
        ever=ever,
        soon=found is not None and found.soon <= today,
    )


# Reminders


@dataclass(frozen=True, slots=True)
class Notice:
    """One reminder: so many days before the due date (0: on it; less: after it), and the day it should go."""

    days_before: int
    goes: date


def notices(on: date, known: date, steps: Iterable[int]) -> tuple[Notice, ...]:
    """Every reminder of a due date that was known from `known` on, the first to go first.

    Of the steps that had gone by before anybody knew the date, one is owed, the latest, at once: nobody is
    written to three times on one day.
    """
    ahead = sorted(set(steps), reverse=True)
    passed = [step for step in ahead if on - timedelta(days=step) < known]
    first = [Notice(passed[-1], known)] if passed else []
    later = [Notice(step, on - timedelta(days=step)) for step in ahead if step not in passed]
    return (*first, *later)


def reached(on: date, known: date, steps: Iterable[int], today: date) -> tuple[Notice, ...]:
    """Those that should have gone by the end of `today`."""
    return tuple(notice for notice in notices(on, known, steps) if notice.goes <= today)
