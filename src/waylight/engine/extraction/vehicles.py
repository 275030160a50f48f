"""Vehicles as people describe them: colour, make, model, kind of body, in any order.

"The car" alone is no description; a colour or a make with it is. A word that is also something else ("seat",
"golf") counts only beside another word of a vehicle, or with a capital.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words
from waylight.engine.extraction.tokens import Tokens

_COLOUR = "(?: <shade>* <colour> <coloured>? | <shade> <coloured> )"
_MODEL = (
    "(?: <land> <rover> <model>? | <model> | <number_model> (?<=<make><number_model>) | <digit> <series> |"
    " <mini> (?!<bus|cab_like>) )"
)
_BODY = (
    "(?: <body> | <mini> <bus> | <people> <carrier> | <pick> <up> | <four> <by>? <four> | <three_five> "
    "<door> )"
)
_WORD = f"(?: {_COLOUR} | {_BODY} | {_MODEL} | <make> | <vehicle_word> )"
_HEDGE = "(?: <i> <think> | <maybe> )"
_WITH = (
    "(?: <with> <!stop|comma|semicolon>{0,4}? <part> (?: <and|on|in|of> <!stop|comma|semicolon>{0,2}? "
    "<part> )* | <with> <part> )"
)
_RULE = f"""(?P<core> (?: (?:<pre> (?=<pre|colour|shade|make|model|body|mini|people|digit|pick|land>))*
        {_COLOUR} (?:<or|and> {_COLOUR})? <comma>? )? (?:<pre>)*
    (?: {_BODY} | {_MODEL} | <make> | <vehicle_word> )
    (?: <comma>? {_WORD} (?!<part>) | <comma> {_HEDGE} <a>? {_WORD} | {_HEDGE} <a>? {_WORD} | <pre>
        (?={_WORD}) | <or> <a>? {_WORD} )* )
  (?P<tail> (?:<comma>? {_HEDGE} (?=<comma|stop|with|semicolon|close>|$))? (?: <comma>? {_WITH} )? (?:
        <comma> <pre> <one> (?:<rep>
        <!stop|comma>{{1,4}})? )? )"""
_OPTIONAL = ("cab_like", "three_five", "and", "also_name")


class Vehicles:
    """Finds the vehicles described in one text after the other. `words` is the section `vehicles`."""

    def __init__(self, words: Words) -> None:
        made = {model: make for make, models in _by_make(words["model_of"]) for model in models}
        self._make_of: Mapping[str, str] = made
        models = {**{m: m for m in words["model"]}, **{m: m for m in made}}
        joined = {**{tag: {} for tag in _OPTIONAL}, **words, "model": models}
        self.tags = Tags(joined, shape, SAMPLES)
        self._rule = self.tags.rule(_RULE)

    def find(self, tokens: Tokens, line: str) -> Iterator[Found]:
        """Every description that holds at least a make, a model, or a colour with a kind of vehicle."""
        for match in self._rule.finditer(line):
            if found := self._read(match, tokens, line):
                yield found

    def _read(self, match: re.Match[str], tokens: Tokens, line: str) -> Found | None:
        first, core_end = match.start(), match.end("core")
        while first < core_end - 1 and "or" in self.tags.of(line[first]):
            first += 1
        if (
            "generic" in self.tags.of(line[first])
            and first + 1 < core_end
            and self.tags.of(line[first + 1]) & {"colour", "shade"}
            and first + 2 < core_end
        ):
            first += 1
        while core_end > first and self.tags.of(line[core_end - 1]) & {"comma", "pre", "or"}:
            core_end -= 1
        said = self._said(tokens, line, first, core_end)
        if not self._is_description(said, tokens, line, first, core_end):
            return None
        end = match.end() if core_end == match.end("core") else core_end
        return Found(
            "vehicle",
            tokens.starts[first],
            tokens.ends[end - 1],
            "vehicle:description",
            _plain(tokens.slice(first, end)),
            {"form": "description", **said},
            certainty=0.9 if len(said) > 1 else 0.7,
            rank=4,
        )

    def _said(self, tokens: Tokens, line: str, first: int, end: int) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for at in range(first, end):
            word, tags = tokens.words[at], self.tags.of(line[at])
            if "colour" in tags:
                said.setdefault("colour", self.tags.value("colour", word))
            if "make" in tags and not (word == "mini" and at + 1 < end and tokens.words[at + 1] == "bus"):
                said.setdefault("make", self.tags.value("make", word))
            elif "model" in tags or "number_model" in tags:
                said.setdefault("model", word)
                if word in self._make_of:
                    said.setdefault("make", self._make_of[word])
            if "body" in tags:
                said["body"] = self.tags.value("body", word)
            following = tokens.words[at + 1] if at + 1 < end else ""
            if "mini" in tags and following == "bus":
                said["body"] = "minibus"
            if "people" in tags:
                said["body"] = "people carrier"
            if "pick" in tags:
                said["body"] = "pickup"
            if "land" in tags:
                said["make"] = f"{word} rover"
        if said.get("body") == "car":
            del said["body"]
            said["body_said"] = "car"
        return said

    def _is_description(self, said: dict[str, Any], tokens: Tokens, line: str, first: int, end: int) -> bool:
        specific = {"make", "model"} & said.keys()
        bodied = {"body", "body_said"} & said.keys() or any(
            "vehicle_word" in self.tags.of(c) for c in line[first:end]
        )
        said.pop("body_said", None)
        if not specific:
            return "colour" in said and bool(bodied)
        if "colour" in said or bodied or len(specific) == 2 and end - first > 1:
            return True
        word = tokens.words[end - 1]
        if self.tags.value("common_word", word) is None and not word[:1].isdigit() and len(word) > 2:
            return True
        if self.tags.value("also_name", word) is not None:
            return False
        return (
            tokens.is_capital(end - 1) and not tokens.begins_sentence(end - 1) and not tokens.text.isupper()
        )


def _by_make(model_of: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    makes: dict[str, list[str]] = {}
    for model, make in model_of.items():
        makes.setdefault(make, []).append(model)
    yield from makes.items()


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
