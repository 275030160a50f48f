"""How hard English words are to read: the Flesch-Kincaid grade, sentence lengths, hard words.

grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975), which is about
the US school year: 5 is a reader of 10 to 11 years. Syllables are counted twice and the higher count taken:
from pyphen's British hyphenation, which alone finds a quarter too few, because it parts no first or last
letter, and from groups of vowels. A grade is a smoke alarm and no proof: only readers show what can be read.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

HARD_SYLLABLES = 3
_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![^aeiouy]l)e$|[^aeiouydt]ed$|(?<!ch)(?<!sh)[^aeiouysxzcg]es$")
_EASY_ENDINGS = re.compile(r"(?:es|ed|ing|ly)$")


@dataclass(frozen=True)
class Reading:
    """`grade` of nothing at all is 0. `longest` and `mean` are words a sentence. `hard`: the words of three
    or more syllables, the commonest first; names and endings such as -ing do not make a word hard."""

    grade: float
    sentences: int
    words: int
    longest: int
    mean: float
    longest_sentence: str
    hard: tuple[str, ...]


NOTHING = Reading(0.0, 0, 0, 0, 0.0, "", ())


def reading(parts: Iterable[str]) -> Reading:
    """`parts`: paragraphs, headings, list items. The end of each ends a sentence, with or without a stop."""
    found = [(sentence, words_of(sentence)) for part in parts for sentence in sentences_of(part)]
    found = [(sentence, words) for sentence, words in found if words]
    if not found:
        return NOTHING
    every = [word for _, words in found for word in words]
    mean = len(every) / len(found)
    longest_sentence, longest = max(found, key=lambda pair: len(pair[1]))
    return Reading(
        grade=0.39 * mean + 11.8 * sum(map(syllables, every)) / len(every) - 15.59,
        sentences=len(found),
        words=len(every),
        longest=len(longest),
        mean=mean,
        longest_sentence=longest_sentence.strip(),
        hard=_hard(words for _, words in found),
    )


def sentences_of(part: str) -> list[str]:
    """A full stop, question or exclamation mark with a space after it ends one: 2.30 and 0800.1111 do not."""
    return [sentence for sentence in _SENTENCE_END.split(part.strip()) if sentence]


def words_of(sentence: str) -> list[str]:
    """Whole words, with their hyphens and apostrophes; 999 is one word."""
    return _WORD.findall(sentence)


@lru_cache(maxsize=65536)
def syllables(word: str) -> int:
    """At least 1. A number counts as one: it is read at a glance, and spelling it out would make the sentence
    that gives it look the hardest of all."""
    if any(letter.isdigit() for letter in word):
        return 1
    parts = [part for part in re.split(r"[-.,:]", word.lower()) if part]
    return sum(max(len(_hyphens().positions(part)) + 1, _vowel_groups(part)) for part in parts)


def _vowel_groups(word: str) -> int:
    """Groups of vowels, without the endings that are written and not spoken."""
    found = len(_VOWELS.findall(word))
    return max(found - 1 if found > 1 and _SILENT.search(word) else found, 1)


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


def _hard(sentences: Iterable[list[str]]) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for words in sentences:
        for place, word in enumerate(words):
            is_name = place > 0 and word[:1].isupper()
            if not is_name and syllables(_EASY_ENDINGS.sub("", word.lower())) >= HARD_SYLLABLES:
                counted[word.lower()] += 1
    return tuple(word for word, _ in counted.most_common())
