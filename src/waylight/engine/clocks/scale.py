"""The three ways time passes for a limit, each a reading that only rises.

Wall time and open time are read in microseconds, working days in days that have reached close of business.
A deadline is the first instant a reading has risen far enough above its zero, so the three kinds share one
way of counting and of pausing.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from waylight.engine.clocks.doors import next_opening
from waylight.engine.clocks.hours import WorkingHours
from waylight.engine.clocks.limit import CountedFrom, Limit
from waylight.engine.clocks.timetable import MICROSECOND, instant


class Scale(Protocol):
    """`zero` is the reading at which counting begins, `unit` one step of the reading."""

    zero: int
    unit: timedelta

    def reading(self, at: int) -> int:
        """The reading at an instant up to the last year asked for."""
        ...

    def reached(self, reading: int) -> int:
        """The first instant with this reading."""
        ...


def scale_of(limit: Limit, start: datetime, until: datetime, hours: WorkingHours) -> Scale:
    """The scale that reads a limit's own time from `start`, good for any instant up to `until`."""
    if limit.kind == "wall":
        return _Wall(start)
    if limit.kind == "working_hours":
        return _OpenTime(start, until, hours)
    return _WorkingDays(start, until, hours, limit.counted_from)


class _Wall:
    unit = MICROSECOND

    def __init__(self, start: datetime) -> None:
        self.zero = instant(start)

    def reading(self, at: int) -> int:
        return at

    def reached(self, reading: int) -> int:
        return reading


class _OpenTime:
    unit = MICROSECOND

    def __init__(self, start: datetime, until: datetime, hours: WorkingHours) -> None:
        self._timetables = hours.timetables
        self._first = start.astimezone(UTC).year
        self._last = max(self._first, until.astimezone(UTC).year)
        self._table = self._timetables.covering(self._first, self._last)
        self.zero = self._table.open_until(instant(start))

    def reading(self, at: int) -> int:
        return self._table.open_until(at)

    def reached(self, reading: int) -> int:
        return self._timetables.first_answer(self._first, self._last, lambda t: t.when_open_for(reading))


class _WorkingDays:
    """Working days that have ended, counted from the day after the starting day, or from that day itself.

    A day is complete at its close of business. A clock stopped at that moment has not seen the day through,
    so the day does not count: a pause puts a deadline off by as many working days as closed during it, and
    a deadline never falls inside a pause.
    """

    unit = timedelta(days=1)

    def __init__(
        self, start: datetime, until: datetime, hours: WorkingHours, counted_from: CountedFrom
    ) -> None:
        starting_day = _starting_day(start, hours, counted_from)
        self._timetables = hours.timetables
        self._first = start.astimezone(UTC).year
        self._last = max(self._first, until.astimezone(UTC).year, starting_day.year)
        self._table = self._timetables.covering(self._first, self._last)
        self.zero = self._table.days_before(starting_day, inclusive=counted_from != "day_itself")

    def reading(self, at: int) -> int:
        return self._table.days_ended(at)

    def reached(self, reading: int) -> int:
        return self._timetables.first_answer(self._first, self._last, lambda t: t.when_days_ended(reading))


def _starting_day(start: datetime, hours: WorkingHours, counted_from: CountedFrom) -> date:
    if counted_from == "next_opening":
        start = next_opening(start, hours)
    return start.astimezone(hours.zone).date()
