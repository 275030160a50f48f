"""Working out due dates: after everything that touches one, and each night where a rule's first day has come.

A due date that changes is a new row, and the old one ends: what was due when can be told afterwards.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from ..cases import AT_ONCE, cases, in_parts
from ..models import CourseDemand, CourseRule, DueDate, Reminder
from ..refresher import Due, due
from ..rounds import next_round
from ..rulebooks import course_books
from .certifying import renew_certificates

Key = tuple[UUID, str]
_NOTHING = (None, None, "")


@dataclass
class _Changes:
    """What is to be written: rows to add, to change in place, and to end. `known`: the first round that knows
    of it. `gone`: due dates that are no more."""

    on: date
    known: date
    new: list[DueDate] = field(default_factory=list)
    kept: list[DueDate] = field(default_factory=list)
    over: list[DueDate] = field(default_factory=list)
    gone: set[tuple[UUID, str, date | None]] = field(default_factory=set)

    def compare(self, was: DueDate | None, now: Due | None, last: date | None, fresh: DueDate) -> None:
        """A row that no round has seen is changed in place, and so is one whose day stays; else it ends and
        `fresh` begins."""
        day, soon, reason = (now.on, now.soon, now.reason.value) if now is not None else _NOTHING
        row = fresh
        if was is not None:
            if (was.on, was.soon_on, was.reason, was.last_on) == (day, soon, reason, last):
                return
            if was.on == day or was.known_on == self.known:
                row = was
            else:
                self.over.append(was)
            if was.on != day:
                self.gone.add((was.learner_id, was.course_id, was.on))
        row.on, row.soon_on, row.reason, row.last_on = day, soon, reason, last
        (self.new if row is fresh else self.kept).append(row)

    def end(self, rows: Collection[DueDate]) -> None:
        """Nobody asks this of them any more."""
        self.over.extend(rows)
        self.gone |= {(row.learner_id, row.course_id, row.on) for row in rows}

    def write(self) -> int:
        """Returns how many rows began or ended."""
        for row in self.over:
            row.ended_on = self.known
        DueDate.objects.bulk_update(self.over, ["ended_on"], batch_size=200)
        DueDate.objects.bulk_update(self.kept, ["on", "soon_on", "reason", "last_on"], batch_size=200)
        DueDate.objects.bulk_create(self.new, batch_size=AT_ONCE)
        self._forget_reminders()
        return len(self.new) + len(self.over)

    def _forget_reminders(self) -> None:
        """What waited to be sent for a due date that is no more need not go."""
        for some in in_parts([learner for learner, _course, _on in self.gone]):
            waiting = Reminder.objects.filter(learner__in=some or [], state=Reminder.State.DUE)
            rows = waiting.values_list("pk", "learner_id", "course_id", "due_on")
            unneeded = [pk for pk, *key in rows if tuple(key) in self.gone]
            Reminder.objects.filter(pk__in=unneeded).update(
                state=Reminder.State.NOT_NEEDED, settled_on=self.on
            )


@transaction.atomic
def settle(
    area_slug: str,
    learners: Collection[UUID] | None = None,
    *,
    on: date,
    courses: Iterable[str] | None = None,
    known: date | None = None,
) -> int:
    """Work out what is due for these people, or for everybody of an area; returns how many rows began or
    ended.

    `known`: the first round that knows of it (the next). Whoever is about to write what touches a due date calls
    `settle_pending` first, so that no day is told under a rule that had not begun, or without one that had.
    """
    known = known or next_round(on)
    books = course_books(area_slug, courses)
    standing = _standing(area_slug, list(books), learners)
    found = cases(area_slug, list(books), learners)
    changes = _Changes(on, known)
    for course_id, book in books.items():
        newest = book.newest(on)
        roles = set(newest.roles) if newest is not None else set()
        for person in found.people:
            if person.role not in roles:
                continue
            was = standing.pop((person.pk, course_id), None)
            case = found.of(person, course_id)
            last = case.done.on if case.done is not None else None
            fresh = DueDate(area_id=area_slug, learner_id=person.pk, course_id=course_id, known_on=known)
            changes.compare(was, due(case, book.for_operator(person.operator), on), last, fresh)
    changes.end(standing.values())
    return changes.write()


def _standing(area_slug: str, courses: list[str], learners: Collection[UUID] | None) -> dict[Key, DueDate]:
    rows = DueDate.objects.filter(area_id=area_slug, ended_on__isnull=True, course_id__in=courses)
    found: dict[Key, DueDate] = {}
    for some in in_parts(learners):
        for row in rows if some is None else rows.filter(learner__in=some):
            found[(row.learner_id, row.course_id)] = row
    return found


@transaction.atomic
def settle_pending(area_slug: str, *, on: date) -> int:
    """Work out anew what the rules and demands change whose first day has come since the last time; returns how
    many rows began or ended. What began while no worker ran is known from the round of its own day."""
    rules = list(CourseRule.objects.filter(area_id=area_slug, noted=False, starts__lte=on))
    demands = list(CourseDemand.objects.filter(area_id=area_slug, noted=False, since__lte=on))
    pending: dict[date, set[str]] = defaultdict(set)
    for rule in rules:
        pending[rule.known_from].add(rule.course_id)
    for demand in demands:
        pending[demand.known_from].add(demand.course_id)
    changed = 0
    for known, courses in sorted(pending.items()):
        changed += settle(area_slug, on=min(known, on), courses=courses, known=known)
    for course_id in {rule.course_id for rule in rules if rule.to_all and rule.operator_id is None}:
        renew_certificates(area_slug, course_id, on=on)
    CourseRule.objects.filter(pk__in=[rule.pk for rule in rules]).update(noted=True)
    CourseDemand.objects.filter(pk__in=[demand.pk for demand in demands]).update(noted=True)
    return changed
