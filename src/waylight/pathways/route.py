"""Which way a referral goes: pure, from the day of birth, the day and the area."""

from collections.abc import Iterable
from datetime import date, timedelta

from waylight.casework.details import turns_18

from .codes import Route
from .rules import Pilot


def days_until_18(born: date, on: date) -> int:
    """Whole days from `on` to the 18th birthday; below zero after it."""
    return (turns_18(born) - on).days


def route_of(born: date | None, on: date, area: str, pilots: Iterable[Pilot], more_than: int) -> Route:
    """The pilot's panel for a child of a pilot area who is more than so many days from 18; where the day of
    birth is not known, nobody can say so, and it goes the usual way."""
    if born is None or days_until_18(born, on) <= more_than:
        return Route.SINGLE
    return Route.PILOT if any(pilot.holds(area, on) for pilot in pilots) else Route.SINGLE


def earliest_conclusive(reasonable_on: date | None, route: str, rest: int) -> date | None:
    """The first day on which conclusive grounds are looked for: so many days of rest after reasonable ones. A
    pilot's panel often decides both at one meeting."""
    return reasonable_on + timedelta(days=rest) if reasonable_on and route != Route.PILOT else None
