"""What an opened concern says of itself, for the inbox: codes and keyed digests, never the words."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from waylight.engine.wording.danger import Danger
from waylight.engine.wording.identifiers import (
    normalise_mark,
    person_key,
    phone_numbers,
    registration_marks,
)
from waylight.keys.data_keys import match
from waylight.reporting.danger import phrase_book

from .answers import Answers, both_ends, entries, text, texts, told
from .codes import ReferralSource
from .sorting import suggested
from .sources import source_code

HAPPENING_NOW = "happening-now"
NOT_ALL = "not-all-looked-through"
LONGEST_VALUE = 200
"""Characters of a field that holds one mark, number, name or date; what is longer is words, not a value."""
MOST_KEYS = 200
"""So many marks, numbers and people of one text are found again; the inbox asks for all keys of its rows."""
MARK, PHONE, PERSON = "mark", "phone", "person"
LONDON = ZoneInfo("Europe/London")
_MONTHS = {name: str(number) for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True)
class Reading:
    """`keys` are (kind, digest) pairs by which an exact mark, phone or person is found again."""

    emergency: bool
    reasons: list[str]
    language_known: bool
    child_self: bool
    suggested: list[str]
    source_code: ReferralSource
    reported_at: datetime | None
    keys: frozenset[tuple[str, str]]


def read(answers: Answers, language: str) -> Reading:
    """Read an opened concern. Never raises for what somebody typed. Where not all of it could be looked
    through, it goes to a person first, as a language without a list does."""
    words = told(answers)
    danger, found = judge(both_ends(words), language), keys(answers)
    now = text(answers, "happening_now") == "yes"
    whole = both_ends(words) == words and len(found) <= MOST_KEYS
    return Reading(
        emergency=danger.now or now,
        reasons=[*([HAPPENING_NOW] if now else []), *danger.reasons, *([] if whole else [NOT_ALL])],
        language_known=danger.language_known and whole,
        child_self=answers.get("child_self") is True,
        suggested=suggested(answers),
        source_code=source_code(answers),
        reported_at=_moment(text(answers, "source", "received_at")),
        keys=frozenset(sorted(found)[:MOST_KEYS]),
    )


def judge(words: str, language: str) -> Danger:
    """Danger in the words themselves, whatever the sender's browser said of them."""
    return phrase_book().judge(words, language or None)


def keys(answers: Answers) -> frozenset[tuple[str, str]]:
    """Digests of every exact mark, phone and name with birth date in the fields and in the free words."""
    words = both_ends(told(answers))
    values = {(MARK, mark) for mark in registration_marks(words)}
    values |= {(PHONE, phone) for phone in phone_numbers(words)}
    for vehicle in entries(answers, "vehicles"):
        values |= {(MARK, mark) for mark in [normalise_mark(_value(vehicle, "mark"))] if mark}
    for phone in texts(answers, "phones"):
        values |= {(PHONE, found) for found in phone_numbers(phone[:LONGEST_VALUE])}
    for person in entries(answers, "people"):
        values |= {(PERSON, key) for key in [_person(person)] if key}
    return frozenset((kind, match(kind, value)) for kind, value in values)


def key_of(kind: str, value: str) -> str | None:
    """The digest of what a person typed into a search; None when it is not a whole value of that kind.

    For a person, `value` is "name, date of birth".
    """
    if kind == MARK:
        found = normalise_mark(value)
    elif kind == PHONE:
        found = next(iter(phone_numbers(value)), None)
    else:
        name, _comma, birth_date = value.rpartition(",")
        found = person_key(name, day_of(birth_date)) if kind == PERSON else None
    return match(kind, found) if found else None


def _person(person: Answers) -> str | None:
    return person_key(_value(person, "name"), day_of(_value(person, "birth_date")))


def _value(entry: Answers, key: str) -> str:
    found = text(entry, key)
    return found if len(found) <= LONGEST_VALUE else ""


def day_of(words: str) -> date | None:
    """The day that somebody typed: 2012-03-09, 9/3/2012, 09.03.12 or 9 March 2012; None for anything else.

    Two digits are a year of the last hundred, since nobody is born later.
    """
    parts = [_MONTHS.get(part[:3], part) for part in re.findall(r"[A-Z][a-z]{2,}|[0-9]+", words.title())]
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else parts[::-1]
    try:
        return date(_century(int(year)) + int(year), int(month), int(day))
    except ValueError:
        return None


def _century(year: int) -> int:
    if year > 99:
        return 0
    return 2000 if 2000 + year <= timezone.localdate().year else 1900


def _moment(words: str) -> datetime | None:
    """When another system says it was told; local time where it gives no zone."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    if not 2000 <= found.year <= 2100:
        return None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)
