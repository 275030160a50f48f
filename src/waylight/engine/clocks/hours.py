"""When a hub or an office is open, and the bank holidays it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

import holidays

from waylight.engine.clocks.opening import MIDNIGHT, Opening
from waylight.engine.clocks.pack import read_fields
from waylight.engine.clocks.timetable import Timetables

NATIONS = ("ENG", "WLS", "SCT", "NIR")


@dataclass(frozen=True)
class WorkingHours:
    """A calendar of opening: weekly hours, bank holidays, and the dates that differ.

    `week` has seven entries, Monday first, each with that weekday's openings in order (none means closed).
    A date in `extra_open` has exactly the openings written there, a date in `extra_closed` none; both win
    over the week and over bank holidays. Bank holidays come from the `holidays` package, Good Friday and
    25 and 26 December included whatever their weekday; one proclaimed after the installed package was
    made must be added to `extra_closed`.

    A working day is a date with at least one opening. For a clock set by an Act, use the hours of the
    office the Act binds, Monday to Friday and without local closures: law gives no time for those.

    Keep one object and use it again: it carries its timetables (equal objects share them).
    Raises ValueError, in a sentence, for hours that contradict themselves or never open.
    """

    week: tuple[tuple[Opening, ...], ...]
    nation: str
    timezone: str = "Europe/London"
    keeps_bank_holidays: bool = True
    extra_closed: frozenset[date] = frozenset()
    extra_open: tuple[tuple[date, tuple[Opening, ...]], ...] = ()

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"Weekly hours have seven days, Monday first, not {len(self.week)}.")
        if not any(self.week):
            raise ValueError("Weekly hours need at least one opening, or a deadline would never come.")
        if self.nation not in NATIONS:
            raise ValueError(f"The nation is one of {', '.join(NATIONS)}, not {self.nation!r}.")
        for openings in (*self.week, *(openings for _, openings in self.extra_open)):
            _refuse_overlap(openings)
        _refuse_contradiction(self.extra_open, self.extra_closed)
        try:
            ZoneInfo(self.timezone)
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(
                f"This machine knows no time zone {self.timezone!r}. Check the spelling (Europe/London), "
                "or install the system's time zone data."
            ) from error

    @classmethod
    def from_pack(cls, entry: Mapping[str, Any]) -> Self:
        """Working hours from an area pack's plain mapping.

        Keys: `week` (weekday name to a list of "09:00-17:00"; a weekday left out is closed), `nation`;
        and, where they differ from the usual, `timezone`, `bank_holidays` ("closed" or "open"),
        `extra_closed` (a list of dates), `extra_open` (date to a list of openings). Dates are ISO text or
        `date`. Raises ValueError with a sentence that names what to correct.
        """
        return cls(**read_fields(entry))

    def openings_on(self, day: date) -> tuple[Opening, ...]:
        """The openings of one local date, empty when closed."""
        if day in self._openings_of_extra_dates:
            return self._openings_of_extra_dates[day]
        if day in self.extra_closed:
            return ()
        if self.keeps_bank_holidays and day in _bank_holidays(self.nation, day.year):
            return ()
        return self.week[day.weekday()]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone the openings are written in."""
        return ZoneInfo(self.timezone)

    @cached_property
    def timetables(self) -> Timetables:
        """These hours as instants, worked out once."""
        return _timetables(self)

    @cached_property
    def _openings_of_extra_dates(self) -> dict[date, tuple[Opening, ...]]:
        return dict(self.extra_open)


def _refuse_overlap(openings: tuple[Opening, ...]) -> None:
    for earlier, later in zip(openings, openings[1:], strict=False):
        if earlier.closes == MIDNIGHT or later.opens < earlier.closes:
            raise ValueError(f"The openings {earlier} and {later} overlap or are out of order.")


def _refuse_contradiction(
    extra_open: tuple[tuple[date, tuple[Opening, ...]], ...], extra_closed: frozenset[date]
) -> None:
    days = [day for day, _ in extra_open]
    for day, openings in extra_open:
        if not openings:
            raise ValueError(f"{day} is given as extra open without hours.")
        if days.count(day) > 1:
            raise ValueError(f"{day} is given twice as extra open.")
        if day in extra_closed:
            raise ValueError(f"{day} is given both as extra open and as extra closed.")


@lru_cache(maxsize=1024)
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=year))


@lru_cache(maxsize=256)
def _timetables(hours: WorkingHours) -> Timetables:
    return Timetables(hours.openings_on, hours.zone)
