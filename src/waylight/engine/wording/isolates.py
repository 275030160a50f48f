"""Numbers written so that they read the same in every language: grouped, unbroken, left to right."""

import re

import phonenumbers

from waylight.engine.wording.identifiers import normalise_mark

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
NO_BREAK_SPACE = "\u00a0"

_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_SHORT_CODE = 5

# How the digits of a UK number (with its leading 0) are read out: first match wins.
_UK_GROUPS: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = (
    (re.compile(r"116\d{3}"), (3, 3)),
    (re.compile(r"0800\d{4}"), (4, 4)),
    (re.compile(r"0[58]00\d{6}"), (4, 3, 3)),
    (re.compile(r"08000\d{6}"), (5, 3, 3)),
    (re.compile(r"02\d{9}"), (3, 4, 4)),
    (re.compile(r"0(?:11\d|1\d1|3\d\d|8\d\d|9\d\d)\d{7}"), (4, 3, 4)),
    (re.compile(r"0[17]\d{9}"), (5, 3, 3)),
)

_MARK_GROUPS: tuple[re.Pattern[str], ...] = (
    re.compile(r"([A-Z]{2}\d{2})([A-Z]{3})"),
    re.compile(r"([A-Z]\d{1,3})([A-Z]{3})"),
    re.compile(r"([A-Z]{3})(\d{1,3}[A-Z])"),
    re.compile(r"([A-Z]{1,3})(\d{1,4})"),
    re.compile(r"(\d{1,4})([A-Z]{1,3})"),
)


def isolate(text: str) -> str:
    """The text as a left-to-right island for plain-text contexts (text messages, e-mail, PDF fields).

    Direction marks inside are removed, so nothing can break out and doing it twice changes nothing.
    In HTML the number component uses `<bdi dir="ltr">` instead.
    """
    return f"{LEFT_TO_RIGHT_ISOLATE}{_DIRECTION_MARKS.sub('', text)}{POP_ISOLATE}"


def group_phone(e164_or_uk: str) -> str:
    """A phone number as people read it, with no-break spaces: `+447700900123` gives `07700 900 123`.

    UK numbers lose +44. Short codes (999, 101, 18000, 61016) stay whole. Numbers of other countries are
    grouped as their country does. What is no phone number comes back with no-break spaces only.
    """
    plain = _DIRECTION_MARKS.sub("", e164_or_uk).strip()
    compact = re.sub(r"[\s().-]", "", plain)
    uk = re.sub(r"^(?:\+|00)44(?:0(?=\d{9}))?", "0", compact)
    if uk.isdecimal() and len(uk) <= _LONGEST_SHORT_CODE:
        return uk
    for shape, sizes in _UK_GROUPS:
        if shape.fullmatch(uk):
            return _grouped(uk, sizes)
    return _foreign(compact) or re.sub(r"\s+", NO_BREAK_SPACE, plain)


def group_mark(vrm: str) -> str:
    """A registration mark as it stands on the plate: `KV00BDY` gives `KV00 BDY` with a no-break space.

    A partial mark, or one of no UK shape, comes back as written, with no-break spaces.
    """
    mark = normalise_mark(vrm)
    for shape in _MARK_GROUPS if mark else ():
        if found := shape.fullmatch(mark or ""):
            return NO_BREAK_SPACE.join(found.groups())
    return re.sub(r"\s+", NO_BREAK_SPACE, vrm.strip())


def _grouped(digits: str, sizes: tuple[int, ...]) -> str:
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    return NO_BREAK_SPACE.join(
        digits[start : start + size] for start, size in zip(starts, sizes, strict=True)
    )


def _foreign(compact: str) -> str:
    try:
        number = phonenumbers.parse(compact)
    except phonenumbers.NumberParseException:
        return ""
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[\s-]+", NO_BREAK_SPACE, shown)
