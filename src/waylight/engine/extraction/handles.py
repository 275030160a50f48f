"""Account names: with an at sign, by their shape, behind the name of a service, or spelled out."""

import re
from collections.abc import Iterable, Iterator

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.tokens import Tokens
from waylight.engine.wording.spoken import DIGITS

_AT = re.compile(r"(?<![\w@.])@ ?([A-Za-z0-9_][\w.-]*\w|\w)\*{0,3}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SHAPED = re.compile(
    r"(?<![\w@./:?=-])(?=[\w.-]*[A-Za-z])(?:[A-Za-z0-9]+(?:[._-]+\w+)*_+\w*(?:\.\w+)*|_+\w+(?:\.\w+)*|"
    r"[A-Za-z]+\d*(?:\.[A-Za-z0-9]+)*\.[A-Za-z]*\d\w*|[A-Za-z]+\d+(?:\.[A-Za-z0-9]+)+)(?![\w@])"
)
_MAY_BE_SHAPED = re.compile(r"\w[._]\w|_\w")
_SITE = re.compile(r"^(?:www\.|https?)|\.(?:com|net|org|uk|co|gov|info|io|pdf|jpg|png|docx?)$", re.IGNORECASE)
_ACCOUNT = (
    r"(?P<q>[\"'])(?P<quoted>[^\"'\n]{2,30})(?P=q)|(?P<bare>[A-Za-z0-9][\w.]*[A-Za-z0-9_])(?P<star>\*{0,3})"
)
_JOIN = (
    r"(?:[\s:=,-]|is\b|was\b|as\b|called\b|name\b|named\b|under\b|the\b|by\b|account\b|handle\b|profile\b|"
    r"id\b|user\b|username\b|tag\b|his\b|her\b|it's\b|its\b|that's\b|thats\b)*"
)
_SPELLED = re.compile(
    r"\b(?P<at>at )?(?P<name>[A-Za-z0-9]+(?: (?:underscore|dot|dash|hyphen|point|full stop)(?: "
    r"(?:underscore|dot))* [A-Za-z0-9]+)+(?: (?:zero|one|two|three|four|five|six|seven|eight|nine|"
    r"[a-z]{1,2}|\d+)\b)*)",
    re.IGNORECASE,
)
_SIGN = {"underscore": "_", "dot": ".", "point": ".", "dash": "-", "hyphen": "-"}
_CASED = re.compile(r"[A-Z][a-z]+[A-Z]|\d|_|\.")


class Handles:
    """`services`: names of apps and games; `account_words`: what people call an account name; `ordinary`:
        words
    that are none, wherever they stand."""

    def __init__(
        self, services: Iterable[str], account_words: Iterable[str], ordinary: Iterable[str]
    ) -> None:
        self._ordinary = frozenset(ordinary)
        listed = "|".join(re.escape(word) for word in sorted(services, key=len, reverse=True))
        named = "|".join(re.escape(word) for word in sorted(account_words, key=len, reverse=True))
        self._named = re.compile(rf"\b(?:{named})\b{_JOIN}(?:{_ACCOUNT})", re.IGNORECASE)
        self._service = re.compile(rf"\b(?:{listed})\b{_JOIN}(?:{_ACCOUNT})", re.IGNORECASE)
        self._first_words = frozenset(name.split()[0] for name in (*services, *account_words))

    def find(self, tokens: Tokens) -> Iterator[Found]:
        """Every account name, also e-mail addresses."""
        text = tokens.text
        emails = list(_EMAIL.finditer(text)) if "@" in text else []
        for match in emails:
            yield _found(match.start(), match.end(), "handle:email", match.group(), {"type": "email"})
        if "@" in text:
            for match in _AT.finditer(text):
                yield _found(match.start(), match.end(), "handle:at", match.group())
        for match in _SHAPED.finditer(text) if _MAY_BE_SHAPED.search(text) else ():
            if not _SITE.search(match.group()):
                yield _found(match.start(), match.end(), "handle:shape", match.group())
        if not tokens.said.isdisjoint(_SIGN):
            yield from _spelled(text)
        if not tokens.said.isdisjoint(self._first_words):
            yield from self._cued(text)

    def _cued(self, text: str) -> Iterator[Found]:
        for pattern, strong in ((self._named, True), (self._service, False)):
            for match in pattern.finditer(text):
                start, end = match.span("quoted") if match.group("quoted") else match.span("bare")
                name = text[start:end]
                end += len(match.group("star") or "")
                odd = bool(_CASED.search(name)) and not name.isdecimal() and not _SITE.search(name)
                quoted = match.group("quoted") is not None and strong
                if (
                    odd
                    or quoted
                    or (strong and name.lower() not in self._ordinary and name.islower() and len(name) > 3)
                ):
                    yield _found(start, end, "handle:cue", text[start:end], certainty=0.9 if odd else 0.7)


def _spelled(text: str) -> Iterator[Found]:
    for match in _SPELLED.finditer(text):
        spelled = "".join(_SIGN.get(w, DIGITS.get(w, w)) for w in match.group("name").lower().split())
        if "_" in spelled or match.group("at"):
            start = match.start() if match.group("at") else match.start("name")
            yield _found(start, match.end(), "handle:spoken", spelled)


def _found(
    start: int, end: int, rule: str, name: str, extra: dict[str, str] | None = None, certainty: float = 0.95
) -> Found:
    attributes = {**(extra or {}), **({"partial": True} if name.endswith("*") else {})}
    plain = re.sub(r"\*+$", "*", name.lower().replace(" ", "") if rule != "handle:cue" else name.lower())
    return Found("handle", start, end, rule, plain.lstrip("@"), attributes, certainty, rank=7)
