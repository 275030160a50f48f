"""Whether words that leave without anybody's name tell after all who the child or somebody around them is."""

import re
from collections.abc import Iterable
from datetime import date

from waylight.casework.codes import Around
from waylight.casework.details import Details
from waylight.casework.models import Child
from waylight.engine.wording.folding import plain_letters

_WORD = re.compile(r"[^\W_]+")
_LETTERS_APART = re.compile(r"\b[^\W\d_](?:[\W_]{1,2}[^\W\d_]){2,}\b")
_NO_NAMES = {"a", "an", "the", "her", "his", "their", "my"}
_LEAST_OF_A_NUMBER = 4
_LEAST_RUN_TOGETHER = 6
_DIGITS = re.compile(r"\d[\d \-().]{5,}\d")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b")
_DATE = re.compile(
    r"\b\d{1,4}[\s./-]+(?:\d{1,2}|[a-z]{3,9})[\s./-]+\d{2,4}\b|\b[a-z]{3,9}\s\d{1,2},?\s\d{4}\b"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?|(?<=[a-z]),(?= \d{4}\b)")
_ABROAD = re.compile(r"^(?:00)?44(?=\d{9,})|^0(?=\d{9,})")
"""How a telephone number begins, at home or from abroad."""
_PLACE = re.compile(r"\b[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+)+")


def names_somebody(child: Child, written: Iterable[str]) -> bool:
    """The child's names, initials, date of birth and numbers; the names of those around them, of the school
    and the home; numbers, postcodes and places of what must not be disclosed. However they are written: with
    other accents, run together, letter by letter, with an ending. It rather finds too much than too little;
    professionals are left out, for who sends it is said on it."""
    said = " ".join(written)
    text = plain_letters(said)
    words = {form for word in _words(text) for form in (word, word.removesuffix("s"))}
    words |= {_squeezed(found.group()) for found in _LETTERS_APART.finditer(text)}
    details = Details.read(child.details)
    around = [each.name for each in child.related.exclude(kind=Around.PROFESSIONAL)]
    homes = [place for place in (details.school, details.host_authority) if len(_words(place)) > 1]
    names = {word for name in details.names for word in _words(plain_letters(name))}
    names |= {word for name in around for word in _name_words(name)}
    together = {_squeezed(plain_letters(name)) for name in (*details.names, *around)}
    together |= {_ABROAD.sub("", _squeezed(number)) for number in _numbers(child, details)}
    return (
        bool({word for word in names if len(word) > 1} & words)
        or any(f" {_run(name)} " in f" {_run(said)} " for name in (*around, *homes) if name.strip())
        or any(each in _squeezed(text) for each in together if len(each) >= _LEAST_RUN_TOGETHER)
        or any(_squeezed(number) in _squeezed(text) for number in _short_numbers(child))
        or any(_initials(name).search(said) for name in details.names if len(_words(name)) > 1)
        or bool(_born(details.birthday) & {_squeezed(each) for each in _dates(text)})
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _name_words(name: str) -> list[str]:
    """Those with a capital: of "The man they call Grey" the last."""
    found = [plain_letters(word) for word in _words(name) if not word[0].islower()]
    return [word for word in found if word not in _NO_NAMES]


def _run(text: str) -> str:
    return " ".join(_words(plain_letters(text)))


def _squeezed(text: str) -> str:
    return "".join(_words(text.casefold()))


def _short_numbers(child: Child) -> list[str]:
    numbers = (child.reference, *(each.value for each in child.identifiers.standing()))
    return [number for number in numbers if len(_squeezed(number)) >= _LEAST_OF_A_NUMBER]


def _numbers(child: Child, details: Details) -> list[str]:
    """What can be found again of the words on how the child is reached and what must not be disclosed."""
    kept = f"{details.safe_contact}\n{details.do_not_disclose}"
    return [
        found.group()
        for pattern, text in ((_DIGITS, kept), (_POSTCODE, kept.casefold()), (_PLACE, kept))
        for found in pattern.finditer(text)
    ]


def _initials(name: str) -> re.Pattern[str]:
    """ "A. Q." or "A.Q.", with the stops; without them two letters are too often something else."""
    letters = [re.escape(word[0].upper()) for word in _words(name)]
    return re.compile(r"(?<!\w)" + r"\.\s?".join(letters) + r"\.")


def _dates(text: str) -> list[str]:
    return _DATE.findall(_ORDINAL.sub("", text))


def _born(on: date | None) -> set[str]:
    """The birthday as people write it, without what stands between."""
    if on is None:
        return set()
    months = (f"{on:%B}".lower(), f"{on:%b}".lower(), f"{on:%m}", f"{on.month}")
    days, years = (f"{on:%d}", f"{on.day}"), (f"{on:%Y}", f"{on:%y}")
    found = {f"{day}{month}{year}" for day in days for month in months for year in years}
    return found | {f"{on:%Y%m%d}"} | {f"{month}{day}{on:%Y}" for month in months[:2] for day in days}
