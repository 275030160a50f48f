"""Phone numbers, whole and partial, written and spoken.

Whole numbers are judged by phonenumbers (possible length is enough, so that numbers reserved for drama
count). A part of one keeps `*` for digits that are missing, `?` for each one that is marked as missing.
"""

import re
from collections.abc import Iterable, Iterator

import phonenumbers

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.tokens import Tokens
from waylight.engine.wording.identifiers import e164, has_whole_length
from waylight.engine.wording.spoken import DIGITS, TIMES

_BEFORE = r"(?<![\w:/.£$€@#-])(?<!\d )"
_LONG = re.compile(rf"{_BEFORE}(?:\+|00)?[ (]*[\doO](?:[ ().\-oO]{{0,3}}\d){{8,14}}(?![\w/:])")
_MASKED = re.compile(
    rf"{_BEFORE}(?P<seen>(?:\+44|0)[\d ]{{3,12}}?) ?(?P<gone>(?:[*?xX_•]|\.(?=\.)|(?<=\.)\.)"
    rf"(?:[ *?xX_•.])*)(?P<rest>\d{{1,6}}\b)?(?!\w)"
)
_STARRED = re.compile(r"(?<![\w*])(?:\+44\d{3,8}\*+|\*+\d{3,8})(?![\w*])")
_JOIN = r"(?:\s*(?:and|,|it|the|then|but|number|\.)\s*)*"
_END = (
    r"(?:(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?)(?: (?:in|with|on|was|is))?|last (?:two|three|four|five|"
    r"six|\d)(?: (?:digits|numbers|figures))?(?: (?:is|are|was|were|being))?)"
)
_START = (
    r"(?:(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began)(?: (?:with|in|as|off|on|is|was))?|first (?:few|"
    r"three|four|five|six|\d)(?: (?:digits|numbers|figures))?(?: (?:is|are|was|were|being))?)"
)
_PART = re.compile(
    rf"\b(?:(?P<end1>{_END}):? (?P<tail1>\d[\d ]{{1,6}}\d)\b{_JOIN}(?P<start1>{_START}):? "
    rf"(?P<head1>\+?\d[\d ]{{1,9}}\d)"
    rf"|(?P<start2>{_START}):? (?P<head2>\+?\d[\d ]{{1,9}}\d)\b(?:{_JOIN}(?P<end2>{_END}):? "
    rf"(?P<tail2>\d[\d ]{{1,6}}\d))?"
    rf"|(?P<end3>{_END}):? (?P<tail3>\d[\d ]{{1,6}}\d))\b",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(
    r"\b(?:phones?|mobiles?|mob|numbers?|num|rang|rings?|call(?:s|ed|ing|er)?|text(?:s|ed|ing)?|tel|digits|sims?|"
    r"whatsapp)\b",
    re.IGNORECASE,
)
_PLATE_WORD = re.compile(r"\b(?:plate|reg|registration|badge|card|account|postcode)\b", re.IGNORECASE)
_NEAR = 60
_SPOKEN = re.compile(
    r"\b(?:(?:double|treble|triple|zero|oh|o|nought|naught|one|two|three|four|five|six|seven|eight|nine|"
    r"\d+)[\s,-]+){5,}(?:zero|oh|o|nought|naught|one|two|three|four|five|six|seven|eight|nine|\d+)\b",
    re.IGNORECASE,
)
_ZEROS = ("oh", "zero", "nought", "naught", "o", "double", "treble", "triple")
_TWO_DIGITS = re.compile(r"\d[\d oO]\d")
_LETTER_O = re.compile(r"[oO]")
_UK_DIGITS = 11


class Phones:
    """`owner_phrases`: what somebody says before their own number ("ring me on")."""

    def __init__(self, owner_phrases: Iterable[str]) -> None:
        listed = "|".join(re.escape(p) for p in sorted(owner_phrases, key=len, reverse=True))
        self._owner = re.compile(
            rf"(?:{listed})[\s:,.]*(?:(?:is|on|at|this|number|it's|its|to)[\s:,]*)*$", re.IGNORECASE
        )

    def find(self, tokens: Tokens) -> Iterator[Found]:
        """Every phone number, whole or in part."""
        text = tokens.text
        written = (
            (*_whole(text), *_masked(text), *_starred(text), *_parts(text))
            if _TWO_DIGITS.search(text)
            else ()
        )
        spoken = _spoken(text) if not tokens.said.isdisjoint(_ZEROS) else ()
        for found in (*written, *spoken):
            if self._owner.search(text[max(0, found.start - _NEAR) : found.start]):
                found.attributes["owner"] = "reporter"
            yield found


def _whole(text: str) -> Iterator[Found]:
    for match in _LONG.finditer(text):
        raw = match.group().rstrip(" (.-")
        start = match.start() + len(raw) - len(raw.lstrip(" "))
        raw = raw.lstrip(" ")
        digits = _LETTER_O.sub("0", raw)
        if digits.lstrip("(").startswith(("0", "+", "44")) and (number := _number(digits)):
            yield _found(start, start + len(raw), "phone:whole", number, 0.98)


def _number(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text if not text.startswith("44") else f"+{text}", "GB")
    except phonenumbers.NumberParseException:
        return None
    return e164(number) if has_whole_length(number) else None


def _masked(text: str) -> Iterator[Found]:
    for match in _MASKED.finditer(text):
        seen = re.sub(r"\D", "", match.group("seen"))
        rest = match.group("rest") or ""
        gone = match.group("gone").rstrip()
        signs = re.sub(r"[ .]", "", gone)
        total = len(seen) + len(rest) + len(signs)
        if len(seen) < 4 or not (signs or len(gone) > 1) or (len(signs) < 2 and total != _UK_DIGITS):
            continue
        hidden = "?" * len(signs) if total == _UK_DIGITS else "*"
        end = match.end() if rest else match.start("gone") + len(gone)
        if not rest and not signs:
            end = match.start("gone") + len(gone)
        yield _found(
            match.start(), end, "phone:masked", _international(seen) + hidden + rest, 0.9, partial=True
        )


def _starred(text: str) -> Iterator[Found]:
    for match in _STARRED.finditer(text):
        if _PHONE_WORD.search(text[max(0, match.start() - _NEAR) : match.start()]):
            shown = re.sub(r"\*+", "*", match.group())
            yield _found(match.start(), match.end(), "phone:starred", shown, 0.85, partial=True)


def _parts(text: str) -> Iterator[Found]:
    for match in _PART.finditer(text):
        head = re.sub(r"[^\d+]", "", match.group("head1") or match.group("head2") or "")
        tail = re.sub(r"\D", "", match.group("tail1") or match.group("tail2") or match.group("tail3") or "")
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR // 2]
        about_phone = head.startswith(("07", "01", "02", "+44")) or (
            _PHONE_WORD.search(around)
            and not _PLATE_WORD.search(text[max(0, match.start() - _NEAR) : match.end()])
        )
        if not about_phone or len(head) + len(tail) < 3:
            continue
        if head and len(head) + len(tail) == _UK_DIGITS and (number := _number(head + tail)):
            yield _found(match.start(), match.end(), "phone:parts", number, 0.9)
        else:
            shown = _international(head) if head else ""
            yield _found(match.start(), match.end(), "phone:part", f"{shown}*{tail}", 0.85, partial=True)


def _spoken(text: str) -> Iterator[Found]:
    for match in _SPOKEN.finditer(text):
        times, digits = 1, ""
        for word in re.findall(r"[a-z]+|\d+", match.group().lower()):
            if word in TIMES:
                times = TIMES[word]
            else:
                digits += (word if word.isdecimal() else "0" if word == "o" else DIGITS[word]) * times
                times = 1
        if digits.startswith("0") and (number := _number(digits)):
            yield _found(match.start(), match.end(), "phone:spoken", number, 0.95)
        elif digits.startswith("07") and len(digits) >= 6:
            yield _found(
                match.start(),
                match.end(),
                "phone:spoken-part",
                _international(digits) + "*",
                0.8,
                partial=True,
            )


def _international(digits: str) -> str:
    return (
        f"+44{digits[1:]}" if digits.startswith("0") else digits if digits.startswith("+") else f"+{digits}"
    )


def _found(start: int, end: int, rule: str, number: str, certainty: float, partial: bool = False) -> Found:
    return Found("phone", start, end, rule, number, {"partial": True} if partial else {}, certainty, rank=6)
