"""10,000 random deadlines, each reckoned twice: by the engine and by somebody with a diary."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from tests.engine.clocks.by_the_day import Diary, days_due, hours_due, wall_due
from tests.engine.clocks.drawn import AWKWARD_DAYS, as_engine_hours
from tests.engine.clocks.slow_walk import Interval, Pause

from waylight.engine.clocks import CountedFrom, Limit, due, elapsed

CASES = 10_000
SEED = 20261122
MINUTE = timedelta(minutes=1)
OFFICE: tuple[Interval, ...] = ((time(8, 45), time(17, 15)),)
SHORT: tuple[Interval, ...] = ((time(8, 45), time(16, 45)),)
SPLIT: tuple[Interval, ...] = ((time(7, 0), time(12, 30)), (time(14, 10), time(23, 50)))
ALL_DAY: tuple[Interval, ...] = ((time(0), time(0)),)
WEEKS: tuple[tuple[tuple[Interval, ...], ...], ...] = (
    (OFFICE, OFFICE, OFFICE, OFFICE, SHORT, (), ()),
    (OFFICE, SPLIT, OFFICE, SPLIT, SHORT, SHORT, ()),
    (ALL_DAY,) * 7,
    ((), OFFICE, (), ALL_DAY, (), (), ALL_DAY),
)
COUNTED: tuple[CountedFrom, ...] = ("next_opening", "day_after", "day_itself")
WHOLE_WALLS = (72, 45 * 24, 24, 4)
"""Hours: return interview, pilot's answer, local limits."""


def calendars(random: Random) -> list[Diary]:
    found = []
    for nation in ("ENG", "WLS", "SCT", "NIR"):
        for week in WEEKS:
            near = [day + timedelta(random.randint(0, 9)) for day in AWKWARD_DAYS]
            opened = {random.choice(near): random.choice((SHORT, SPLIT, ALL_DAY))}
            closed = frozenset(random.sample(near, 3)) - set(opened)
            found.append(Diary(nation, week, closed, opened))
    return found


def moment(random: Random) -> datetime:
    day = date(2025, 12, 1) + timedelta(random.randint(0, 395))
    if random.random() < 0.5:
        day = random.choice(AWKWARD_DAYS) + timedelta(random.randint(0, 5))
    return datetime.combine(day, time(0), UTC) + random.randint(0, 1439) * MINUTE


def breaks(random: Random, start: datetime) -> list[Pause]:
    """Up to three, in any order: overlapping, from before the start, and now and then without an end."""
    found: list[Pause] = []
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        stopped = start + random.randint(-600, 9000) * MINUTE
        lasting = random.randint(0, 6000) * MINUTE
        found.append((stopped, None if random.random() < 0.05 else stopped + lasting))
    return found


def test_the_engine_and_a_diary_agree_on_ten_thousand_deadlines() -> None:
    random, kinds = Random(SEED), Counter[str]()
    both = [(as_engine_hours(d.nation, d.week, d.closed, d.opened), d) for d in calendars(random)]
    for number in range(CASES):
        (hours, diary), start = random.choice(both), moment(random)
        pauses, counted = breaks(random, start), random.choice(COUNTED)
        kind = random.choice(("wall", "working_hours", "working_days"))
        if kind == "wall":
            amount = random.choice((random.randint(1, 80_000), *(h * 60 for h in WHOLE_WALLS))) * MINUTE
            limit, expected = Limit("wall", amount), wall_due(start, amount, pauses)
        elif kind == "working_hours":
            amount = random.randint(1, 3000) * MINUTE
            limit, expected = Limit("working_hours", amount), hours_due(start, amount, diary, pauses)
        else:
            days = random.choice((1, 2, 5, 10, 15, 20, 45))
            limit = Limit("working_days", timedelta(days), counted)
            expected = days_due(start, days, counted, diary, pauses)
        found = due(start, limit, hours, pauses)
        assert found == expected, (number, str(limit), start, diary, pauses)
        if found is not None and found > start:
            assert elapsed(start, found, limit, hours, pauses) >= limit.amount
            assert elapsed(start, found - MINUTE, limit, hours, pauses) < limit.amount
        kinds[kind] += 1
        kinds["paused for good"] += found is None
    assert min(kinds.values()) > 100, kinds


def test_72_hours_are_72_hours_when_the_clocks_change() -> None:
    """Back at 23:30 on the Friday before: the wall shows another hour three days on, an hour is an hour."""
    hours = as_engine_hours("ENG", WEEKS[0])
    for returned, shown in (
        (datetime(2026, 3, 27, 23, 30, tzinfo=UTC), "00:30"),
        (datetime(2026, 10, 23, 22, 30, tzinfo=UTC), "22:30"),
    ):
        by = due(returned, Limit.parse("72 h"), hours)
        assert by - returned == timedelta(hours=72)
        assert f"{by.astimezone(hours.zone):%H:%M}" == shown
