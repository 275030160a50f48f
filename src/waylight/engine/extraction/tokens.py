"""The words and signs of a text, folded for looking up, with their places."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from waylight.engine.wording.folding import plain_letters

# What Python's \w leaves out although it belongs to a word: accents, vowel signs of Arabic and Gurmukhi.
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75"
)
LETTER = rf"[\w{MARKS}]"
_TOKEN = re.compile(
    rf"""
      \b[Xx][- ][Rr][Aa][Yy]\b                        # the letter, as it is spoken
    | [A-Za-z]+(?![\w.'{MARKS}])                      # most words of most texts
    | \d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?   # 2026-09-24T18:05
    | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}             # 24/09/2026
    | \d{{1,2}}/\d{{1,2}}(?![\d/])                    # 24/9, also 13/14
    | \d{{1,2}}[:.]\d\d(?:[ap]m|h(?:rs?)?|ish)?\b                   # 21:40, 8.45pm
    | [Ss]t\.(?=[ ]?[A-Z])                            # St. Aldhelm's
    | [AaPp]\.[Mm]\b\.?
    | {LETTER}+(?:'{LETTER}+)*
    | \n
    | \S
    """,
    re.VERBOSE,
)

# In so few words one capital is enough to tell that names have one.
_SHORT = 15


@dataclass(frozen=True)
class Tokens:
    """`words[i]` is folded (lower case, no accents or apostrophes); `starts`, `ends` are its place in `text`.

    A hyphen inside a word parts it and is no token: "hi-vis" and "hi vis" read alike.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def without_possessives(self) -> "Tokens":
        """The same with "Callum's" read, and ended, as "Callum"."""
        if "'s" not in self.text:
            return self
        cut = [
            self.text[end - 2 : end] == "'s" and end - start > 3
            for start, end in zip(self.starts, self.ends, strict=True)
        ]
        return Tokens(
            self.text,
            tuple(w[:-1] if c else w for w, c in zip(self.words, cut, strict=True)),
            self.starts,
            tuple(e - 2 if c else e for e, c in zip(self.ends, cut, strict=True)),
        )

    def has_capitals(self) -> bool:
        """Whether the writer uses capitals for names at all: some word has one, and not everything."""
        text = self.text
        begins = [start for start, capital in zip(self.starts, self.capitals, strict=True) if capital]
        titled = sum([text[start + 1 : start + 2].islower() for start in begins])
        return titled > 1 or (titled == 1 and len(self) < _SHORT)

    @cached_property
    def capitals(self) -> tuple[bool, ...]:
        """For each token, whether it begins with a capital letter."""
        text = self.text
        return tuple([text[start].isupper() for start in self.starts])

    @cached_property
    def said(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.words)

    @cached_property
    def raws(self) -> tuple[str, ...]:
        """The tokens as they stand in the text."""
        text = self.text
        return tuple([text[start:end] for start, end in zip(self.starts, self.ends, strict=True)])

    def raw(self, at: int) -> str:
        """A token as it stands in the text."""
        return self.text[self.starts[at] : self.ends[at]]

    def slice(self, first: int, end: int) -> str:
        """The text from token `first` to before token `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def is_capital(self, at: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.capitals[at]

    def begins_sentence(self, at: int) -> bool:
        """Whether nothing, a line end, a full stop, a colon or an opening quotation stands before it."""
        before = at - 1
        while before >= 0 and self.words[before] in ('"', "'", "(", "-", "*"):
            before -= 1
        return before < 0 or self.words[before] in (".", "!", "?", "\n", ":", "•")


def tokenize(text: str) -> Tokens:
    """Tokens of a text in normal form (see `normal`)."""
    found = [match for match in _TOKEN.finditer(text) if match[0] != "-" or not _joins(text, match.start())]
    return Tokens(
        text,
        tuple([folded(match[0]) for match in found]),
        tuple([match.start() for match in found]),
        tuple([match.end() for match in found]),
    )


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """How a word is looked up: lower case, no apostrophes, no accents, one shape for letters alike."""
    if word.isascii():
        lower = word.lower()
        if "." in lower and lower[:2] in ("a.", "p."):
            return lower.replace(".", "")
        if lower == "st.":
            return "st"
        if lower in ("x-ray", "x ray"):
            return "xray"
        return lower.replace("'", "") if len(lower) > 1 else lower
    return plain_letters(word).replace("'", "") or word
