"""Tags that tokens have by their shape: numbers, clock times, dates, signs."""

import re
from functools import lru_cache

_SIGNS = {
    ",": "comma",
    ";": "semicolon",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "\n": "stop",
    '"': "quote",
    "'": "quote",
    "(": "open",
    ")": "close",
    "-": "dash",
    ":": "colon",
    "/": "slash",
    "&": "amp",
    "+": "amp",
    "£": "money",
    "$": "money",
    "€": "money",
    "#": "hash",
    "@": "at_sign",
}
_ALWAYS = (24, 7, None)
_ISO = re.compile(r"\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d)?)?")
_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)([ap]m|h(?:rs?)?|ish)?")
_CLOCK_PM = re.compile(r"(\d{1,2}(?:[0-5]\d)?)([ap]m)")
_HUNDRED = re.compile(r"([01]\d|2[0-4])[0-5]\d(?:h|hrs?)")
_DECADE = re.compile(r"[1-9]0s")
_ORDINAL = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)")
_YEARS_OLD = re.compile(r"\d{1,2}(?:yo|yrs?|yrold)")
_ISH = re.compile(r"(1[0-2]|[1-9])ish")
_AGE_ISH = re.compile(r"\d{1,2}ish")
SAMPLES = (
    *map(str, range(3000)),
    *(f"{n:02}" for n in range(10)),
    *[
        "00",
        "000",
        "0000",
        "12345",
        "0945",
        "2140",
        "2140hrs",
        "20s",
        "14th",
        "14yo",
        "7ish",
        "13ish",
        "yr9",
        "9pm",
        "13pm",
        "21:40",
        "21:40hrs",
        "8.45",
        "8.45pm",
        "2/3",
        "24/9",
        "13/14",
    ],
    *["24/09/2026", "2026-09-24", "2026-09-24t18:05", "31/31", "£", "3x", "a3", "x5"],
    *_SIGNS,
)


@lru_cache(maxsize=8192)
def shape(word: str) -> frozenset[str]:
    """The tags of a token that is no plain word. A number has one for each thing its size lets it be."""
    if word in _SIGNS:
        return frozenset({_SIGNS[word]})
    if word.isdecimal():
        return _number(word)
    for pattern, tags in _SHAPES:
        if pattern.fullmatch(word):
            return tags
    if word[0].isdigit() and (whole := _DATE.fullmatch(word)):
        return _slashed(int(whole.group(1)), int(whole.group(2)), whole.group(3))
    return frozenset({"mixed" if word[0].isdigit() else "sign"})


_SHAPES = (
    (_ISO, frozenset({"iso"})),
    (_CLOCK_PM, frozenset({"clock_pm"})),
    (_HUNDRED, frozenset({"clock"})),
    (_DECADE, frozenset({"decade"})),
    (_ORDINAL, frozenset({"ordinal"})),
    (_YEARS_OLD, frozenset({"years_old"})),
    (_ISH, frozenset({"hour_ish", "age_ish"})),
    (_AGE_ISH, frozenset({"age_ish"})),
    (_CLOCK, frozenset({"clock"})),
)


def _number(word: str) -> frozenset[str]:
    value, tags = int(word), {"digits"}
    if len(word) <= 2:
        tags |= {"hour"} if 1 <= value <= 12 else set()
        tags |= {"hour24"} if 13 <= value <= 23 else set()
        tags |= {"minute"} if value <= 59 else set()
        tags |= {"five_minutes"} if value in (5, 10, 20, 25) else set()
        tags |= {"day"} if 1 <= value <= 31 else set()
        tags |= {"age"} if 1 <= value <= 99 else set()
        tags |= {"count"} if 1 <= value <= 40 else set()
    if len(word) == 4:
        tags |= {"year"} if 1990 <= value <= 2060 else set()
        tags |= {"clock_alone"} if value < 1990 and value % 100 < 60 else set()
        tags |= {"clock4"} if value < 2400 and value % 100 < 60 else set()
    return frozenset(tags)


def _slashed(first: int, second: int, year: str | None) -> frozenset[str]:
    tags = set()
    if 1 <= first <= 31 and 1 <= second <= 12 and (first, second, year) != _ALWAYS:
        tags.add("date")
    if year is None and second == first + 1 and first >= 3:
        tags.add("age_pair")
    return frozenset(tags or {"mixed"})
