"""Times of the story as they are written, and the clock that the actions read while it is told."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone

UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


def at_the_time(moment: datetime, clock: str) -> datetime:
    """The same local day at `clock` ("09:40"), or the moment itself where none is named."""
    if not clock:
        return moment
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time.fromisoformat(clock)))


def span(words: str) -> timedelta:
    """ "3 hours" as a timedelta. Raises ValueError."""
    match = re.fullmatch(r"(\d+) (minute|hour|day)s?", words)
    if match is None:
        raise ValueError(f"'{words}' is not a span such as '3 hours'.")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything that asks Django for the time hear `moment`."""
    with patch.object(timezone, "now", lambda: moment):
        yield
