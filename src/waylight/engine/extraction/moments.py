"""From a time as said to ISO 8601, relative to when the report was received.

What is past is looked for backwards from the time of receipt. A night belongs to the evening it began in:
"Friday night about half two" is half past two on Saturday, and "tonight", said at one, began yesterday.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_NIGHT_ENDS = 6
_EVENING = ("night", "evening")
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Clock:
    """`certain`: twelve hours are settled by the words (21:40, 9pm). `exact`: digits to the minute."""

    hour: int
    minute: int
    certain: bool
    exact: bool = False
    full: bool = False
    """Four figures with a colon (10:30): of twenty-four hours unless the words tell of an evening."""


@dataclass
class Said:
    """What the words of one time say, before it is put in the calendar."""

    day: date | None = None
    part: str = ""
    clocks: list[Clock] = field(default_factory=list)
    approx: bool = False
    interval: bool = False
    days: tuple[int, ...] | None = None
    future: bool = False
    oclock: bool = False
    nightly: bool = False
    night: bool = False
    """The text is about a night, so "Friday about half two" is not an afternoon."""
    no_day: bool = False
    """A date is written that no calendar has."""


def settle(said: Said, received: datetime, context: date | None) -> tuple[str, str, date | None]:
    """(normal form, precision, the day it fell on). `context` is the day the text last spoke of."""
    local = received.astimezone(LONDON)
    if said.days is not None:
        return _recurring(said), "recurring", None
    if not said.clocks:
        day = said.day or local.date()
        precision = "future" if said.future else "part-of-day" if said.part else "day"
        return day.isoformat(), precision, day
    if said.interval and len(said.clocks) > 1:
        said.clocks[0] = _led_by(*said.clocks[:2])
    begin = _instant(said.clocks[0], said, local, context)
    if said.interval and len(said.clocks) > 1:
        return (
            f"{_iso(begin)}/{_iso(_end_of(said.clocks[1], begin))}",
            _precision(said, "interval"),
            begin.date(),
        )
    return _iso(begin), _precision(said, ""), begin.date()


def _led_by(first: Clock, last: Clock) -> Clock:
    """From 2.15 to 2.30am: the half of the day in which the span is shorter."""
    if first.certain or not last.certain:
        return first
    late, early = first.hour % 12 + 12, first.hour % 12
    ends = last.hour * 60 + last.minute - first.minute
    hour = late if (ends - late * 60) % 1440 < (ends - early * 60) % 1440 else early
    return replace(first, hour=hour, certain=True)


def night_of(local: datetime) -> date:
    """The day on which the night of this moment began."""
    return local.date() - timedelta(days=1) if local.hour < _NIGHT_ENDS else local.date()


def _precision(said: Said, otherwise: str) -> str:
    if said.future:
        return "future"
    if said.approx:
        return "approx"
    if otherwise:
        return otherwise
    if said.clocks[0].exact:
        return "minute"
    return "hour" if said.clocks[0].minute == 0 and said.oclock else "approx"


def _instant(clock: Clock, said: Said, local: datetime, context: date | None) -> datetime:
    day = said.day or context
    if day is None:
        return _latest(clock, said, local)
    hour = _hour(clock, said)
    if said.night and not clock.certain and clock.hour % 12 < _NIGHT_ENDS:
        hour = clock.hour % 12
    if clock.hour == 24 or ((said.part in _EVENING or said.night) and hour < _NIGHT_ENDS):
        day += timedelta(days=1)
    begin = _at(day, hour, clock.minute)
    if said.day == local.date() and not clock.certain and not said.part and not said.future:
        return _latest(clock, said, local)
    return begin


def _latest(clock: Clock, said: Said, local: datetime) -> datetime:
    """The last time the clock showed this before the report; with a certain clock, that hour only."""
    settled = clock.certain or said.part or _is_full(clock, said)
    hours = [_hour(clock, said)] if settled else [clock.hour % 12, clock.hour % 12 + 12]
    days = (local.date(), local.date() - timedelta(days=1))
    tries = [_at(day, hour, clock.minute) for day in days for hour in hours]
    if said.future:
        later = [_at(day + timedelta(days=1), hour, clock.minute) for day in days for hour in hours]
        return min((t for t in [*tries, *later] if t >= local), default=tries[0])
    if not said.nightly and local.hour >= _NIGHT_ENDS:
        tries = [t for t in tries if t.hour >= _NIGHT_ENDS or clock.certain or said.part] or tries
    slack = local + timedelta(minutes=5)
    return max((t for t in tries if t <= slack), default=tries[0])


def _is_full(clock: Clock, said: Said) -> bool:
    return clock.full and not said.nightly and said.part in ("", "morning", "lunchtime")


def _hour(clock: Clock, said: Said) -> int:
    """By the part of the day; without one, from noon to midnight, when most is seen."""
    if clock.certain or _is_full(clock, said):
        return clock.hour % 24
    hour = clock.hour % 12
    match said.part:
        case "morning" | "early":
            return hour
        case "afternoon" | "evening" | "teatime":
            return hour + 12
        case "lunchtime":
            return hour + 12 if hour < 6 else hour
        case "night":
            return hour if hour < _NIGHT_ENDS else hour + 12
    return hour + 12


def _end_of(clock: Clock, begin: datetime) -> datetime:
    hour = clock.hour % 24
    candidates = [hour] if clock.certain else [hour % 12, hour % 12 + 12]
    ends = [_at(begin.date() + timedelta(days=n), h, clock.minute) for n in (0, 1) for h in candidates]
    return min(end for end in ends if end > begin)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _recurring(said: Said) -> str:
    days = said.days or ()
    parts = (
        ["FREQ=DAILY"]
        if len(days) in (0, 7)
        else ["FREQ=WEEKLY", "BYDAY=" + ",".join(_BYDAY[d] for d in days)]
    )
    if said.clocks:
        clock = said.clocks[0]
        parts.append(f"BYHOUR={_first_hour(clock, said)}")
        if clock.minute:
            parts.append(f"BYMINUTE={clock.minute}")
    return "RRULE:" + ";".join(parts)


def _first_hour(clock: Clock, said: Said) -> int:
    """Of hours that come again: "from eight until dark" begins in the morning, "10 to midnight" does not."""
    if not said.interval or clock.certain or said.part:
        return _hour(clock, said)
    if len(said.clocks) > 1 and said.clocks[1].certain:
        return _led_by(clock, said.clocks[1]).hour
    return clock.hour if 5 <= clock.hour <= 11 else _hour(clock, said)


def week_of(day: date) -> str:
    """Monday to Sunday of the week with this day."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def weekend_of(day: date) -> str:
    """The Saturday and Sunday of the week with this day."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def weekday_before(local: date, weekday: int, *, future: bool) -> date:
    """The last such weekday before today, or the next one after it."""
    if future:
        return local + timedelta(days=(weekday - local.weekday() - 1) % 7 + 1)
    return local - timedelta(days=(local.weekday() - weekday - 1) % 7 + 1)
