"""Words in other languages: `content/i18n/<language>/*.po`, and `review.yaml` with who has checked them.

What a translation is worth follows from the words themselves, not from dates: the English it was made from
stands beside it in the .po file, and a review names the hashes of both.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import polib
from django.conf import settings

from .entries import Named
from .placeholders import PLACEHOLDER
from .problems import ContentError, Problem

ENGLISH = "en"
REVIEW = "review.yaml"


class State(StrEnum):
    """REVIEWED: a named person who reads the language has checked these words against this English."""

    ENGLISH = "english"
    MISSING = "missing"
    MACHINE = "machine"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


class ReviewKind(StrEnum):
    MACHINE = "machine"
    DRAFT = "draft"
    HUMAN = "human"


@dataclass(frozen=True)
class Translated:
    """`english`: what it was translated from. `fuzzy`: the English has changed since, says the file."""

    key: str
    english: str
    words: str
    fuzzy: bool
    file: str
    line: int


@dataclass(frozen=True)
class Review:
    """`hash`: of the English; `words`: of the translation, which a person's review must name too."""

    hash: str
    kind: ReviewKind
    reviewer: str
    on: date
    words: str


@dataclass(frozen=True)
class Translations:
    """One language. Keys are block ids and those of the other words (see `keys.py`)."""

    language: str
    entries: Mapping[str, Translated]
    reviews: Mapping[str, Review]
    problems: tuple[Problem, ...] = ()

    def words(self, key: str, source: str) -> str:
        """The translation, unless there is none or its placeholders are not those of the English."""
        found = self.entries.get(key)
        return found.words if found and found.words and same_placeholders(source, found.words) else ""

    def state(self, key: str, source: str) -> State:
        """What the translation of `source`, as it stands today, is worth."""
        words, review = self.words(key, source), self.reviews.get(key)
        if not words:
            return State.MISSING
        entry = self.entries[key]
        if entry.fuzzy or source_hash(entry.english) != source_hash(source):
            return State.OUTDATED
        if review is None:
            return State.DRAFT
        if review.hash != source_hash(source):
            return State.OUTDATED
        if review.kind != ReviewKind.HUMAN:
            return State(review.kind)
        return State.REVIEWED if review.words == source_hash(words) else State.DRAFT

    def once_reviewed(self, key: str) -> bool:
        """A person checked it, though perhaps against an older English."""
        review = self.reviews.get(key)
        return review is not None and review.kind == ReviewKind.HUMAN


def source_hash(words: str) -> str:
    """Twelve hexadecimal digits over words; how the lines are wrapped does not matter."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:12]


def same_placeholders(english: str, words: str) -> bool:
    return sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(words))


_kept: dict[tuple[Path, str], Translations] = {}


def translations(language: str, content: Path | None = None) -> Translations:
    """One language of `content` (this installation's), read once per process."""
    key = (content or settings.CONTENT, language)
    if key not in _kept:
        _kept[key] = read(key[0], language)
    return _kept[key]


def forget() -> None:
    _kept.clear()


def version_in(version_id: str, language: str, content: Path | None = None) -> str:
    """The version of a course as it is printed: in another language the words of the translation, and who has
    checked them, are named behind it, so that one id never means two sheets."""
    if language == ENGLISH:
        return version_id
    folder = (content or settings.CONTENT) / "i18n" / language
    files = sorted((*folder.glob("*.po"), *folder.glob(REVIEW)))
    whole = "\0".join(f"{path.name}\n{path.read_text('utf-8')}" for path in files)
    return f"{version_id}.{language}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def languages(content: Path | None = None) -> tuple[str, ...]:
    """The languages that content has been translated into, at least in part."""
    folder = (content or settings.CONTENT) / "i18n"
    return tuple(sorted(path.name for path in folder.glob("*") if path.is_dir() and any(path.iterdir())))


def read(content: Path, language: str) -> Translations:
    """A file that cannot be read is named in `problems`; its words then count as missing."""
    folder = content / "i18n" / language
    entries: dict[str, Translated] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.po")):
        file = path.relative_to(content).as_posix()
        try:
            entries |= _entries(path, file)
        except (OSError, UnicodeDecodeError) as problem:
            words = f"is not a .po file that can be read: {' '.join(str(problem).split())}"
            problems.append(Problem(file, 0, "", "unreadable", words))
    try:
        reviews = read_reviews(folder / REVIEW, f"i18n/{language}/{REVIEW}")
    except ContentError as problem:
        reviews = {}
        problems.append(problem.problem)
    return Translations(language, entries, reviews, tuple(problems))


def _entries(path: Path, file: str) -> dict[str, Translated]:
    return {
        entry.msgctxt: Translated(
            entry.msgctxt, entry.msgid, entry.msgstr.strip(), entry.fuzzy, file, entry.linenum or 0
        )
        for entry in polib.pofile(str(path))
        if entry.msgctxt and not entry.obsolete
    }


def read_reviews(path: Path, file: str) -> dict[str, Review]:
    """Raises ContentError."""
    if not path.is_file() or not path.read_text("utf-8").strip():
        return {}
    top = Named.read(path.read_text("utf-8"), file)
    return {str(key): _review(top.inside(key)) for key in top.found}


def _review(entry: Named) -> Review:
    kind = entry.text("kind")
    if kind not in list(ReviewKind):
        raise entry.error("kind", f"is one of {', '.join(ReviewKind)}, not {kind!r}.")
    human = kind == ReviewKind.HUMAN
    review = Review(
        hash=entry.text("hash"),
        kind=ReviewKind(kind),
        reviewer=entry.text("reviewer", None if human else ""),
        on=entry.day("on"),
        words=entry.text("words", None if human else ""),
    )
    entry.finish()
    return review
