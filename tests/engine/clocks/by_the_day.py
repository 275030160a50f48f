"""Deadlines reckoned once more, as with a diary: day by day, crossing off what is closed or paused.

Nothing here is the engine's: bank holidays are the typed ones of `slow_walk`, time that runs is cut at every
edge of a pause and summed up piece by piece, and a working day is looked for in the diary. Local times in the
hour that the clocks skip or repeat are left to the slow walk, which looks at the clock quarter by quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.engine.clocks.slow_walk import BANK_HOLIDAYS, Interval, Pause

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
FAR = datetime(2100, 1, 1, tzinfo=UTC)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Diary:
    """When the doors are open: by weekday, without bank holidays, and the dates that differ."""

    nation: str
    week: tuple[tuple[Interval, ...], ...]
    closed: frozenset[date] = frozenset()
    opened: dict[date, tuple[Interval, ...]] = field(default_factory=dict)
    known: dict[date, list[Span]] = field(default_factory=dict)

    def open_on(self, day: date) -> list[Span]:
        if day not in self.known:
            self.known[day] = [_utc(day, *interval) for interval in self._intervals(day)]
        return self.known[day]

    def _intervals(self, day: date) -> tuple[Interval, ...]:
        if day in self.opened:
            return self.opened[day]
        shut = day in self.closed or day in BANK_HOLIDAYS[self.nation]
        return () if shut else self.week[day.weekday()]


def _utc(day: date, opens: time, closes: time) -> Span:
    last = day + DAY if closes == time(0) else day
    ends = (datetime.combine(day, opens, LONDON), datetime.combine(last, closes, LONDON))
    return ends[0].astimezone(UTC), ends[1].astimezone(UTC)


def pieces(since: datetime, until: datetime, pauses: list[Pause]) -> Iterator[Span]:
    """What of since..until is in no pause."""
    edges = {since, until}
    for stopped, resumed in pauses:
        edges |= {at for at in (stopped, resumed or FAR) if since < at < until}
    cuts = sorted(edges)
    for begins, ends in zip(cuts, cuts[1:], strict=False):
        if not any(stopped <= begins and (resumed is None or ends <= resumed) for stopped, resumed in pauses):
            yield begins, ends


def _spent(spans: Iterator[Span], amount: timedelta) -> datetime | None:
    """When so much time has gone by in the spans; None if they end first."""
    for begins, ends in spans:
        if amount <= ends - begins:
            return begins + amount
        amount -= ends - begins
    return None


def wall_due(start: datetime, amount: timedelta, pauses: list[Pause]) -> datetime | None:
    return _spent(pieces(start, FAR, pauses), amount)


def hours_due(start: datetime, amount: timedelta, diary: Diary, pauses: list[Pause]) -> datetime | None:
    return _spent(_open_pieces(start, diary, pauses), amount)


def _open_pieces(start: datetime, diary: Diary, pauses: list[Pause]) -> Iterator[Span]:
    day = start.astimezone(LONDON).date()
    for _ in range(LONGEST_DAYS):
        for opens, closes in diary.open_on(day):
            if start < closes:
                yield from pieces(max(opens, start), closes, pauses)
        day += DAY


LONGEST_DAYS = 200
"""No case below asks for more; with a pause that never ends the search has to."""


def days_due(
    start: datetime, number: int, counted_from: str, diary: Diary, pauses: list[Pause]
) -> datetime | None:
    day = start.astimezone(LONDON).date()
    if counted_from == "next_opening":
        day = next(closing[0] for closing in _closings(day, diary) if start < closing[1])
    if counted_from != "day_itself":
        day += DAY
    ends = [end for _, end in _closings(day, diary) if not _stands_still(end, start, pauses)]
    return max(start, ends[number - 1]) if len(ends) >= number else None


def _closings(day: date, diary: Diary) -> Iterator[tuple[date, datetime]]:
    for _ in range(LONGEST_DAYS):
        if spans := diary.open_on(day):
            yield day, spans[-1][1]
        day += DAY


def _stands_still(end: datetime, start: datetime, pauses: list[Pause]) -> bool:
    return any(
        stopped < end and start < end and (resumed is None or end <= resumed) for stopped, resumed in pauses
    )
