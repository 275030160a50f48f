"""The nightly self-check: what should have gone against what went, worked out from the due dates and not from
the run that wrote the reminders."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from waylight.accounts.policy import require

from ..cases import in_parts
from ..models import DueDate, Gap, Reminder, SelfCheck
from ..refresher import notices
from ..rulebooks import CourseBook
from .reminding import ROUND

LOOKS_BACK = timedelta(days=30)
"""A day with something left undone is counted again for so long, so that what went late shows."""

State = Reminder.State
Way = Reminder.Way
Why = Gap.Why
_WENT = (State.SENT, State.ACKNOWLEDGED)


class Expected(NamedTuple):
    """A reminder that should go."""

    learner: UUID
    course_id: str
    due_on: date
    days_before: int


class Written(NamedTuple):
    """What became of a row that was written for it."""

    way: str
    state: str
    sent_on: date | None


@transaction.atomic(savepoint=False)
def check_days(area_slug: str, books: Mapping[str, CourseBook], *, on: date) -> list[SelfCheck]:
    """Count every day before `on` that was not counted yet, and anew those that had gaps; returns the counts.

    An area's first count is of the day before.
    """
    require(ROUND, "training.remind")
    counted = SelfCheck.objects.filter(area_id=area_slug)
    last = counted.aggregate(last=Max("day"))["last"]
    first = on - timedelta(days=1) if last is None else last + timedelta(days=1)
    new = [first + timedelta(days=n) for n in range((on - first).days)]
    changed = _changed(area_slug, on, last)
    counted.filter(day__in=changed).delete()
    return [_count_day(area_slug, day, books) for day in (*changed, *new)]


def _changed(area_slug: str, on: date, last: date | None) -> list[date]:
    """Counted days with gaps of which something has become since the last count."""
    if last is None:
        return []
    since = Reminder.objects.filter(area_id=area_slug, goes_on=OuterRef("day"))
    since = since.filter(Q(sent_on__gt=last) | Q(settled_on__gt=last))
    gaps = SelfCheck.objects.filter(area_id=area_slug, unsent__gt=0, day__gte=on - LOOKS_BACK)
    return list(gaps.filter(Exists(since)).order_by("day").values_list("day", flat=True))


def _count_day(area_slug: str, day: date, books: Mapping[str, CourseBook]) -> SelfCheck:
    """One day's count and its gaps."""
    expected = [each for book in books.values() for each in expected_on(area_slug, book, day)]
    written = _written(expected)
    on_time = late = 0
    gaps: list[tuple[Expected, Why]] = []
    for each in expected:
        rows = written.get(each, [])
        went = [row.sent_on for row in rows if row.state in _WENT and row.sent_on is not None]
        if not went:
            gaps.append((each, _why(rows)))
        elif min(went) <= day:
            on_time += 1
        else:
            late += 1
    check = SelfCheck.objects.create(
        area_id=area_slug,
        day=day,
        should=len(expected),
        on_time=on_time,
        late=late,
        unsent=len(gaps),
        counted_at=timezone.now(),
    )
    _keep(check, gaps)
    return check


def expected_on(area_slug: str, book: CourseBook, day: date) -> Iterator[Expected]:
    """The reminders of a course that should go on a day, by the due dates that stood in that day's round."""
    steps, since = book.steps(day)
    if not steps:
        return
    found = _standing(area_slug, book.course_id, day, steps, anew=since == day)
    for learner, on, known in found.values_list("learner_id", "on", "known_on"):
        if on is None:
            continue
        for notice in notices(on, max(known, since), steps):
            if notice.goes == day:
                yield Expected(learner, book.course_id, on, notice.days_before)


def _standing(
    area_slug: str, course_id: str, day: date, steps: Sequence[int], *, anew: bool
) -> QuerySet[DueDate]:
    """Due dates that stood on a day and can owe a reminder on it: one of their steps falls on it, or they
    were first known on it, or (`anew`) the steps themselves were."""
    stood = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    owing = Q(on__in=[day + timedelta(days=step) for step in steps])
    fresh = Q(on__lt=day + timedelta(days=max(steps)))
    owing |= fresh if anew else fresh & Q(known_on=day)
    return DueDate.objects.filter(stood, owing, area_id=area_slug, course_id=course_id, known_on__lte=day)


def _written(expected: Collection[Expected]) -> dict[Expected, list[Written]]:
    found: dict[Expected, list[Written]] = defaultdict(list)
    due = {each.due_on for each in expected}
    columns = ("learner_id", "course_id", "due_on", "days_before", "way", "state", "sent_on")
    for some in in_parts({each.learner for each in expected}):
        rows = Reminder.objects.filter(learner__in=some or [], due_on__in=due)
        for row in rows.order_by("pk").values_list(*columns):
            found[Expected(*row[:4])].append(Written(*row[4:]))
    return found


def _why(rows: Sequence[Written]) -> Why:
    """What stands in the way, by the row that is nearest to going."""
    if not rows:
        return Why.NOT_WRITTEN
    waiting = [row for row in rows if row.state == State.DUE]
    if waiting:
        return Why.LETTER if waiting[0].way == Way.LETTER else Why.WAITING
    named = {
        State.GOING: Why.UNSURE,
        State.OVERTAKEN: Why.OVERTAKEN,
        State.NOT_NEEDED: Why.NOT_NEEDED,
        State.BOUNCED: Why.BOUNCED,
    }
    return named[State(rows[-1].state)]


def _keep(check: SelfCheck, gaps: Sequence[tuple[Expected, Why]]) -> None:
    Gap.objects.bulk_create(
        [
            Gap(
                check_of=check,
                learner_id=each.learner,
                course_id=each.course_id,
                due_on=each.due_on,
                days_before=each.days_before,
                why=why,
            )
            for each, why in gaps
        ],
        batch_size=200,
    )
