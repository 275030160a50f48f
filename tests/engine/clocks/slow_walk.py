"""The same questions answered the slow way: quarter of an hour by quarter of an hour, looking at the clock.

Nothing here shares an idea with the engine: bank holidays are typed in from the government's published
lists, doors are open when the clock on the wall says so, and a deadline is found by walking up to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
QUARTER = timedelta(minutes=15)
FIRST_DATE, LAST_DATE = date(2025, 11, 1), date(2027, 11, 30)

Interval = tuple[time, time]
Pause = tuple[datetime, datetime | None]


def _dates(*written: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for line in written for text in line.split())


_EVERYWHERE = _dates(
    "2025-12-25 2025-12-26",
    "2026-01-01 2026-04-03 2026-05-04 2026-05-25 2026-12-25 2026-12-26 2026-12-28",
    "2027-01-01 2027-03-26 2027-05-03 2027-05-31",
)
_NOT_SCOTLAND = _EVERYWHERE | _dates("2026-04-06 2026-08-31", "2027-03-29 2027-08-30")
BANK_HOLIDAYS = {
    "ENG": _NOT_SCOTLAND,
    "WLS": _NOT_SCOTLAND,
    "NIR": _NOT_SCOTLAND | _dates("2026-03-17 2026-07-12 2026-07-13", "2027-03-17 2027-07-12"),
    "SCT": _EVERYWHERE
    | _dates("2025-11-30 2025-12-01", "2026-01-02 2026-06-15 2026-08-03 2026-11-30")
    | _dates("2027-01-02 2027-01-04 2027-08-02 2027-11-30"),
}


@lru_cache(maxsize=1)
def _quarters_by_date() -> dict[date, list[tuple[datetime, time]]]:
    """Every quarter of an hour under the London date it falls on, with what the clock shows."""
    quarters: dict[date, list[tuple[datetime, time]]] = {}
    at = datetime.combine(FIRST_DATE, time(0), UTC)
    while at.date() <= LAST_DATE:
        local = at.astimezone(LONDON)
        quarters.setdefault(local.date(), []).append((at, local.time()))
        at += QUARTER
    return quarters


@dataclass(frozen=True)
class SlowHours:
    nation: str
    week: tuple[tuple[Interval, ...], ...]
    closed: frozenset[date] = frozenset()
    opened: dict[date, tuple[Interval, ...]] = field(default_factory=dict)
    _known: dict[date, frozenset[datetime]] = field(default_factory=dict)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        if day in self.opened:
            return self.opened[day]
        if day in self.closed or day in BANK_HOLIDAYS[self.nation]:
            return ()
        return self.week[day.weekday()]

    def open_quarters(self, day: date) -> frozenset[datetime]:
        """From the first quarter the clock shows an opening until the last, through an hour that repeats."""
        if day not in self._known:
            found: set[datetime] = set()
            for opens, closes in self.intervals(day):
                ends = time.max if closes == time(0) else closes
                shown = [at for at, clock in _quarters_by_date()[day] if opens <= clock < ends]
                at = shown[0] if shown else None
                while at is not None and at <= shown[-1]:
                    found.add(at)
                    at += QUARTER
            self._known[day] = frozenset(found)
        return self._known[day]

    def is_open(self, at: datetime) -> bool:
        return at in self.open_quarters(at.astimezone(LONDON).date())

    def closings_from(self, first: date) -> Iterator[tuple[date, datetime]]:
        """Each working day from a date on, with its close of business."""
        day = first
        while day < LAST_DATE:
            if quarters := self.open_quarters(day):
                yield day, max(quarters) + QUARTER
            day += timedelta(days=1)


def slow_due(start: datetime, quarters: int, hours: SlowHours | str, pauses: list[Pause]) -> datetime | None:
    """Walk until `quarters` of an hour have been spent open and not paused."""
    at, left = start, quarters
    while left:
        if any(stopped <= at and resumed is None for stopped, resumed in pauses):
            return None
        left -= _runs(at, hours, pauses)
        at += QUARTER
    return at


def slow_elapsed(start: datetime, now: datetime, hours: SlowHours | str, pauses: list[Pause]) -> timedelta:
    at, gone = start, 0
    while at < now:
        gone += _runs(at, hours, pauses)
        at += QUARTER
    return gone * QUARTER


def slow_days(
    start: datetime, counted_from: str, hours: SlowHours, pauses: list[Pause], until: datetime
) -> list[datetime]:
    """Close of business of day one, day two and so on, without the days the clock stood still at closing."""
    begins = start
    if counted_from == "next_opening":
        while not hours.is_open(begins):
            begins += QUARTER
    starting_day = begins.astimezone(LONDON).date()
    counted = []
    for day, end in hours.closings_from(starting_day):
        if end > until:
            break
        if (day > starting_day or counted_from == "day_itself") and not _stopped_at(end, start, pauses):
            counted.append(end)
    return counted


def _stopped_at(end: datetime, start: datetime, pauses: list[Pause]) -> bool:
    return any(
        max(stopped, start) < end and (resumed is None or end <= resumed) for stopped, resumed in pauses
    )


def _runs(at: datetime, hours: SlowHours | str, pauses: list[Pause]) -> bool:
    is_open = isinstance(hours, str) or hours.is_open(at)
    return is_open and not any(
        stopped <= at and (resumed is None or at < resumed) for stopped, resumed in pauses
    )
