"""What hypothesis draws: opening hours, moments around the dates that go wrong, and pauses."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from hypothesis import strategies as st
from tests.engine.clocks.slow_walk import QUARTER, Interval, Pause, SlowHours

from waylight.engine.clocks import NATIONS, Opening, WorkingHours

AWKWARD_DAYS = [
    date(2025, 12, 24),
    date(2025, 12, 31),
    date(2026, 3, 28),
    date(2026, 4, 2),
    date(2026, 6, 12),
    date(2026, 7, 10),
    date(2026, 10, 24),
    date(2026, 11, 27),
    date(2026, 12, 24),
    date(2026, 12, 31),
]


def quarter(number: int) -> time:
    """The time that many quarters of an hour into the day; 96 is midnight at its end."""
    return time(number // 4 % 24, number % 4 * 15)


@st.composite
def intervals(draw: st.DrawFn, latest: int = 96) -> tuple[Interval, ...]:
    """One or two openings of a day, closing `latest` quarters of an hour into it at most."""
    edges = sorted(draw(st.sets(st.integers(0, latest), min_size=2, max_size=4)))
    edges = edges[: len(edges) // 2 * 2]
    return tuple((quarter(a), quarter(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))


OFFICE_DAY: tuple[Interval, ...] = ((time(8, 45), time(17, 15)),)
NIGHT_AND_DAY: tuple[Interval, ...] = ((time(0), time(0)),)
SMALL_HOURS: tuple[Interval, ...] = ((time(0, 30), time(1, 30)), (time(1, 45), time(6, 0)))
ODD_DAYS = st.sampled_from([OFFICE_DAY, NIGHT_AND_DAY, SMALL_HOURS, ()]) | intervals()


@st.composite
def both_hours(draw: st.DrawFn) -> tuple[WorkingHours, SlowHours]:
    """The same calendar twice: for the engine and for the slow walk."""
    # Two office days keep the slow walk short enough to run.
    week = (OFFICE_DAY, *(draw(ODD_DAYS) for _ in range(2)), OFFICE_DAY, *(draw(ODD_DAYS) for _ in range(3)))
    near = st.builds(
        lambda day, days: day + timedelta(days), st.sampled_from(AWKWARD_DAYS), st.integers(0, 9)
    )
    opened = draw(st.dictionaries(near, intervals(), max_size=2))
    closed = draw(st.frozensets(near, max_size=3)).difference(opened)
    nation = draw(st.sampled_from(NATIONS))
    return as_engine_hours(nation, week, closed, opened), SlowHours(nation, week, closed, opened)


def as_engine_hours(
    nation: str,
    week: tuple[tuple[Interval, ...], ...],
    closed: frozenset[date] = frozenset(),
    opened: Mapping[date, tuple[Interval, ...]] = MappingProxyType({}),
) -> WorkingHours:
    """The engine's hours from the plain intervals the slow walk reads."""
    return WorkingHours(
        week=tuple(tuple(Opening(*interval) for interval in day) for day in week),
        nation=nation,
        extra_closed=closed,
        extra_open=tuple((day, tuple(Opening(*each) for each in found)) for day, found in opened.items()),
    )


ANY_DAY = st.dates(date(2025, 12, 1), date(2026, 12, 31)) | st.sampled_from(AWKWARD_DAYS)


def on_the_quarter(days: st.SearchStrategy[date] = ANY_DAY) -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda day, number: datetime.combine(day, time(0), UTC) + number * QUARTER, days, st.integers(0, 95)
    )


def to_the_microsecond() -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda day, beyond: datetime.combine(day, time(0), UTC) + beyond,
        ANY_DAY,
        st.timedeltas(timedelta(0), timedelta(days=2)),
    )


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime, *, may_last: bool = True) -> list[Pause]:
    """Up to three pauses, in any order, perhaps overlapping, perhaps from before the start."""
    found: list[Pause] = []
    for _ in range(draw(st.integers(0, 3))):
        stopped = start + draw(st.integers(-40, 400)) * QUARTER
        lasting = draw(st.integers(0, 300) | st.none()) if may_last else draw(st.integers(0, 300))
        found.append((stopped, None if lasting is None else stopped + lasting * QUARTER))
    return found
