"""Is there a phrase list for the language of this text? Judged by script, then by the share of known words.

Wrong on the safe side: a text not recognised goes to a person at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from waylight.engine.wording.folding import sentences

# First and last code point of the letters that a script adds; the rest is Latin or unknown.
SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "Latin": ((0x0041, 0x024F), (0x1E00, 0x1EFF)),
    "Arabic": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    "Gurmukhi": ((0x0A00, 0x0A7F),),
}
STRANGE_LETTERS = 6
STRANGE_SHARE = 0.1
FEW_WORDS = 4
KNOWN_SHARE = 0.2
LONGEST_STRANGE_RUN = 12


@dataclass(frozen=True)
class Vocabulary:
    """Words by which a language is recognised."""

    language: str
    words: frozenset[str]

    @classmethod
    def of(cls, language: str, common: str, named: set[str]) -> Self:
        """From the list's common words and the words its phrases name; very short ones only if listed."""
        listed = {word for words in sentences(common) for word in words}
        return cls(language, frozenset(listed | {word for word in named if len(word) > 2}))


def is_known(
    text: str, spoken: list[list[str]], declared: str | None, vocabularies: Sequence[Vocabulary]
) -> bool:
    """False when the declared language has no list, or the text looks like a language that has none.

    `spoken` is `sentences(text)`. A few words are too few to tell: then the declaration decides.
    """
    languages = {one.language for one in vocabularies}
    if declared is not None and declared.lower().split("-")[0] not in languages:
        return False
    if _has_strange_script(text):
        return False
    words = [word for sentence in spoken for word in sentence if word.isalpha() or not word.isascii()]
    if len(words) < FEW_WORDS:
        return True
    known = [any(word in one.words for one in vocabularies) for word in words]
    return sum(known) / len(words) >= KNOWN_SHARE and _longest_run(known, of=False) < LONGEST_STRANGE_RUN


def _has_strange_script(text: str) -> bool:
    letters = [ord(char) for char in text if char.isalpha()]
    strange = sum(not _in_known_script(point) for point in letters)
    return strange >= STRANGE_LETTERS and strange >= STRANGE_SHARE * len(letters)


def _in_known_script(point: int) -> bool:
    return any(first <= point <= last for runs in SCRIPTS.values() for first, last in runs)


def _longest_run(flags: list[bool], *, of: bool) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag is of else 0
        longest = max(longest, run)
    return longest
