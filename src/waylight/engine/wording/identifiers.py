"""One normal form for values that are looked up exactly: marks, phone numbers, names with a date of birth.

Only whole values: what is partial or merely likely belongs to extraction and linkage, not to an exact key.
"""

import re
import unicodedata
from datetime import date

import phonenumbers

from waylight.engine.wording.folding import plain_letters
from waylight.engine.wording.spoken import spoken_runs

# DVLA's families. Fictional marks use 00 or 000, which are never issued, and any letter.
CURRENT = re.compile(r"[A-HJ-PR-Y]{2}[0-9]{2}[A-HJ-PR-Z]{3}|[A-Z]{2}00[A-Z]{3}")
PREFIX = re.compile(r"[A-HJ-NP-TV-Y](?:[1-9][0-9]{0,2})[A-Z]{3}|[A-Z]000[A-Z]{3}")
SUFFIX = re.compile(r"[A-Z]{3}(?:[1-9][0-9]{0,2})[A-HJ-NPR-TV-Y]|[A-Z]{3}000[A-Z]")
DATELESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,3}|[1-9][0-9]{0,3}[A-Z]{1,3}")
# What people give of a current mark when they saw half of it: no whole mark, though a dateless one in shape.
HALF_OF_CURRENT = re.compile(r"[A-Z]{2}[0-9]{2}|[0-9]{2}[A-Z]{3}")

_GAP = r"[ \u00a0-]?"
_LETTERS_DIGITS_LETTERS = rf"[A-Za-z]{{1,3}}{_GAP}[0-9]{{1,3}}{_GAP}[A-Za-z]{{1,3}}"
_LETTERS_DIGITS = rf"[A-Z]{{1,3}}{_GAP}[0-9]{{1,4}}|[0-9]{{1,4}}{_GAP}[A-Z]{{1,3}}"
_SPACED_OUT = r"[A-Za-z](?: [A-Za-z0-9]){5,6}"
_BEFORE = r"(?<![\w?*…])(?<!\.\.)(?<!\w[-?*])"
_AFTER = r"(?![\w*…]|\?\w|\.\.| ?[-?*…]\w|-\w)"
_WRITTEN = re.compile(f"{_BEFORE}(?:{_SPACED_OUT}|{_LETTERS_DIGITS_LETTERS}){_AFTER}")
_WRITTEN_DATELESS = re.compile(f"{_BEFORE}(?:{_LETTERS_DIGITS}){_AFTER}(?!\\?)")
CUE = re.compile(
    r"\b(?:reg|regs|regist\w*|plates?|vrm|index|number|no|rej\w*|numer|tablic\w*|num[aă]r\w*|[iî]nmatricul\w*|"
    r"rhif|cofrestr\w*|نمبر|پلیٹ|رقم|لوحة|ਨੰਬਰ|ਪਲੇਟ)\b",
    re.IGNORECASE,
)
_NEAR = 30
# Between a word such as "reg" and the mark it tells of; further back would cost a long text its square.
_AT_ONCE = 80
_UK = 44
_RIGHT_AFTER = re.compile(r"(?:\s|:|=|is|was|mark|plate|number|no|\.)*$", re.IGNORECASE)
_NO_MARK_SIGNS = re.compile(r"[\s.\-\u00a0]")
_PARTIAL = re.compile(r"[?*…_]|\.\.")
_LETTER_O_IN_NUMBER = re.compile(r"(?<=[0-9])[oO]++(?=[0-9]|[ -][0-9])")


def normalise_mark(text: str) -> str | None:
    """A field that holds one mark: upper case, no spaces. None if it is partial or empty."""
    if _PARTIAL.search(text):
        return None
    mark = _NO_MARK_SIGNS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return mark if mark.isascii() and mark.isalnum() else None


def registration_marks(text: str) -> list[str]:
    """The whole UK marks in free text, in order, each once, in normal form.

    Joined marks of the current family are taken anywhere; other shapes only beside a word such as "reg",
    because "the M25 the other day" has the same shape. Spelled-out marks ("kilo victor double-oh …") count.
    """
    plain = unicodedata.normalize("NFKC", text)
    found = _written_marks(plain) + _spoken_marks(plain)
    return list(dict.fromkeys(mark for _, mark in sorted(found)))


