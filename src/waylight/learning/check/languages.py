"""Translations: the same placeholders and digits as the English they were made from, and sound directions."""

import re
import unicodedata
from collections.abc import Iterator

from waylight.learning.library import Problem, languages, translations
from waylight.learning.library.placeholders import without_placeholders
from waylight.learning.library.translated import Translated, Translations, same_placeholders

from .book import Book
from .missing import misfilled

_ISOLATES, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_DIGITS = re.compile(r"\d+")


def other_languages(book: Book) -> Iterator[Problem]:
    known = {saying.key for saying in book.sayings}
    at_fault = misfilled(book)
    for language in languages(book.library.folder):
        found = translations(language, book.library.folder)
        yield from found.problems
        for entry in found.entries.values():
            if entry.words:
                for rule, words in _faults(entry, entry.key in at_fault):
                    yield Problem(entry.file, entry.line, entry.key, rule, words)
        if not (book.library.problems or found.problems):  # else keys are away with their file
            yield from _strangers(found, known)


def _faults(entry: Translated, english_at_fault: bool) -> Iterator[tuple[str, str]]:
    if not english_at_fault:
        yield from _differences(entry)
    if _EMBEDDINGS.search(entry.words) or _unbalanced(entry.words):
        yield "translation", "A mark of direction is left open: take invisible marks out."


def _differences(entry: Translated) -> Iterator[tuple[str, str]]:
    if not same_placeholders(entry.english, entry.words):
        yield (
            "translation",
            "The {{placeholders}} are not those of the English: copy each as it stands there.",
        )
    english, words = _numbers(entry.english), _numbers(entry.words)
    if english != words:
        yield (
            "translation",
            f"The numbers are not those of the English ({', '.join(english) or 'none'}; here "
            f"{', '.join(words) or 'none'}): write the same digits, 0 to 9.",
        )


def _numbers(words: str) -> list[str]:
    """Digits of any script count; only 0 to 9 equal the English ones. Numbers of list items do not count."""
    bare = without_placeholders(re.sub(r"^\s*\d+[.)]\s", "", words, flags=re.MULTILINE))
    return sorted(_DIGITS.findall(unicodedata.normalize("NFC", bare)))


def _unbalanced(words: str) -> bool:
    depth = 0
    for letter in words:
        depth += (letter in _ISOLATES) - (letter == _POP_ISOLATE)
        if depth < 0:
            return True
    return depth != 0


def _strangers(found: Translations, known: set[str]) -> Iterator[Problem]:
    for entry in found.entries.values():
        if entry.key not in known:
            words = "Nothing has this key any more: run ./waylight content extract."
            yield Problem(entry.file, entry.line, entry.key, "translation", words, advice=True)
    for key in sorted(set(found.reviews) - set(found.entries)):
        words = "is reviewed here, and there is no translation of it."
        yield Problem(f"i18n/{found.language}/review.yaml", 0, key, "translation", words, advice=True)
