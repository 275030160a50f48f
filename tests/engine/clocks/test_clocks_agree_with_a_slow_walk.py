"""The engine against an independent, slow calculation over a year of awkward dates."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.clocks.drawn import as_engine_hours, both_hours, intervals, on_the_quarter, pauses_after
from tests.engine.clocks.slow_walk import (
    BANK_HOLIDAYS,
    FIRST_DATE,
    LAST_DATE,
    QUARTER,
    Interval,
    SlowHours,
    slow_days,
    slow_due,
    slow_elapsed,
)

from waylight.engine.clocks import (
    NATIONS,
    CountedFrom,
    Limit,
    Opening,
    WorkingHours,
    due,
    elapsed,
    is_open,
    next_closing,
    next_opening,
    remaining,
)

Both = tuple[WorkingHours, SlowHours]
slowly = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(both_hours(), on_the_quarter(), st.integers(1, 120), st.data())
def test_working_hours_fall_due_where_a_walk_ends(
    both: Both, start: datetime, quarters: int, data: st.DataObject
) -> None:
    fast, slow = both
    pauses = data.draw(pauses_after(start))
    limit = Limit("working_hours", quarters * QUARTER)
    assert due(start, limit, fast, pauses) == slow_due(start, quarters, slow, pauses)


@slowly
@given(both_hours(), on_the_quarter(), st.integers(1, 400), st.data())
def test_wall_time_falls_due_where_a_walk_ends(
    both: Both, start: datetime, quarters: int, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(start))
    limit = Limit("wall", quarters * QUARTER)
    assert due(start, limit, both[0], pauses) == slow_due(start, quarters, "always", pauses)


@slowly
@given(both_hours(), on_the_quarter(), st.integers(0, 2000), st.data())
def test_elapsed_and_remaining_count_what_a_walk_counts(
    both: Both, start: datetime, quarters: int, data: st.DataObject
) -> None:
    fast, slow = both
    now = start + quarters * QUARTER
    pauses = data.draw(pauses_after(start))
    open_limit, wall_limit = Limit.parse("6 working hours"), Limit.parse("24 h")
    open_time = slow_elapsed(start, now, slow, pauses)
    wall_time = slow_elapsed(start, now, "always", pauses)
    assert elapsed(start, now, open_limit, fast, pauses) == open_time
    assert remaining(start, now, open_limit, fast, pauses) == timedelta(hours=6) - open_time
    assert elapsed(start, now, wall_limit, fast, pauses) == wall_time
    assert remaining(start, now, wall_limit, fast, pauses) == timedelta(hours=24) - wall_time


@slowly
@given(
    both_hours(),
    on_the_quarter(),
    st.integers(1, 45),
    st.sampled_from(["next_opening", "day_after", "day_itself"]),
    st.data(),
)
def test_working_days_fall_due_at_the_close_a_walk_counts_to(
    both: Both, start: datetime, number: int, counted_from: CountedFrom, data: st.DataObject
) -> None:
    fast, slow = both
    pauses = data.draw(pauses_after(start))
    limit = Limit("working_days", timedelta(days=number), counted_from)
    now = start + data.draw(st.integers(0, 3000)) * QUARTER

    found = due(start, limit, fast, pauses)
    ends = slow_days(start, counted_from, slow, pauses, until=max(now, found or start + timedelta(days=90)))
    assert found == (max(start, ends[number - 1]) if len(ends) >= number else None)

    gone = timedelta(days=sum(end <= now for end in ends))
    assert elapsed(start, now, limit, fast, pauses) == gone
    assert remaining(start, now, limit, fast, pauses) == limit.amount - gone


@slowly
@given(both_hours(), on_the_quarter())
def test_doors_open_and_close_when_the_clock_says_so(both: Both, at: datetime) -> None:
    fast, slow = both
    assert is_open(at, fast) == (slow.is_open(at))
    opening = at
    while not slow.is_open(opening):
        opening += QUARTER
    assert next_opening(at, fast) == opening
    closing = opening
    while slow.is_open(closing):
        closing += QUARTER
    assert next_closing(at, fast) == closing


@slowly
@given(st.sampled_from([date(2026, 3, 29), date(2026, 10, 25)]), intervals(latest=16))
def test_the_nights_the_clocks_change_are_walked_from_end_to_end(
    sunday: date, openings: tuple[Interval, ...]
) -> None:
    week = ((), (), (), (), (), (), openings)
    fast, slow = as_engine_hours("ENG", week), SlowHours("ENG", week)
    at = datetime.combine(sunday, time(0), UTC) - timedelta(hours=2)
    for _ in range(32):
        assert is_open(at, fast) == slow.is_open(at)
        at += QUARTER


def test_bank_holidays_are_the_published_ones() -> None:
    every_day = ((Opening.parse("09:00-17:00"),),) * 7
    for nation in NATIONS:
        hours = WorkingHours(every_day, nation)
        days = [FIRST_DATE + timedelta(days=n) for n in range((LAST_DATE - FIRST_DATE).days + 1)]
        assert {day for day in days if not hours.openings_on(day)} == BANK_HOLIDAYS[nation]


def test_a_walk_minute_by_minute_across_easter_and_the_march_change() -> None:
    """One example at full resolution, so that quarters of an hour hide nothing."""
    hours = WorkingHours.from_pack(
        {
            "nation": "ENG",
            "week": {day: ["00:40-01:37", "08:47-16:31"] for day in ("sunday", "tuesday", "friday")},
        }
    )
    start = datetime(2026, 3, 27, 15, 53, tzinfo=UTC)
    stopped = (datetime(2026, 3, 31, 8, 11, tzinfo=UTC), datetime(2026, 3, 31, 9, 2, tzinfo=UTC))
    minute, at, left = timedelta(minutes=1), start, 1700
    while left:
        local = at.astimezone(hours.zone)
        doors = local.weekday() in (1, 4, 6) and local.date() not in BANK_HOLIDAYS["ENG"]
        clock = f"{local:%H:%M}"
        runs = doors and ("00:40" <= clock < "01:37" or "08:47" <= clock < "16:31")
        left -= runs and not stopped[0] <= at < stopped[1]
        at += minute
    assert due(start, Limit("working_hours", timedelta(minutes=1700)), hours, [stopped]) == at
