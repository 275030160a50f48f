"""The word lists of `content/wording/extraction`, one file a language, made ready for the grammars.

A file has sections (`people`, `times`, …). In a section a tag holds words parted by blanks, or values that
each hold words: `weekday: {"0": "monday mon"}`. `stem*` is any word that begins so. Words of the Latin
        alphabet
are used only for texts in their language, because "pan" is a man in one and a dish in another; words in other
scripts always. English is always used: people mix.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

import yaml

from waylight.engine.extraction.tags import Words
from waylight.engine.extraction.tokens import folded

ENGLISH = "en"
STANDARD = Path(__file__).resolve().parents[4] / "content" / "wording" / "extraction"
_ENOUGH_COMMON = 2
_SAME_SCRIPT = {"ar": "ur", "ur": "ar"}
Made = TypeVar("Made")


class LexiconError(ValueError):
    """A word list that cannot be read; the message names file and place."""


@dataclass(frozen=True)
class Lexicon:
    """`lists`: language -> section -> tag -> word -> value."""

    lists: Mapping[str, Mapping[str, Words]]

    @classmethod
    def load(cls, folder: Path = STANDARD) -> Self:
        """Read every `<language>.yaml` and `<language>-<part>.yaml`.

        Raises OSError for a missing folder, LexiconError for a file that cannot be read.
        """
        files = sorted(folder.glob("*.yaml"))
        if not files:
            raise LexiconError(f"{folder}: no word list")
        lists: dict[str, dict[str, Words]] = {}
        for file in files:
            try:
                content = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes strings only
                sections = {s: {t: _entries(held) for t, held in tags.items()} for s, tags in content.items()}
            except (yaml.YAMLError, AttributeError, KeyError, TypeError) as problem:
                raise LexiconError(f"{file.name}: {problem}") from problem
            known = lists.setdefault(file.stem.split("-")[0], {})
            for name, tags in sections.items():
                known[name] = {**known.get(name, {}), **tags}
        if ENGLISH not in lists:
            raise LexiconError(f"{folder}: no list called {ENGLISH}.yaml")
        return cls(lists)

    def section(self, name: str, language: str) -> Words:
        """One section for texts in a language: English, that language, and all words in other scripts."""
        joined: dict[str, dict[str, str]] = {}
        for listed, sections in self.lists.items():
            for tag, entries in sections.get(name, {}).items():
                kept = joined.setdefault(tag, {})
                for word, value in entries.items():
                    elsewhere = not word.rstrip("*").isascii() and _SAME_SCRIPT.get(language) != listed
                    if listed in (ENGLISH, language) or elsewhere:
                        kept.setdefault(word, value)
        return joined

    @cached_property
    def _made(self) -> dict[tuple[str, object], Any]:
        return {}

    def made(self, language: str, make: Callable[["Lexicon", str], Made]) -> Made:
        """What `make` makes of this lexicon for a language; compiled once, then kept with it."""
        key = (language, make)
        if key not in self._made:
            self._made[key] = make(self, language)
        return self._made[key]

    @cached_property
    def _common(self) -> Mapping[str, frozenset[str]]:
        return {
            language: frozenset(sections.get("language", {}).get("common", {}))
            for language, sections in self.lists.items()
            if language != ENGLISH
        }

    def language_of(self, words: Iterable[str], declared: str) -> str:
        """The declared language if there is a list for it and it is not English, else the one whose common
        words are clearly there, else English."""
        primary = declared.lower().split("-")[0]
        if primary in self._common:
            return primary
        said = set(words)
        counts = {language: len(said & common) for language, common in self._common.items()}
        best = max(counts, key=lambda language: counts[language], default=ENGLISH)
        english = len(said & self.lists[ENGLISH]["language"]["common"].keys())
        return best if counts.get(best, 0) > max(_ENOUGH_COMMON, english) else ENGLISH


def _entries(held: Any) -> dict[str, str]:
    """word -> value; the value of a bare word is itself."""
    if isinstance(held, list):
        return {str(phrase): str(phrase) for phrase in held}
    if isinstance(held, str):
        return {_key(word): word.rstrip("*") for word in held.split()}
    return {_key(word): str(value) for value, words in held.items() for word in str(words).split()}


def _key(word: str) -> str:
    return folded(word[:-1]) + "*" if word.endswith("*") else folded(word)
