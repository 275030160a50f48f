"""People who are named: given names with a capital, and any name or nickname behind a cue.

Every occurrence counts, also a later one without its cue; titles and quotation marks stay outside.
"""

import re
from collections.abc import Iterator
from typing import Any

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words
from waylight.engine.extraction.tokens import Tokens

_Q = "<quote>?"
_LOW = "<!function|stop|comma|not_person|quote|sign|digits|semicolon|close|open|slash|mixed|clock|now_name>"
_INITIALS = "<initial> <stop> <initial> <stop>"
_RULE = f"""(?:
    (?P<couple> <title> <amp> <title> <!function|stop|comma>{{1,2}} )
  | (?P<title> <title> <stop>? )  (?P<titled> <initial> <stop>? <capital|forename>
        | {_LOW} (?: <initial>? <capital> | <forename> )? )
  | (?: <known> <word>? <the_name>? <as> | <answers> <to> | <booked> <word>? <under|as> | <goes> <by_name>
        (?:<the_name>{{0,2}}<says_name>?)? | <aka> | <calls> <self>
        | (?:<his>|<they_call>) <name_word> <is>?
      | <name_word> <says_name>* | <named_by> ) <the>? {_Q} (?:<title> <stop>?)? (?P<cued>
        {_INITIALS} | <initial> <stop> <capital|forename> | <title_kept|initial>? {_LOW}
        (?:<capital>|<forename>|<doubtful>|<surname_like>|<initial>)? )
  | <called> <the>? {_Q} (?P<called> <title_kept>? (?:<capital>|<forename>|{_LOW})
        (?:<capital>|<forename>|<initial>)? )
  | <relation> (?:<comma>|{_Q}) (?P<related> (?:<forename>|<doubtful>|<capital>)
        (?:<capital>|<surname_like>|<initial>)? )
  | <relation> (?P<apposed> {_LOW} ) (?=<subject>)
  | (?<=<his>) <close_kin> (?P<kin> {_LOW} ) (?=<tells>)
  | (?<=<they_say>) <calls> <quote>? (?P<dubbed> <title_kept>? {_LOW} (?:<capital>|<forename>)? )
  | (?P<aged> <capital> <capital>? ) (?=
        <comma> (?:<age> (?:<comma|stop>|<and>) | <in>? <school_year> <digits>) | <open> <age> <close> )
  | <ask> <for> {_Q} (?P<asked> <capital> <capital>? )
  | (?P<nick> <title_kept> (?:<forename>|<doubtful>|<capital>|<initial>) )
  | (?P<full> (?:<forename>|<doubtful>) (?:<capital>|<surname_like>|<doubtful>|<forename>|<initial>)
        (?:<capital>|<surname_like>)? )
  | (?P<single> <forename> | <doubtful> )
  | (?P<initials> {_INITIALS} )
  | <the>? <quote> <the>? (?P<quoted> <capital> <capital>? ) <quote|comma>
  | (?<=<open_door>) (?P<unknown> <capital> <capital>? ) (?!<capital|street_like>)
)"""
_DOTTED = 4
"""Two letters and two stops."""
_OPTIONAL = (
    "they_call",
    "close_kin",
    "tells",
    "by_name",
    "answers",
    "to",
    "inside",
    "they_say",
    "subject",
    "booked",
    "under",
    "named_by",
    "street_like",
    "ask",
    "for",
    "in",
    "school_year",
)
_ONE_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class Names:
    """Finds the names of one text after the other. `words` is the section `names`."""

    def __init__(self, words: Words) -> None:
        initials = {letter: letter for letter in "abcdefghjklmnopqrstuvwxyz"}
        self.tags = Tags({**{tag: {} for tag in _OPTIONAL}, **words, "initial": initials}, shape, SAMPLES)
        self._rule = self.tags.rule(_RULE)

    def find(self, tokens: Tokens, line: str) -> Iterator[Found]:
        """Every name, and every later occurrence of it."""
        has_capitals = tokens.has_capitals()
        known: dict[str, dict[str, Any]] = {}
        at = 0
        while match := self._rule.search(line, at):
            kind = match.lastgroup or ""
            first, end = match.span(kind)
            found = self._read(kind, first, end, tokens, line, has_capitals)
            at = max(found[1] if found else match.start() + 1, match.start() + 1)
            if found:
                name, end, attributes, certainty = found
                if kind == "related" and self._is_kept_title(tokens, line, first - 1):
                    first -= 1
                    name = tokens.slice(first, end)
                for n in range(first, end):
                    if (
                        tokens.words[n] not in _NOT_ALONE
                        and len(tokens.words[n]) > 2
                        and "title" not in self.tags.of(line[n])
                    ):
                        known.setdefault(tokens.words[n], attributes)
                yield _found(tokens, first, end, kind, name, attributes, certainty)
        for at, word in enumerate(tokens.words):
            if word in known and self._may_repeat(tokens, line, at, has_capitals):
                yield _found(tokens, at, at + 1, "again", tokens.raw(at), known[word], 0.85, rank=2)

    def _may_repeat(self, tokens: Tokens, line: str, at: int, has_capitals: bool) -> bool:
        if tokens.is_capital(at):
            return True
        ordinary = self._has(line, at, "function", "title_kept", "doubtful")
        return not ordinary and (not has_capitals or not self._has(line, at, "forename"))

    def _read(
        self, kind: str, first: int, end: int, tokens: Tokens, line: str, has_capitals: bool
    ) -> tuple[str, int, dict[str, Any], float] | None:
        if end - first == _DOTTED and self._has(line, first + 1, "stop"):
            return self._initials(kind, first, end, tokens, line)
        while end - first > 1 and kind != "couple" and not self._belongs(end - 1, tokens, line, has_capitals):
            end -= 1
        word, capital = tokens.words[first], tokens.is_capital(first)
        if not _ONE_WORD.fullmatch(tokens.raw(first)) or self._is_nobody(line, first, end):
            return None
        if kind == "single" and not self._single(first, tokens, line, has_capitals):
            return None
        if (
            kind == "full"
            and self._has(line, first, "doubtful")
            and not (
                capital
                and tokens.is_capital(end - 1)
                and end - first > 1
                or self._single(first, tokens, line, has_capitals)
            )
        ):
            return None
        if kind in ("related", "quoted", "nick", "aged", "asked") and has_capitals and not capital:
            return None
        if (
            kind == "nick"
            and end - first < 2
            or kind == "nick"
            and not tokens.is_capital(end - 1)
            and has_capitals
        ):
            return None
        if kind == "quoted" and not (
            self._has(line, first - 2, "the", "relation", "by", "says_name", "comma")
            or end - first == 1
            and self._has(line, first - 2, "name_word")
        ):
            return None
        if kind == "related" and not capital and self._has(line, first, "function"):
            return None
        if (
            kind == "related"
            and not self._has(line, first, "forename", "doubtful")
            and (not capital or not has_capitals)
        ):
            return None
        if (
            kind in ("cued", "called", "dubbed")
            and has_capitals
            and not capital
            and not self._has(line, first - 1, "quote")
        ):
            return None
        if (
            kind == "called"
            and not has_capitals
            and not self._has(line, first, "forename")
            and self.tags.value("doubtful", word) is None
            and len(word) < 3
        ):
            return None
        if kind == "unknown" and (
            not has_capitals or tokens.begins_sentence(first) or len(word) < 3 or tokens.raw(first).isupper()
        ):
            return None
        if kind in ("apposed", "kin") and (has_capitals and not capital or len(word) < 3 or _is_doing(word)):
            return None
        if kind == "full" and tokens.text.isupper() and _is_doing(tokens.words[end - 1]):
            return None
        attributes: dict[str, Any] = {"role": self._role(kind, first, line), "named": True}
        if kind == "titled" and (sex := self.tags.value("title", tokens.words[first - 1])) in (
            "male",
            "female",
        ):
            attributes["sex"] = sex
        return tokens.slice(first, end), end, attributes, 0.95 if kind in ("titled", "full", "cued") else 0.8

    def _initials(
        self, kind: str, first: int, end: int, tokens: Tokens, line: str
    ) -> tuple[str, int, dict[str, Any], float] | None:
        """ "R.J.", written so, is somebody; "U.K." and "a.m." are nobody."""
        letters = (first, first + 2)
        if not all(tokens.is_capital(n) for n in letters):
            return None
        if self.tags.value("not_person", "".join(tokens.words[n] for n in letters)) is not None:
            return None
        attributes = {"role": self._role(kind, first, line), "named": True}
        return tokens.slice(first, end), end, attributes, 0.8

    def _is_nobody(self, line: str, first: int, end: int) -> bool:
        """ "Uncle" or "mister" alone is nobody's name; "Uncle Raf" is."""
        alone = end - first == 1
        if not alone and self._has(line, first, "initial"):
            return False
        kept = self._has(line, first, "title_kept") and not alone
        return (self._has(line, first, "not_person") and not kept) or (
            alone and self._has(line, first, "title") and not self._has(line, first, "title_kept")
        )

    def _is_kept_title(self, tokens: Tokens, line: str, at: int) -> bool:
        """Written "Uncle Joe" it is what he is called; "her uncle Joe" is Joe."""
        kept = self._has(line, at, "title_kept") and tokens.is_capital(at)
        return kept and not tokens.begins_sentence(at)

    def _belongs(self, at: int, tokens: Tokens, line: str, has_capitals: bool) -> bool:
        """Whether the last word is still the name: it has a capital, or none here has and it is a surname."""
        tags = self.tags.of(line[at])
        if tags & {"function", "not_person"} and not tokens.is_capital(at):
            return False
        if "initial" in tags and len(tokens.words[at]) == 1:
            return tokens.is_capital(at)
        if has_capitals:
            return tokens.is_capital(at)
        return bool(tags & {"surname_like"}) or (tokens.is_capital(at) and tokens.is_capital(at - 1))

    def _single(self, at: int, tokens: Tokens, line: str, has_capitals: bool) -> bool:
        doubtful = self._has(line, at, "doubtful")
        if self._has(line, at - 1, "inside"):
            return False
        if tokens.text.isupper():
            return not doubtful
        if tokens.is_capital(at):
            return not doubtful or not tokens.begins_sentence(at)
        return not doubtful and not has_capitals

    def _role(self, kind: str, first: int, line: str) -> str:
        if any(self._has(line, n, "child_relation") for n in range(max(0, first - 3), first)):
            return "child"
        return "adult" if kind == "titled" else "unknown"

    def _has(self, line: str, at: int, *tags: str) -> bool:
        return 0 <= at < len(line) and not self.tags.sets[line[at]].isdisjoint(tags)


def _is_doing(word: str) -> bool:
    """ "The girl crying" and, without small letters, "RIVER RUNNING" name nobody."""
    return len(word) > 5 and word.endswith("ing")


_NOT_ALONE = frozenset({"and", "mr", "mrs", "the", "&"})


def _found(
    tokens: Tokens,
    first: int,
    end: int,
    rule: str,
    name: str,
    attributes: dict[str, Any],
    certainty: float,
    rank: int = 3,
) -> Found:
    return Found(
        "person",
        tokens.starts[first],
        tokens.ends[end - 1],
        f"name:{rule}",
        " ".join(name.split()),
        dict(attributes),
        certainty,
        rank,
    )
