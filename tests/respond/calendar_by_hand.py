"""A deadline reckoned without the program: doors, bank holidays and the hour of summer are typed in, and days
are counted one by one."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from tests.engine.clocks.slow_walk import BANK_HOLIDAYS

Span = tuple[datetime, datetime]

SUMMER = ((date(2026, 3, 29), date(2026, 10, 25)), (date(2027, 3, 28), date(2027, 10, 31)))
"""From one o'clock UTC of the first day to one o'clock UTC of the second."""
HUB = {0: "08:45-17:15", 1: "08:45-17:15", 2: "08:45-17:15", 3: "08:45-17:15", 4: "08:45-16:45"}
OFFICE = dict.fromkeys(range(5), "09:00-17:00")
FIRST, LAST = date(2025, 11, 1), date(2027, 11, 30)

_LIMIT = re.compile(r"(\d+) (h|min|working hours?|working days?)( beginning with the day| after the day)?")


def in_summer(at: datetime) -> bool:
    one = time(1, tzinfo=UTC)
    return any(datetime.combine(a, one) <= at < datetime.combine(b, one) for a, b in SUMMER)


def moment(day: date, clock: str) -> datetime:
    """What the wall shows on that day, by day, when no hour is doubled."""
    hour, minute = map(int, clock.split(":"))
    at = datetime.combine(day, time(hour, minute), UTC)
    return at - timedelta(hours=1) if in_summer(at) else at


def local_day(at: datetime) -> date:
    return (at + timedelta(hours=1) if in_summer(at) else at).date()


def open_spans(week: dict[int, str]) -> dict[date, Span]:
    """By working day, when its doors open and close."""
    found, day = {}, FIRST
    while day <= LAST:
        if day.weekday() in week and day not in BANK_HOLIDAYS["ENG"]:
            opens, closes = week[day.weekday()].split("-")
            found[day] = (moment(day, opens), moment(day, closes))
        day += timedelta(days=1)
    return found


def due_by_hand(start: datetime, limit: str, spans: dict[date, Span], pauses: Iterable[Span]) -> datetime:
    """When `limit`, as the content writes it, ends; of `pauses` none is open and no two overlap."""
    number, unit, counted = _parts(limit)
    stopped = sorted(pauses)
    if unit in ("h", "min"):
        always = [(start, datetime.combine(LAST, time(0), UTC))]
        return _spend(timedelta(**{"hours" if unit == "h" else "minutes": number}), always, start, stopped)
    if unit == "working hour":
        return _spend(timedelta(hours=number), spans.values(), start, stopped)
    begins = start
    if not counted:  # what comes while the doors are closed has come when they open
        begins = next(max(start, opens) for opens, closes in spans.values() if closes > start)
    first = local_day(begins)
    for day, (_opens, closes) in spans.items():
        counts = day > first or (day == first and counted == "beginning with the day")
        if counts and not any(max(a, start) < closes <= b for a, b in stopped):
            number -= 1
            if not number:
                return max(start, closes)
    raise AssertionError("the calendar by hand is too short")


def _parts(limit: str) -> tuple[int, str, str]:
    found = _LIMIT.fullmatch(limit)
    assert found, limit
    return int(found[1]), found[2].removesuffix("s"), (found[3] or "").strip()


def _spend(amount: timedelta, spans: Iterable[Span], start: datetime, stopped: list[Span]) -> datetime:
    """Walk through what is open and not paused until the amount is gone."""
    for opens, closes in spans:
        at = max(opens, start)
        for a, b in [*stopped, (closes, closes)]:
            if a > at and at < closes:
                run = min(a, closes) - at
                if run >= amount:
                    return at + amount
                amount -= run
            at = max(at, b)
    raise AssertionError("the calendar by hand is too short")
