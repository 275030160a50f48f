"""Is there a phrase list for the language of this text? Judged by script, then by the share of known words.

Wrong on the safe side: a text not recognised goes to a person at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from waylight.engine.wording.folding import sentences

# First and last code point of the letters that the scripts with a list use.
KNOWN_SCRIPTS: tuple[tuple[int, int], ...] = (
    (0x0041, 0x024F),  # Latin
    (0x1E00, 0x1EFF),  # Latin, more accents
    (0x0600, 0x06FF),  # Arabic
    (0x0750, 0x077F),  # Arabic supplement
    (0x0A00, 0x0A7F),  # Gurmukhi
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFC),
)
_LAST_LATIN = "\u024f"
# A foreign name inside a known language is no reason; a sentence is.
STRANGE_LETTERS = 6
STRANGE_SHARE = 0.1
# Measured on the development lines. Texts in a known language: 0.40 and up, their long sentences 0.25 and up.
# Other languages: 0.27 and down, save close relatives (Czech beside Polish).
KNOWN_SHARE = 0.33
KNOWN_SENTENCE_SHARE = 0.22
LONG_SENTENCE = 8
FEW_WORDS = 4


@dataclass(frozen=True)
class Vocabulary:
    """Words by which a language is recognised, and what it writes onto their front."""

    language: str
    words: frozenset[str]
    joined: tuple[str, ...] = ()

    @classmethod
    def of(cls, language: str, common: str, named: set[str], joined: tuple[str, ...]) -> Self:
        """From the list's common words and the words its phrases name; very short ones only if listed."""
        listed = {word for words in sentences(common) for word in words}
        return cls(language, frozenset(listed | {word for word in named if len(word) > 2}), joined)

    def __contains__(self, word: str) -> bool:
        if word in self.words:
            return True
        return any(word.startswith(front) and word[len(front) :] in self.words for front in self.joined)

    def share(self, words: Sequence[str]) -> float:
        """How much of a text is in this vocabulary, 0 to 1."""
        unknown = [word for word in words if word not in self.words]
        known_behind = sum(word in self for word in unknown) if self.joined else 0
        return (len(words) - len(unknown) + known_behind) / len(words)


def is_known(
    text: str, spoken: list[list[str]], declared: str | None, vocabularies: Sequence[Vocabulary]
) -> bool:
    """False when the declared language has no list, or the text looks like a language that has none.

    `spoken` is `sentences(text)`; `declared` a BCP 47 tag or None.
    """
    if declared and declared.lower().split("-")[0] not in {one.language for one in vocabularies}:
        return False
    if _has_strange_script(text):
        return False
    lettered = [[word for word in words if not any(char.isdigit() for char in word)] for words in spoken]
    words = [word for sentence in lettered for word in sentence]
    if len(words) < FEW_WORDS:
        return _few_are_known(words, vocabularies)
    long_sentences = [sentence for sentence in lettered if len(sentence) >= LONG_SENTENCE]
    return _best_share(words, vocabularies) >= KNOWN_SHARE and all(
        _best_share(sentence, vocabularies) >= KNOWN_SENTENCE_SHARE for sentence in long_sentences
    )


def _few_are_known(words: Sequence[str], vocabularies: Sequence[Vocabulary]) -> bool:
    """One known word will do, or nothing but scraps such as the letters of a mark."""
    known = any(word in one for word in words for one in vocabularies)
    return known or all(len(word) < FEW_WORDS for word in words)


def _best_share(words: Sequence[str], vocabularies: Sequence[Vocabulary]) -> float:
    return max(one.share(words) for one in vocabularies)


def _has_strange_script(text: str) -> bool:
    strange = sum(char.isalpha() and not _in_known_script(ord(char)) for char in text if char > _LAST_LATIN)
    return strange >= STRANGE_LETTERS and strange >= STRANGE_SHARE * sum(map(str.isalpha, text))


def _in_known_script(point: int) -> bool:
    return any(first <= point <= last for first, last in KNOWN_SCRIPTS)
