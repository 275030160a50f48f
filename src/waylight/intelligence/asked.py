"""What somebody typed into the one search box, and each way in which it can be read.

`?` stands for one character, `*` for any number of them. Several readings of one text are all looked for.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase

from django.utils import timezone

from waylight.engine.extraction.normal import normal
from waylight.engine.linkage.folding import folded, is_whole, latin, mark_slots

from .periods import Period, period_in
from .weekly import Weekly, weekly_in

LONGEST = 100
LEAST_KNOWN = 2
WHOLE_MARK = 7
READINGS = ("mark", "phone", "handle", "postcode", "name", "words", "period", "weekly")
_MARK = re.compile(r"[A-Z0-9?*]{2,11}")
_PHONE = re.compile(r"\+?[0-9?*]{3,16}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")
_SPACES = re.compile(r"[\s().\-]+")
_UK = "+44"


@dataclass(frozen=True)
class Asked:
    """Each reading, "" where the text cannot be read so. `words` are folded to Latin. A `period`,
    or days that come again (`weekly`), narrow the other readings, unless they are all that was typed
    (`is_period`): then they are some of them."""

    mark: str = ""
    phone: str = ""
    handle: str = ""
    postcode: str = ""
    name: str = ""
    words: tuple[str, ...] = ()
    period: Period | None = None
    weekly: Weekly | None = None
    is_period: bool = False

    @property
    def readings(self) -> list[str]:
        """The names of the readings that are there."""
        return [name for name in READINGS if getattr(self, name)]


def understood(typed: str, *, now: datetime | None = None) -> Asked:
    """Every way to read what was typed; none if it holds too little to look for. `now`: from when "last week"
    is counted back."""
    plain = normal(typed).text.strip()[:LONGEST]
    weekly, besides = weekly_in(plain)
    period, rest = period_in(besides, now=now or timezone.now())
    if weekly is not None:
        return replace(_read(rest), period=period, weekly=weekly, is_period=not rest)
    if period is None:
        return _read(plain)
    if rest:
        return replace(_read(rest), period=period)
    as_words = _read(plain)  # April is a name too
    return Asked(name=as_words.name, words=as_words.words, period=period, is_period=True)


def _read(plain: str) -> Asked:
    joined = _SPACES.sub("", plain).upper()
    known = sum(char.isalnum() for char in joined)
    if known < LEAST_KNOWN:
        return Asked()
    is_handle = plain.startswith("@")
    has_digit, has_wild = any(c.isdigit() for c in joined), any(c in "?*" for c in joined)
    lettered = any(c.isalpha() for c in joined)
    postcode = latin(plain) if _POSTCODE.fullmatch(plain.upper()) else ""
    misread = len(joined) == WHOLE_MARK and any(char.isdigit() for char in folded(joined))
    marked = _MARK.fullmatch(joined) and lettered and (has_digit or has_wild or misread)
    spaced = not has_digit and not has_wild
    return Asked(
        mark=joined if marked and not is_handle else "",
        phone=joined if _PHONE.fullmatch(joined) and known > LEAST_KNOWN else "",
        handle=plain.lstrip("@") if is_handle or (" " not in plain and lettered and not has_wild) else "",
        postcode=postcode,
        name=latin(plain) if spaced and not is_handle else "",
        words=tuple(latin(plain).split()) if not has_wild and not is_handle else (),
    )


def mark_agrees(asked: str, stored: str) -> int:
    """How many characters of a stored mark agree with what was asked; 0 if any contradicts.

    Look-alike characters count as one. A part without `*` may stand anywhere in a whole mark.
    """
    if is_whole(stored):
        pattern = folded(asked)
        loose = pattern if "*" in pattern or len(pattern) >= len(stored) else f"*{pattern}*"
        return _known(asked) if fnmatchcase(folded(stored), loose) else 0
    one, other = mark_slots(asked), mark_slots(stored)
    if not one or not other:
        return 0
    both = [(a, b) for a, b in zip(one, other, strict=True) if "_" not in (a, b) and "-" not in (a, b)]
    return len(both) if len(both) >= LEAST_KNOWN and all(a == b for a, b in both) else 0


def phone_agrees(asked: str, stored: str) -> int:
    """How many digits of a stored number agree with what was asked; 0 if any contradicts."""
    one, other = _national(asked), _national(stored)
    if is_whole(stored):
        loose = one if "*" in one or len(one) >= len(other) else f"*{one}*"
        return _known(asked) if fnmatchcase(other, loose) else 0
    ending, digits = other.rpartition("*")[2].replace("_", "?"), one.rpartition("*")[2]
    if not ending or not digits:
        return 0
    size = min(len(ending), len(digits))
    agree = all(a == b or "?" in (a, b) for a, b in zip(ending[-size:], digits[-size:], strict=True))
    return size if agree and size > LEAST_KNOWN else 0


def _national(number: str) -> str:
    return number.removeprefix(_UK).lstrip("+").removeprefix("0")


def _known(pattern: str) -> int:
    return sum(char.isalnum() for char in pattern)
