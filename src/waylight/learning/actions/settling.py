"""Working out due dates: after everything that touches one, and each night where a rule's first day has come.

A due date that changes is a new row, and the old one ends: what was due when can be told afterwards.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ..cases import AT_ONCE, cases, in_parts
from ..models import CourseDemand, CourseRule, DueDate, Reminder
from ..refresher import Due, due
from ..rounds import next_round
from ..rulebooks import course_books
from .certifying import renew_certificates

Key = tuple[UUID, str]
Standing = tuple[UUID, str, date | None]
_NOTHING = (None, None, "")
_TOLD = ("soon_on", "reason", "last_on")


@dataclass
class _Changes:
    """What is to be written: rows to add, to change in place, to end, and those that no round has seen and
    are dropped. `known`: the first round that knows of it. `gone`: due dates that are no more."""

    on: date
    known: date
    new: list[DueDate] = field(default_factory=list)
    kept: list[DueDate] = field(default_factory=list)
    over: list[DueDate] = field(default_factory=list)
    unseen: list[DueDate] = field(default_factory=list)
    gone: set[Standing] = field(default_factory=set)
    again: set[Standing] = field(default_factory=set)

    def compare(self, was: DueDate | None, now: Due | None, last: date | None, fresh: DueDate) -> None:
        """What stood until now, if anything, against what should stand: `fresh`, still without its dates."""
        fresh.on, fresh.soon_on, fresh.reason = (now.on, now.soon, now.reason.value) if now else _NOTHING
        fresh.last_on = last
        if was is not None and was.on == fresh.on:
            if any(getattr(was, column) != getattr(fresh, column) for column in _TOLD):
                self.kept.append(_told(was, fresh))
            return
        if was is not None:
            self.end([was])
        self.new.append(fresh)

    def end(self, rows: Iterable[DueDate]) -> None:
        """What no round has seen leaves no trace."""
        for row in rows:
            (self.over if row.known_on < self.known else self.unseen).append(row)
            self.gone.add((row.learner_id, row.course_id, row.on))

    def write(self) -> int:
        """Returns how many rows began or ended."""
        for row in self.over:
            row.ended_on = self.known
        DueDate.objects.filter(pk__in=[row.pk for row in self.unseen]).delete()
        DueDate.objects.bulk_update(self.over, ["ended_on"], batch_size=200)
        self._take_up_again()
        DueDate.objects.bulk_update(self.kept, [*_TOLD, "ended_on"], batch_size=200)
        DueDate.objects.bulk_create(self.new, batch_size=AT_ONCE)
        self._move_reminders()
        return len(self.new) + len(self.over)

    def _take_up_again(self) -> None:
        """A due date that ended before the very same round, and stands again after all, goes on as if nothing
        had been, and so do its reminders."""
        new = {(row.learner_id, row.course_id, row.on): row for row in self.new}
        for some in in_parts([row.learner_id for row in self.new]):
            for was in DueDate.objects.filter(learner__in=some or [], ended_on=self.known):
                fresh = new.pop((was.learner_id, was.course_id, was.on), None)
                if fresh is not None:
                    was.ended_on = None
                    self.kept.append(_told(was, fresh))
                    self.again.add((was.learner_id, was.course_id, was.on))
        self.new = list(new.values())

    def _move_reminders(self) -> None:
        """What waited to go for a due date that is no more need not; where it stands again, it waits."""
        self._move(self.gone - self.again, Reminder.State.DUE, Reminder.State.NOT_NEEDED, self.on)
        self._move(self.again, Reminder.State.NOT_NEEDED, Reminder.State.DUE, None)

    def _move(self, of: set[Standing], source: str, target: str, settled_on: date | None) -> None:
        for some in in_parts([learner for learner, _course, _on in of]):
            found = Reminder.objects.filter(learner__in=some or [], state=source)
            rows = found.values_list("pk", "learner_id", "course_id", "due_on")
            ids = [pk for pk, *key in rows if tuple(key) in of]
            Reminder.objects.filter(pk__in=ids).update(state=target, settled_on=settled_on)


def _told(row: DueDate, fresh: DueDate) -> DueDate:
    """The same due date, with what else is told of it brought up to date."""
    for column in _TOLD:
        setattr(row, column, getattr(fresh, column))
    return row


@transaction.atomic(savepoint=False)
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

    `known`: the first round that knows of it (the next). Whoever is about to write what touches a due date
    calls `settle_pending` first, so that no day is told under a rule that had not begun, or without one that
    had.
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


@transaction.atomic(savepoint=False)
def settle_pending(area_slug: str, *, on: date) -> int:
    """Work out anew what the rules and demands change whose first day has come since the last time; returns
    how many rows began or ended. What began while no worker ran is known from the round of its own day.

    The public plane may write no rule: what begins on a day is left to that day's round.
    """
    if not settings.HAS_STAFF:
        return 0
    rules = CourseRule.objects.filter(area_id=area_slug, noted=False, starts__lte=on).order_by()
    demands = CourseDemand.objects.filter(area_id=area_slug, noted=False, since__lte=on).order_by()
    pending: dict[date, set[str]] = defaultdict(set)
    for begun in (
        rules.values_list("known_from", "course_id"),
        demands.values_list("known_from", "course_id"),
    ):
        for known, course_id in begun:
            pending[known].add(course_id)
    if not pending:
        return 0
    for_all = set(rules.filter(to_all=True, operator=None).values_list("course_id", flat=True))
    changed = 0
    for known, courses in sorted(pending.items()):
        changed += settle(area_slug, on=min(known, on), courses=courses, known=known)
    for course_id in for_all:
        renew_certificates(area_slug, course_id, on=on)
    rules.update(noted=True)
    demands.update(noted=True)
    return changed
