"""How long something may take, as an area pack writes it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Self

Kind = Literal["wall", "working_hours", "working_days"]
CountedFrom = Literal["next_opening", "day_after", "day_itself"]

_LONGEST = timedelta(days=3660)
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_SUFFIX: dict[CountedFrom, str] = {
    "next_opening": "",
    "day_after": " after the day",
    "day_itself": " beginning with the day",
}
_COUNTED_FROM = {suffix.strip(): counted for counted, suffix in _SUFFIX.items()}
_TEXT = re.compile(
    r"(?P<number>\d+) ?(?P<working>working )?"
    r"(?:(?P<minutes>min|mins|minutes?)|(?P<hours>h|hrs?|hours?)|(?P<days>days?))"
    r"(?: (?P<counted>after the day|beginning with the day))?"
)


@dataclass(frozen=True)
class Limit:
    """A time allowed: its kind, and an amount in that kind's own time.

    `amount` is elapsed time for "wall" (whole minutes), time while open for "working_hours" (whole minutes),
    and `timedelta(days=n)` meaning n working days for "working_days".

    `counted_from` says which working day is day one; each reading has its own source:

    - "next_opening" (the usual one): something received while the hub is closed counts as received at the
      next opening, and the working day after that is day one. This is how a service promise reads, such as
      the one working day of Working Together to Safeguard Children.
    - "day_after": the working day after the date itself is day one, whatever the hour, as the children in
      need census counts dates (for example 15 working days from a strategy discussion).
    - "day_itself": the date itself is day one when it is a working day. Law that says "beginning with the
      day on which" counts so: Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022,
      section 5(2), 10 working days beginning with the day the authority became aware.

    Raises ValueError for an amount that is not positive, not whole, or longer than about ten years.
    """

    kind: Kind
    amount: timedelta
    counted_from: CountedFrom = "next_opening"

    def __post_init__(self) -> None:
        if self.kind not in ("wall", "working_hours", "working_days"):
            raise ValueError(f"A limit is wall, working_hours or working_days, not {self.kind!r}.")
        if self.counted_from not in _SUFFIX:
            raise ValueError(
                f"A limit is counted from next_opening, day_after or day_itself, not {self.counted_from!r}."
            )
        if self.counted_from != "next_opening" and self.kind != "working_days":
            raise ValueError("Only a limit in working days can say which day is day one.")
        if not timedelta(0) < self.amount <= _LONGEST:
            raise ValueError(f"A limit is more than nothing and at most ten years, not {self.amount}.")
        if self.amount % (_DAY if self.kind == "working_days" else _MINUTE):
            raise ValueError(f"A limit is in whole minutes or whole working days, not {self.amount}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2 h", "30 min", "6 working hours", "15 working days after the day" and the like.

        Raises ValueError, saying what to write instead. Plain "days" are refused: they could mean 24 hours
        each or working days, and a deadline must not depend on a guess.
        """
        found = _TEXT.fullmatch(" ".join(text.lower().split()))
        if found is None:
            raise ValueError(
                f"Cannot read the limit {text!r}. Write a whole number and a unit, "
                "such as '2 h', '30 min', '6 working hours' or '1 working day'."
            )
        number = int(found["number"])
        if number > _LONGEST // _MINUTE:
            raise ValueError(f"The limit {text!r} is longer than ten years.")
        if found["days"]:
            if not found["working"]:
                raise ValueError(
                    f"The limit {text!r} could mean two things. "
                    f"Write '{number * 24} h' for round-the-clock time, or '{number} working days'."
                )
            return cls("working_days", number * _DAY, _COUNTED_FROM[found["counted"] or ""])
        if found["counted"]:
            raise ValueError(f"The limit {text!r} names a day one, which only working days have.")
        unit = _HOUR if found["hours"] else _MINUTE
        return cls("working_hours" if found["working"] else "wall", number * unit)

    def __str__(self) -> str:
        """The shortest text that `parse` reads back as this limit."""
        if self.kind == "working_days":
            return _counted(self.amount // _DAY, "working day") + _SUFFIX[self.counted_from]
        whole_hours = not self.amount % _HOUR
        number = self.amount // (_HOUR if whole_hours else _MINUTE)
        if self.kind == "wall":
            return f"{number} {'h' if whole_hours else 'min'}"
        return _counted(number, "working hour" if whole_hours else "working minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
