"""A stretch of days: in what somebody typed ("12 to 15 October", "since Monday"), and in what was told."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waylight.engine.extraction.moments import LONDON

from .reading import extractor

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + "|sept)"
_TO = r"(?:to|until|till|-|–|—|\.\.)"
_DAYS_OF_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s*{_TO}\s*(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\b(\s+\d{{4}}\b)?",
    re.I,
)
_MONTH_OF_YEAR = re.compile(rf"(?<!\d )(?:\bin\s+)?\b({_MONTH})\s+(\d{{4}})\b", re.I)
_COUNTED = re.compile(
    r"\b(?:in\s+|within\s+|over\s+|for\s+)?(?:the\s+)?(?:last|past)\s+(\w+)\s+(day|week|month)s?\b", re.I
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_DAYS_IN = {"day": 1, "week": 7, "month": 30}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE_MONTH = re.compile(r"\d{4}-\d{2}")
_BOUND = re.compile(r"\b(since|after|from|before|until|till|by|up\s+to)\s*(?:the\s+)?$", re.I)
_TO_COME = re.compile(r"\b(?:until|till|by|before)\b(?=\s+(?:last|this|\w+day))", re.I)
"""Before a weekday the rules take these for one to come; here everything lies behind."""
_LINKING = re.compile(r"\b(?:in|on|at|during|between|around|the)\s*$", re.I)


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both within it; None is open."""

    first: date | None = None
    last: date | None = None

    def meets(self, first: date, last: date) -> bool:
        """Whether any day lies in both."""
        return (self.last is None or first <= self.last) and (self.first is None or last >= self.first)


def days_of(normal: str) -> tuple[date, date] | None:
    """The first and the last day of a time's normal form; None for what comes again and again."""
    if _WHOLE_MONTH.fullmatch(normal):
        return _month(int(normal[:4]), int(normal[5:]))
    if normal.startswith("RRULE"):
        return None
    days = [date.fromisoformat(found) for found in _DAY.findall(normal)]
    return (min(days), max(days)) if days else None


def period_in(typed: str, *, now: datetime) -> tuple[Period | None, str]:
    """The days that are typed, and the words besides them. None and the whole where there are none."""
    if counted := _COUNTED.search(typed):
        number = _NUMBERS.get(counted[1].lower()) or (int(counted[1]) if counted[1].isdecimal() else 0)
        if number:
            today = now.astimezone(LONDON).date()
            first = today - timedelta(days=number * _DAYS_IN[counted[2].lower()])
            return Period(first, today), _besides(typed, counted.start(), counted.end())
    if found := _MONTH_OF_YEAR.search(typed):
        number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[1][:3].lower()))
        return _bounded(typed, found.start(), found.end(), _month(int(found[2]), number))
    said = _DAYS_OF_MONTH.sub(lambda m: f"{m[1]} {m[3]}{m[4] or ''} to {m[2]} {m[3]}{m[4] or ''}", typed)
    looked = _TO_COME.sub(lambda m: " " * len(m[0]), said)
    for time in extractor().extract(looked, received_at=now):
        days = days_of(time.normalised) if time.kind == "time" else None
        if days is not None:
            return _bounded(said, time.start, time.end, days)
    return None, typed


def _bounded(typed: str, start: int, end: int, days: tuple[date, date]) -> tuple[Period, str]:
    """With the word before it: since, after, before, until."""
    found = _BOUND.search(typed[:start])
    word = found[1].lower() if found else ""
    rest = _besides(typed, found.start() if found else start, end)
    first, last = days
    match word:
        case "since":
            return Period(first, None), rest
        case "from":
            return Period(first, last if first != last else None), rest
        case "after":
            return Period(last + timedelta(days=1), None), rest
        case "before":
            return Period(None, first - timedelta(days=1)), rest
        case "":
            return Period(first, last), rest
    return Period(None, last), rest


def _besides(typed: str, start: int, end: int) -> str:
    before, after = _LINKING.sub("", typed[:start]), typed[end:]
    return " ".join(f"{before} {after}".replace(",", " ").split())


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
