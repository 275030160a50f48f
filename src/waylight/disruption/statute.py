"""The clocks of the Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022.

Limits stand in `content/casework/clocks.yaml`. Working days are those of an office from Monday to Friday
without bank holidays, whatever the hub's own hours.
"""

from datetime import date, datetime, time
from functools import cache

from django.utils import timezone

from waylight.engine.clocks import WorkingHours
from waylight.guidance import queries as guidance

KEPT_YEARS = 11
_OFFICE = ["09:00-17:00"]
_WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), _OFFICE)


@cache
def office(nation: str) -> WorkingHours:
    return WorkingHours.from_pack({"nation": nation, "week": _WEEK})


def office_of(area: str) -> WorkingHours:
    """The hours by which the Act's limits are counted in an area: each ends with the office's day."""
    return office(guidance.hours(area).nation)


def began(on: date) -> datetime:
    """A day is known, no hour of it: its clock runs from the middle."""
    return timezone.make_aware(datetime.combine(on, time(12)))


def removed_on(first_entry: date) -> date:
    """When an entry made on `first_entry` is removed: 11 years later, for 29 February on 1 March."""
    try:
        return first_entry.replace(year=first_entry.year + KEPT_YEARS)
    except ValueError:
        return date(first_entry.year + KEPT_YEARS, 3, 1)
