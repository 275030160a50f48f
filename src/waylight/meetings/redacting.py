"""A name as a reader may have it: pure but for the key of pseudonyms."""

import hmac
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from uuid import UUID

from waylight.engine.wording.folding import plain_letters
from waylight.keys.data_keys import match

from .rules import Shown

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_LONG = 5
_SHORTEST_NAME = 2
_WORDS = frozenset({
    "am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of",
    "on", "or", "so", "to", "up", "us", "we", "de", "la", "le",
    "also", "and", "called", "for", "from", "known", "near", "the", "with",
})  # fmt: skip
"""Common words that are also names, or stand in one: taken out only where they stand with a capital."""
_BETWEEN = re.compile(r"""[\s,;:/|()\[\]"'\u2018\u2019\u201c\u201d.&+\-\u2010-\u2015]+""")
"""What parts of a name are parted by. Nothing else: in many scripts a letter carries marks of its own."""
SOMEBODY = "somebody around the child"


def key_of(meeting: UUID) -> bytes:
    """Under which the pseudonyms of one meeting are made."""
    return bytes.fromhex(match("meeting-pseudonym", str(meeting)))


def pseudonym(key: bytes, subject: UUID, word: str = "Child") -> str:
    """The same throughout one meeting, another in the next; nobody can get from one to the other, or to the
    record, without the key."""
    digest = int.from_bytes(hmac.digest(key, subject.bytes, "sha256"))
    letters = []
    for _place in range(_LONG):
        digest, which = divmod(digest, len(_LETTERS))
        letters.append(_LETTERS[which])
    return f"{word} {''.join(letters)}"


def initials(name: str) -> str:
    """Of each part that has a letter: "Joe (Bear) Oakes" is J. B. O."""
    parts = (part.lstrip("([\"'\u2018\u201c") for part in name.split())
    return " ".join(f"{part[0].upper()}." for part in parts if part)


def as_shown(name: str, shown: Shown, other: str) -> str:
    """A name, its initials, `other` (a pseudonym), or nothing."""
    return {Shown.WHOLE: name, Shown.INITIALS: initials(name), Shown.PSEUDONYM: other, Shown.NONE: ""}[shown]


class Scrub:
    """Puts a name, and each part of one that has two letters or more, as something else wherever it is
    written: in capitals, with its accents or without them.

    Words that somebody typed can still tell who it is; a name that is written in them does not. `keep`: names
    of which nothing is taken out.
    """

    def __init__(self, names: Iterable[tuple[str, str]], keep: Iterable[str] = ()) -> None:
        self.instead: dict[str, str] = {}
        for name, instead in names:
            for part in _parts(name):
                self.instead.setdefault(_folded(part)[0], instead)
        for part in (part for name in keep for part in _parts(name)):
            self.instead.pop(_folded(part)[0], None)
        self.instead.pop("", None)
        longest = sorted(self.instead, key=len, reverse=True)
        self.found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def __call__(self, text: str) -> str:
        if not self.instead or not text:
            return text
        plain, at = _folded(text)
        parts, done = [], 0
        for found in self.found.finditer(plain):
            start, end = at[found.start()], at[found.end()]
            if text[start:end] not in _WORDS:
                parts += [text[done:start], self.instead[found.group()]]
                done = end
        return "".join((*parts, text[done:]))


def _parts(name: str) -> list[str]:
    """The name, and each part of it that is long enough to be one."""
    parts = {*name.split(), *_BETWEEN.split(name)}
    return [name, *(part for part in parts if len(part) >= _SHORTEST_NAME)]


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Its `plain_letters`, for each of them the place in the text that it comes from, and the text's end."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    plain, at = [], []
    for place, letter in enumerate(text):
        plain.append(put := _plain(letter))
        at += [place] * len(put)
    return "".join(plain), [*at, len(text)]


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    return plain_letters(letter)
