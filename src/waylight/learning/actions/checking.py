"""The nightly self-check: what should have gone against what went, worked out from the due dates and not from
the run that wrote the reminders."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from waylight.accounts.policy import require

from ..cases import in_parts
from ..models import DueDate, Gap, Reminder, SelfCheck
from ..refresher import notices
from ..rulebooks import CourseBook
from .reminding import ROUND

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
    """Count every day before `on` that was not counted yet, and anew those of which something is still open
    or has become since, whatever their age; returns the counts.

    An area's first count goes back to the first due date that a round has known, and keeps of the days
    before yesterday those on which something should have gone.
    """
    require(ROUND, "training.remind")
    counted = SelfCheck.objects.filter(area_id=area_slug)
    last = counted.aggregate(last=Max("day"))["last"]
    yesterday = on - timedelta(days=1)
    if last is None:
        before = list(_days(_first_known(area_slug, on), yesterday))
        owed = [(day, _expected(area_slug, day, books)) for day in before]
        return [
            _count_day(area_slug, day, expected)
            for day, expected in (*owed, (yesterday, _expected(area_slug, yesterday, books)))
            if expected or day == yesterday
        ]
    again = _changed(area_slug, last)
    counted.filter(day__in=again).delete()
    days = (*again, *_days(last + timedelta(days=1), on))
    return [_count_day(area_slug, day, _expected(area_slug, day, books)) for day in days]


def _days(first: date, end: date) -> Iterator[date]:
    """From the first, without the end."""
    return (first + timedelta(days=n) for n in range((end - first).days))


def _first_known(area_slug: str, on: date) -> date:
    known = DueDate.objects.filter(area_id=area_slug).aggregate(first=Min("known_on"))["first"]
    return known or on


def _changed(area_slug: str, last: date) -> list[date]:
    """Days until the last count with reminders that wait or are unsure, or of which something has become
    since. That somebody came because of one changes no count."""
    open_still = Q(state__in=(State.DUE, State.GOING))
    since = (Q(sent_on__gt=last) | Q(settled_on__gt=last)) & ~Q(state=State.ACKNOWLEDGED)
    rows = Reminder.objects.filter(open_still | since, area_id=area_slug, goes_on__lte=last)
    return list(rows.order_by("goes_on").values_list("goes_on", flat=True).distinct())


def _expected(area_slug: str, day: date, books: Mapping[str, CourseBook]) -> list[Expected]:
    return [each for book in books.values() for each in expected_on(area_slug, book, day)]


def _count_day(area_slug: str, day: date, expected: Sequence[Expected]) -> SelfCheck:
    """One day's count and its gaps."""
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
        State.EXEMPT: Why.EXEMPT,
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
