"""One stretch of opening on one day, by the clock on the wall."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Self

MIDNIGHT = time(0)
_TEXT = re.compile(r"(\d{1,2}):(\d{2})\s*[-\u2013]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Opening:
    """From `opens` until `closes`, local time; `closes` at 00:00 is midnight at the end of the day.

    Raises ValueError for times with a time zone, or that close before they open.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("An opening is in local time: give times without a time zone.")
        if self.closes <= self.opens and self.closes != MIDNIGHT:
            raise ValueError(
                f"The opening {self} closes before it opens. Hours that run past midnight are "
                "two openings: one until 24:00, and one from 00:00 the day after."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "09:00-17:00", or "16:00-24:00" for the day's end. ValueError says what to write instead."""
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"Cannot read the opening {text!r}. Write it as '09:00-17:00'.")
        opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
        if (closes_hour, closes_minute) == (0, 0):
            raise ValueError(f"The opening {text!r} ends at 00:00. Write 24:00 for the end of the day.")
        if (closes_hour, closes_minute) == (24, 0):
            closes_hour = 0
        try:
            opens, closes = time(opens_hour, opens_minute), time(closes_hour, closes_minute)
        except ValueError as error:
            raise ValueError(f"The opening {text!r} has a time that does not exist.") from error
        return cls(opens, closes)

    def __str__(self) -> str:
        closes = "24:00" if self.closes == MIDNIGHT else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"
