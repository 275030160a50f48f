"""One plain shape for signs that look alike, with the way back to the original offsets.

NFKC for each character, dashes and quotation marks as typed on a keyboard, digits of every script as 0 to 9,
letters of other alphabets that stand in a Latin word or a mark as the Latin letter they look like.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛ʼ´`′＇ʹ", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("،、，", ","),
    **dict.fromkeys("؛；", ";"),
    **dict.fromkeys("؟？", "?"),
    **dict.fromkeys("۔。।॥", "."),
}
_GONE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c"
)
# Cyrillic and Greek letters drawn like Latin ones.
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo",
        strict=True,
    )
)
_STRANGE_WORD = re.compile(f"[A-Za-z0-9{''.join(_ALIKE)}]*[{''.join(_ALIKE)}][A-Za-z0-9{''.join(_ALIKE)}]*")
_MAY_BE_STRANGE = re.compile(f"[{''.join(_ALIKE)}]")
_TELLS_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Normal:
    """`text` in normal form; `origin[i]` is where its i-th character stood, with one more for the end.

    `origin` None means that nothing has moved.
    """

    text: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a span of `text`. Signs left out inside it are part of it."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def normal(text: str) -> Normal:
    """Costs nothing for plain ASCII."""
    if text.isascii():
        return Normal(text)
    parts = [char if char.isascii() else _plain(char) for char in text]
    plain = "".join(parts)
    if _MAY_BE_STRANGE.search(plain):
        plain = _STRANGE_WORD.sub(_latin, plain)
    if all(map(len, parts)) and len(plain) == len(text):
        return Normal(plain)
    origin = [at for at, put in enumerate(parts) for _ in put]
    return Normal(plain, (*origin, len(text)))


@lru_cache(maxsize=20_000)
def _plain(char: str) -> str:
    if char in _GONE:
        return ""
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "No":
        return char  # ½ would fall into two numbers with one place
    put = unicodedata.normalize("NFKC", char)
    return "".join(_SIGNS.get(one, one) for one in put)


def _latin(word: re.Match[str]) -> str:
    """Only where the word has Latin letters or digits beside: a word all in Cyrillic stays Cyrillic."""
    if not _TELLS_LATIN.search(word.group()):
        return word.group()
    return "".join(_ALIKE.get(char, char) for char in word.group())
