"""Whether a hub is open, and when that changes."""

from bisect import bisect_right
from datetime import UTC, datetime

from waylight.engine.clocks.hours import WorkingHours
from waylight.engine.clocks.timetable import Timetable, instant, moment


def is_open(at: datetime, hours: WorkingHours) -> bool:
    """True from the moment doors open until, and not including, the moment they close."""
    found = instant(at)
    table = _years_around(at, hours)
    run = bisect_right(table.opens, found) - 1
    return run >= 0 and found < table.closes[run]


def next_opening(at: datetime, hours: WorkingHours) -> datetime:
    """The first moment from `at` on that is open, in UTC: `at` itself when it is open.

    Raises ValueError when nothing opens before the end of the following year.
    """
    found = instant(at)
    table = _years_around(at, hours)
    run = bisect_right(table.closes, found)
    if run == len(table.opens):
        raise ValueError(f"These hours have no opening from {at} to the end of the year after.")
    return moment(max(found, table.opens[run]))


def next_closing(at: datetime, hours: WorkingHours) -> datetime | None:
    """When the opening at `at`, or else the next one, closes, in UTC.

    None for doors that stay open past the end of the following year, as they do around the clock.
    """
    table = _years_around(at, hours)
    run = bisect_right(table.closes, instant(at))
    if run >= len(table.closes) - 1:
        return None
    return moment(table.closes[run])


def _years_around(at: datetime, hours: WorkingHours) -> Timetable:
    year = at.astimezone(UTC).year
    return hours.timetables.covering(year, year + 1)
