"""Parts of registration marks told in words: "ends KLM", "first four AB00", "AB00 then something".

A grammar over tags, as for times and people, so that each language only gives its words. A piece of a mark is
a token in capitals, one that mixes letters and figures, or letters that are no word; letters may be spoken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from waylight.engine.extraction.marks import mark_found
from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Vocabulary, Words
from waylight.engine.extraction.tokens import Tokens
from waylight.engine.wording.identifiers import HALF_OF_CURRENT
from waylight.engine.wording.spoken import DIGITS, LETTERS, TIMES

_PIECE = "(?: <capital|figures> | <times>? <said> )"
_PIECES = f"(?: {_PIECE} (?: <dash>? {_PIECE} ){{0,7}} )"
_LINK = "(?: <link|colon|comma|quote|a> | <of> <the>? <reg> | <letters> )*"
_UNIT = "(?: <number|letters> | <of> <the>? <reg> )*"
_FIRST = f"(?: <start> | <first> {_UNIT} )"
_LAST = f"(?: <end> | <last> {_UNIT} )"
_GAP = "(?: <comma|and|then> )*"
_UNKNOWN = "<something>+"
_JOIN = "(?: <quote>? <comma|and|then|it>* )"
_RULE = f"""(?:
    (?P<from_start> {_FIRST} {_LINK} (?P<head> {_PIECES} ) (?: {_GAP} {_UNKNOWN} )?
        (?: <quote>? <comma>? <or|slash> <quote>? (?P<head_or> {_PIECES} ) )?
        (?: {_JOIN} {_LAST} {_LINK} (?P<tail> {_PIECES} ) )? )
  | (?P<from_end> {_LAST} {_LINK} (?P<tail1> {_PIECES} )
        (?: <quote>? <comma>? <or|slash> <quote>? (?P<tail_or> {_PIECES} ) )?
        (?: {_JOIN} {_FIRST} {_LINK} (?P<head1> {_PIECES} ) )? )
  | (?P<inside> (?P<within> {_PIECES} ) ) (?= <quote>? <in> (?:<it>|<the>? <reg>) )
  | (?P<placed> <letters>? (?P<piece> {_PIECES} ) <quote>? <at> <the> (?: <beginning> | (?P<ending>
        <ending> ) ) )
  | (?P<half> (?P<known> {_PIECES} ) {_GAP} {_UNKNOWN} (?: {_GAP} (?P<rest> {_PIECES} ) )? )
  | (?P<back> {_UNKNOWN} {_GAP} (?P<seen> {_PIECES} ) )
  | (?P<bare> (?P<alone> <figures> <capital>? ) )
)"""
# Many write the letter for the figure: "FJOO". It is kept as read; linking takes one for the other.
_MARKLIKE = re.compile(
    r"[A-Z]{1,3}|[A-HJ-PR-Y]{2}OO|[A-Z]{1,3}\d{1,3}[A-Z]{0,3}|(?=[a-z]*\d)[a-z]{1,2}\d{1,2}[a-z]{0,3}"
)
_NO_WORD = re.compile(r"[b-df-hj-np-tv-xz]{2,3}")
_FIGURES = re.compile(r"\d{1,3}(?:[A-Z]{1,3}|[b-df-hj-np-tv-z]{2,3})?")
_MAY_BE_PIECE = re.compile(
    r"\b(?:[B-HJ-Z]|[A-Z]{2,3}|[A-HJ-PR-Y]{2}OO|[A-Z]{1,3}\d\w*|\d{1,3}[A-Za-z]{2,3}|[a-z]{1,2}\d\w*|[b-df-hj-np-tv-xz]{2,3})\b"
)
_BACK_HALF = re.compile(r"\b\d\d ?[B-HJ-PR-Z]{3}\b")
_NO_HALF = re.compile(
    r"\d\d(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MPH|KPH|KMH|YRS|YDS|MEN|BOY|LAD|THE|AND|FOR|"
    r"CCS|PPL|PER|POL|PLN|RON|EUR|GBP|HRS|MTS)"
)
"""What is written like the back half of a mark and is none."""
_CLOSE, _LONGEST = 14, 7


class PartMarks:
    """`words` is the section `marks`; `about_cars`, words that show that a vehicle is spoken of."""

    def __init__(self, words: Words, about_cars: Iterable[str]) -> None:
        said = {**LETTERS, **DIGITS}
        tags = {**words, "said": said, "times": {word: word for word in TIMES}}
        self._tags = Tags(tags, _shape, (*SAMPLES, "7KL"))
        self._vocabulary = Vocabulary((self._tags,))
        self._rule = self._tags.rule(_RULE)
        triggers = ("start", "end", "first", "last", "something")
        self._triggers = frozenset(word for tag in triggers for word in words[tag])
        self._reg = frozenset(words["reg"])
        self._about_cars = frozenset(about_cars) | words["letters"].keys()

    def find(self, tokens: Tokens) -> Iterator[Found]:
        """Every part of a mark that is told of as one."""
        told = not tokens.said.isdisjoint(self._triggers) or not tokens.said.isdisjoint(self._reg)
        told = told or (not tokens.text.isupper() and _BACK_HALF.search(tokens.text) is not None)
        if not told or (tokens.said.isdisjoint(LETTERS) and not _MAY_BE_PIECE.search(tokens.text)):
            return
        raw = tokens.raws
        words = [shown if shown[0].isdigit() else word for shown, word in zip(raw, tokens.words, strict=True)]
        line = self._vocabulary.read(words, map(_is_like, raw))[0]
        for match in self._rule.finditer(line):
            if found := self._read(match, match.lastgroup or "", tokens):
                yield found

    def _read(self, match: re.Match[str], kind: str, tokens: Tokens) -> Found | None:
        first, end = match.span(kind)
        parts = {
            name: self._spelled(tokens, *match.span(name))
            for name, held in match.groupdict().items()
            if held and name not in (kind, "ending")
        }
        near = frozenset(tokens.words[max(0, first - _CLOSE) : end + _CLOSE // 2])
        if not self._is_mark(kind, list(parts.values()), not near.isdisjoint(self._reg), near):
            return None
        mark = _mark(kind, parts, bool(match.group("ending")))
        return mark_found(tokens.starts[first], tokens.ends[end - 1], mark, f"part-{kind}", 0.85)

    def _is_mark(self, kind: str, pieces: list[str], cued: bool, near: frozenset[str]) -> bool:
        if kind == "bare":
            half = _BACK_HALF.fullmatch(pieces[0]) is not None and not _NO_HALF.fullmatch(pieces[0])
            return half and not near.isdisjoint(self._about_cars)
        letters = any(char.isalpha() for piece in pieces for char in piece)
        if not letters or max(map(len, pieces)) > _LONGEST:
            return False
        half = any(HALF_OF_CURRENT.fullmatch(piece) for piece in pieces)
        return cued or half or (kind != "inside" and not near.isdisjoint(self._about_cars))

    def _spelled(self, tokens: Tokens, first: int, end: int) -> str:
        spelled, times = "", 1
        for at in range(first, end):
            word = tokens.words[at]
            if word in TIMES:
                times = TIMES[word]
            elif word[0].isalnum():
                spelled += (LETTERS.get(word) or DIGITS.get(word) or tokens.raw(at).upper()) * times
                times = 1
        return spelled


def _mark(kind: str, parts: Mapping[str, str], at_end: bool) -> str:
    """`*` for what is not known; `KV or KY` is K[VY]."""
    match kind:
        case "inside":
            return f"*{parts['within']}*"
        case "placed":
            return f"*{parts['piece']}" if at_end else f"{parts['piece']}*"
        case "back":
            return f"*{parts['seen']}"
        case "bare":
            return f"*{parts['alone']}"
        case "half":
            known, rest = parts["known"], parts.get("rest", "")
            return f"{known}{'?' if len(known + rest) == _LONGEST - 1 else '*'}{rest}"
    head = _either(parts.get("head") or parts.get("head1") or "", parts.get("head_or"))
    return f"{head}*{_either(parts.get('tail') or parts.get('tail1') or '', parts.get('tail_or'))}"


def _either(first: str, other: str | None) -> str:
    if not other or len(other) != len(first):
        return first
    return "".join(a if a == b else f"[{a}{b}]" for a, b in zip(first, other, strict=True))


@lru_cache(maxsize=20_000)
def _is_like(shown: str) -> bool:
    return bool(_MARKLIKE.fullmatch(shown) or _NO_WORD.fullmatch(shown))


def _shape(word: str) -> frozenset[str]:
    return frozenset({"figures"}) if _FIGURES.fullmatch(word) else shape(word)