def phone_numbers(text: str) -> list[str]:
    """The complete phone numbers in free text as E.164, in order, each once; without a country they are UK.

    Possible length is enough, so numbers reserved for drama count. Any decimal digits are read.
    """
    plain = _LETTER_O_IN_NUMBER.sub(lambda found: "0" * len(found.group()), _latin_digits(text))
    matches = phonenumbers.PhoneNumberMatcher(plain, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    whole = (match for match in matches if _is_whole_number(match, plain))
    return list(dict.fromkeys(e164(match.number) for match in whole))


def normalise_name(name: str) -> str:
    """Letters in one plain shape, no accents or apostrophes, hyphens and dots as single spaces."""
    joined = re.sub(r"['’‘ʼ`]", "", plain_letters(name))
    return " ".join(re.sub(r"[^\w\u0a00-\u0a7f]+", " ", joined).split())


def person_key(name: str, birth_date: date | None) -> str | None:
    """Name and date of birth as one value to look up. None if either is missing: a name alone is no key."""
    plain = normalise_name(name)
    return f"{plain}|{birth_date.isoformat()}" if plain and birth_date else None


def _written_marks(text: str) -> list[tuple[int, str]]:
    found = {}
    for match in _WRITTEN.finditer(text):
        mark = normalise_mark(match.group())
        if mark and _is_mark(mark, match, text):
            found[match.start()] = mark
    for match in _WRITTEN_DATELESS.finditer(text):
        mark = normalise_mark(match.group())
        if mark and _is_dateless(mark) and _cued_at_once(match, text):
            found.setdefault(match.start(), mark)
    return list(found.items())


def _is_mark(mark: str, match: re.Match[str], text: str) -> bool:
    if CURRENT.fullmatch(mark):
        front_joined = match.group()[2:4].isdecimal()
        stands_out = match.group().isupper() and not text.isupper()
        return front_joined or stands_out or _cued(match, text)
    is_older = PREFIX.fullmatch(mark) or SUFFIX.fullmatch(mark)
    return bool(is_older) and (_cued(match, text) or "000" in mark)


def _is_dateless(mark: str) -> bool:
    return bool(DATELESS.fullmatch(mark)) and not HALF_OF_CURRENT.fullmatch(mark)


def _cued(match: re.Match[str], text: str) -> bool:
    return CUE.search(text[max(0, match.start() - _NEAR) : match.start()]) is not None


def _cued_at_once(match: re.Match[str], text: str) -> bool:
    cues = list(CUE.finditer(text, max(0, match.start() - _AT_ONCE), match.start()))
    return bool(cues) and _RIGHT_AFTER.match(text, cues[-1].end(), match.start()) is not None


def _spoken_marks(text: str) -> list[tuple[int, str]]:
    found = []
    for start, letters in spoken_runs(text):
        whole = CURRENT.search(letters) or PREFIX.fullmatch(letters) or SUFFIX.fullmatch(letters)
        if whole:
            found.append((start, whole.group()))
    return found


def _is_whole_number(match: phonenumbers.PhoneNumberMatch, text: str) -> bool:
    raw = match.raw_string
    starts_like_one = raw.lstrip("(").startswith(("0", "+", "44"))
    part_of_time = "/" in raw or text[max(0, match.start - 1) : match.start] in (":", "/")
    cut_off = re.match(r"\s?[*…xX]{2,}|[*…]|\?\w", text[match.end :]) is not None
    return starts_like_one and not part_of_time and not cut_off and has_whole_length(match.number)


def has_whole_length(number: phonenumbers.PhoneNumber) -> bool:
    """Phone metadata calls `07700 900` possible; in the UK only some ranges have fewer than ten digits."""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    if number.country_code != _UK:
        return True
    national = phonenumbers.national_significant_number(number)
    return len(national) == 10 or (len(national) == 9 and national[0] in "158") or national.startswith("800")


def _latin_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in unicodedata.normalize("NFKC", text)
    )


def e164(number: phonenumbers.PhoneNumber) -> str:
    """The international form, +44…"""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
