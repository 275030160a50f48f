"""Which day, as people say it: today, yesterday, and the night between two days.

A night belongs to its evening (`engine.clocks.night_of`), so the choice names both days and leaves nothing to
guess. What is chosen is sent as its date, so that it means the same after midnight.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from waylight.engine.clocks import NIGHT_ENDS, night_of

OTHER = "other"
NIGHT = "night"
EVENING_BEGINS = 18
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day, or the night that begins on it."""

    date: date
    night: bool = False

    @property
    def value(self) -> str:
        """What the form sends: "2026-11-20", or "2026-11-20 night"."""
        return f"{self.date.isoformat()} {NIGHT}" if self.night else self.date.isoformat()

    @classmethod
    def parse(cls, value: str) -> "Day | None":
        """None for anything that `value` did not write."""
        text, _space, rest = value.partition(" ")
        try:
            return cls(date.fromisoformat(text), rest == NIGHT) if rest in ("", NIGHT) else None
        except ValueError:
            return None


def nearby(now: datetime) -> Iterator[tuple[str, Day]]:
    """The days a person most likely means, nearest first, each with the id of its words. `now` is local."""
    today = now.date()
    if now.time() < NIGHT_ENDS:
        yield "this-night", Day(night_of(now), night=True)
        yield "yesterday", Day(today - _ONE)
        yield "last-night", Day(night_of(now) - _ONE, night=True)
        return
    if now.hour >= EVENING_BEGINS:
        yield "this-night", Day(today, night=True)
    yield "today", Day(today)
    yield "last-night", Day(today - _ONE, night=True)
    yield "yesterday", Day(today - _ONE)


def in_words(day: Day) -> str:
    """In the reader's language, such as "the night of Friday 20 into Saturday 21 November 2026"."""
    if not day.night:
        return formats.date_format(day.date, "l j E Y")
    return _("the night of %(evening)s into %(morning)s") % both_days(day)


def both_days(day: Day) -> dict[str, str]:
    """The day and the one after it, for the words of a choice. The last day there is has none after it."""
    after = day.date + _ONE if day.date < date.max else day.date
    return {
        "day": formats.date_format(day.date, "l j E"),
        "evening": formats.date_format(day.date, "l j E"),
        "morning": formats.date_format(after, "l j E"),
    }


def from_parts(day: str, month: str, year: str) -> str:
    """An ISO date where the three parts are one; else what was typed, as it was typed."""
    try:
        number = int(year)
        return date(number + 2000 if 0 <= number < 100 else number, int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        return " ".join(part for part in (day.strip(), month.strip(), year.strip()) if part)
