"""What must be true of every clock, whatever the hours: to the microsecond."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.clocks.drawn import both_hours, pauses_after, to_the_microsecond
from tests.engine.clocks.slow_walk import SlowHours

from waylight.engine.clocks import Limit, WorkingHours, due, elapsed, remaining

Both = tuple[WorkingHours, SlowHours]
A_MICROSECOND = timedelta(microseconds=1)

LIMITS = (
    st.builds(lambda minutes: Limit("wall", timedelta(minutes=minutes)), st.integers(1, 8000))
    | st.builds(lambda minutes: Limit("working_hours", timedelta(minutes=minutes)), st.integers(1, 3000))
    | st.builds(
        lambda days, counted: Limit("working_days", timedelta(days=days), counted),
        st.integers(1, 20),
        st.sampled_from(["next_opening", "day_after", "day_itself"]),
    )
)
BEYOND = st.timedeltas(timedelta(0), timedelta(days=40))
lawful = settings(max_examples=100, deadline=None)


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, st.data())
def test_due_is_the_first_moment_with_nothing_remaining(
    both: Both, start: datetime, limit: Limit, data: st.DataObject
) -> None:
    hours = both[0]
    pauses = data.draw(pauses_after(start, may_last=False))
    found = due(start, limit, hours, pauses)
    assert found is not None
    assert found >= start
    assert remaining(start, found, limit, hours, pauses) == timedelta(0)
    if found > start:
        assert remaining(start, found - A_MICROSECOND, limit, hours, pauses) > timedelta(0)


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, BEYOND)
def test_a_later_start_is_never_due_earlier(
    both: Both, start: datetime, limit: Limit, later: timedelta
) -> None:
    assert due(start + later, limit, both[0]) >= due(start, limit, both[0])


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, st.integers(0, 10))
def test_a_longer_limit_is_never_due_earlier(both: Both, start: datetime, limit: Limit, more: int) -> None:
    step = timedelta(days=1) if limit.kind == "working_days" else timedelta(minutes=1)
    longer = Limit(limit.kind, limit.amount + more * step, limit.counted_from)
    assert due(start, longer, both[0]) >= due(start, limit, both[0])


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, st.data())
def test_a_pause_never_brings_a_deadline_nearer(
    both: Both, start: datetime, limit: Limit, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(start, may_last=False))
    paused = due(start, limit, both[0], pauses)
    assert paused is not None
    assert paused >= due(start, limit, both[0])


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, BEYOND, BEYOND, st.data())
def test_time_never_runs_backwards(
    both: Both, start: datetime, limit: Limit, beyond: timedelta, further: timedelta, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(start))
    sooner = elapsed(start, start + beyond, limit, both[0], pauses)
    later = elapsed(start, start + beyond + further, limit, both[0], pauses)
    assert timedelta(0) <= sooner <= later


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, st.data())
def test_a_deadline_never_falls_inside_a_pause(
    both: Both, start: datetime, limit: Limit, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(start, may_last=False))
    found = due(start, limit, both[0], pauses)
    assert found is not None
    inside = [pause for pause in pauses if pause[0] < found and pause[1] is not None and found < pause[1]]
    assert not inside or found == start


@lawful
@given(both_hours(), to_the_microsecond(), LIMITS, st.data())
def test_a_clock_held_by_a_lasting_pause_has_no_deadline_and_stands_still(
    both: Both, start: datetime, limit: Limit, data: st.DataObject
) -> None:
    hours = both[0]
    unpaused = due(start, limit, hours)
    stopped = start + data.draw(st.timedeltas(timedelta(0), timedelta(days=60)))
    found = due(start, limit, hours, [(stopped, None)])
    assert found == (unpaused if unpaused <= stopped or unpaused == start else None)
    at_the_stop = remaining(start, stopped, limit, hours, [(stopped, None)])
    assert remaining(start, stopped + timedelta(days=30), limit, hours, [(stopped, None)]) == at_the_stop
