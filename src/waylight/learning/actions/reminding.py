"""Reminders: written as rows by the daily round, sent by the queue (`sending`), and what became of them
(`post`)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, SmallIntegerField, Value, When

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.work.actions import announce

from ..cases import in_parts
from ..models import DueDate, Learner, Reminder
from ..refresher import Notice, reached
from ..rulebooks import CourseBook
from .holding import overtake

ROUND = system("training")
State = Reminder.State
Way = Reminder.Way


@transaction.atomic(savepoint=False)
def plan_reminders(area_slug: str, books: Mapping[str, CourseBook], *, on: date) -> int:
    """Write the reminders that have come due by the end of `on` and are not written yet; returns how many are
    to go. Of several that one person missed while no worker ran only the last goes, and the others are kept
    as overtaken. Run twice it writes nothing new."""
    require(ROUND, "training.remind")
    rows = [row for book in books.values() for row in _planned(area_slug, book, on)]
    if rows:
        Reminder.objects.bulk_create(rows, batch_size=200)
    overtake(area_slug, on=on)
    waiting = Reminder.objects.filter(area_id=area_slug, state=State.DUE, way=Way.EMAIL)
    if waiting.exists():
        announce("training.reminders-due", area=area_slug)
    return sum(row.state == State.DUE for row in rows)


def _planned(area_slug: str, book: CourseBook, on: date) -> Iterator[Reminder]:
    steps, since = book.steps(on)
    owed: list[tuple[UUID, date, Sequence[Notice]]] = []
    unwritten = _unwritten(area_slug, book.course_id, steps, on)
    for learner, due_on, known in unwritten.values_list("learner_id", "on", "known_on"):
        if due_on is not None and (now := reached(due_on, max(known, since), steps, on)):
            owed.append((learner, due_on, now))
    learners = [learner for learner, _due, _found in owed]
    written, mailed = _written(learners, book.course_id), _mailed(learners)
    for learner, due_on, found in owed:
        for notice in found:
            if (learner, due_on, notice.days_before) not in written:
                yield Reminder(
                    area_id=area_slug,
                    learner_id=learner,
                    course_id=book.course_id,
                    due_on=due_on,
                    days_before=notice.days_before,
                    goes_on=notice.goes,
                    way=Way.EMAIL if learner in mailed else Way.LETTER,
                    state=State.DUE if notice is found[-1] else State.OVERTAKEN,
                )


def _unwritten(area_slug: str, course_id: str, steps: Sequence[int], on: date) -> QuerySet[DueDate]:
    """Standing due dates whose latest step by `on` has no reminder. A step is the latest for those who are
    due on its day at the latest, and after the next step's."""
    if not steps:
        return DueDate.objects.none()
    latest = [When(on__gt=on + timedelta(days=then), then=Value(step)) for step, then in pairwise(steps)]
    rows = DueDate.objects.filter(
        area_id=area_slug,
        course_id=course_id,
        ended_on__isnull=True,
        on__lte=on + timedelta(days=max(steps)),
    ).annotate(step=Case(*latest, default=Value(steps[-1]), output_field=SmallIntegerField()))
    same = Reminder.objects.filter(
        learner=OuterRef("learner"),
        course_id=course_id,
        due_on=OuterRef("on"),
        days_before=OuterRef("step"),
    )
    return rows.filter(~Exists(same))


def _written(learners: Collection[UUID], course_id: str) -> set[tuple[UUID, date, int]]:
    found: set[tuple[UUID, date, int]] = set()
    for some in in_parts(learners):
        rows = Reminder.objects.filter(learner__in=some or [], course_id=course_id)
        found |= set(rows.values_list("learner_id", "due_on", "days_before"))
    return found


def _mailed(learners: Collection[UUID]) -> set[UUID]:
    """Those whom mail reaches."""
    found: set[UUID] = set()
    for some in in_parts(learners):
        rows = Learner.objects.filter(pk__in=some or [], mail_works=True)
        found |= set(rows.values_list("pk", flat=True))
    return found
