"""Days that come again ("Friday nights", "every weekend"): in what somebody typed, and in what was told."""

import re
from dataclasses import dataclass
from datetime import date

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_NUMBER = {name[:3]: n for n, name in enumerate(WEEK)} | {name: n for n, name in enumerate(WEEK)} | _SHORT
_HOURS = {
    "morning": frozenset(range(6, 12)),
    "afternoon": frozenset(range(12, 18)),
    "evening": frozenset(range(17, 24)),
    "night": frozenset((*range(18, 24), *range(6))),
}
"""By part of the day. A night belongs to the day on which it began."""
NIGHT_ENDS = 6
_DAY = "(?:" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + ")"
_ASKED = re.compile(
    rf"\b(?P<every>(?:on\s+|every\s+)*)"
    rf"(?P<days>{_DAY}s?(?:\s*(?:,|and|or|&|to|-|–)\s*{_DAY}s?)*|weekends?|week\s?days?|school)"
    rf"(?:\s+(?P<part>{'|'.join(_HOURS)})(?P<parts>s?))?\b",
    re.I,
)
_TO = re.compile(r"\s*(?:to|-|–)\s*", re.I)
_PART = re.compile(rf"\b({'|'.join(_HOURS)})s?\b", re.I)
_AT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):)?")
_RULE_DAYS, _RULE_HOUR = re.compile(r"BYDAY=([A-Z,]+)"), re.compile(r"BYHOUR=(\d+)")
_RULE_DAY = {name[:2].upper(): n for n, name in enumerate(WEEK)}


@dataclass(frozen=True)
class Weekly:
    """Days of the week (0 is Monday) and the part of the day, "" for all of it."""

    days: frozenset[int]
    part: str = ""


@dataclass(frozen=True)
class OnDay:
    """One time that is told: the days of the week on which it was or is, the hours as far as they are told
    (none: no hour, no part of a day), and the first day; None for what comes again and again."""

    days: frozenset[int]
    hours: frozenset[int] = frozenset()
    at: date | None = None

    def meets(self, asked: Weekly) -> bool:
        """A part of the day is met only by what tells of one."""
        return bool(self.days & asked.days) and (not asked.part or bool(self.hours & _HOURS[asked.part]))


def weekly_in(typed: str) -> tuple[Weekly | None, str]:
    """The days that come again, and the words besides. "Friday" alone is one Friday, and none of these."""
    for found in _ASKED.finditer(typed):
        days = _days(found["days"].lower())
        again = "every" in found["every"].lower() or bool(found["parts"]) or found["days"].lower()[-1] == "s"
        if days and again:
            rest = f"{typed[: found.start()]} {typed[found.end() :]}".replace(",", " ")
            return Weekly(days, (found["part"] or "").lower()), " ".join(rest.split())
    return None, typed


def _days(said: str) -> frozenset[int]:
    if said.startswith("weekend"):
        return frozenset({4, 5, 6})
    if said.startswith("week"):
        return frozenset(range(5))
    if said == "school":
        return frozenset({6, 0, 1, 2, 3})
    days: set[int] = set()
    for each in re.split(r"\s*(?:,|\band\b|\bor\b|&)\s*", said):
        ends = [_number(end) for end in _TO.split(each)]
        span = (ends[-1] - ends[0]) % len(WEEK)
        days |= {(ends[0] + n) % len(WEEK) for n in range(span + 1)}
    return frozenset(days)


def _number(day: str) -> int:
    return _NUMBER[day] if day in _NUMBER else _NUMBER[day.removesuffix("s")]


def on_days(normal: str, said: str) -> OnDay | None:
    """A time by its normal form, `said` the words as given; None for one that names no day of the week."""
    parts = frozenset[int]().union(*(_HOURS[found.lower()] for found in _PART.findall(said)))
    if normal.startswith("RRULE"):
        return _again(normal, parts)
    found = _AT.findall(normal)
    if not found:
        return None
    day = date.fromisoformat(found[0][0])
    if found[0][1]:
        hour = int(found[0][1])
        return OnDay(frozenset({(day.weekday() - (hour < NIGHT_ENDS)) % len(WEEK)}), frozenset({hour}), day)
    if len({at for at, _hour in found}) > 1:
        return None
    return OnDay(frozenset({day.weekday()}), parts, day)


def _again(normal: str, parts: frozenset[int]) -> OnDay | None:
    days, hour = _RULE_DAYS.search(normal), _RULE_HOUR.search(normal)
    if days is None:
        return None
    named = frozenset(_RULE_DAY[day] for day in days[1].split(",") if day in _RULE_DAY)
    return OnDay(named, frozenset({int(hour[1])}) if hour else parts)
