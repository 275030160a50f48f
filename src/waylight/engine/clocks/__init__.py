"""Deadlines in wall time and in working time: when something is due, and how much time is left."""

from waylight.engine.clocks.doors import is_open, next_closing, next_opening
from waylight.engine.clocks.hours import NATIONS, WorkingHours
from waylight.engine.clocks.limit import CountedFrom, Kind, Limit
from waylight.engine.clocks.months import months_after
from waylight.engine.clocks.night import NIGHT_ENDS, night_of
from waylight.engine.clocks.opening import Opening
from waylight.engine.clocks.running import Pause, due, elapsed, remaining

__all__ = [
    "NATIONS",
    "NIGHT_ENDS",
    "CountedFrom",
    "Kind",
    "Limit",
    "Opening",
    "Pause",
    "WorkingHours",
    "due",
    "elapsed",
    "is_open",
    "months_after",
    "next_closing",
    "next_opening",
    "night_of",
    "remaining",
]
