"""Named operators, clubs and groups. Venues and schools are places."""

from collections.abc import Iterator

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words
from waylight.engine.extraction.tokens import Tokens

_RULE = """(?:
    (?P<named> (?:<capital>|<capital_too>){1,3} (?:<of> <capital>)? (?: <suffix>{1,2} | <private> <hire> ) )
  | (?P<desk> (?:<capital>){1,2} ) (?= <control> )
  | <via> (?P<via> <!the|stop|comma|digits|function>{1,2}? ) (?= <control> )
  | <group_word> <called> <quote>? (?P<group> <capital|word>{1,3} )
  | (?P<plain> <word|capital_too> <word|capital_too>? <sure_suffix> )
)"""
_OPTIONAL = ("capital_too", "function", "police")


class Organisations:
    """Finds the organisations of one text after the other. `words` is the section `organisations`."""

    def __init__(self, words: Words) -> None:
        self.tags = Tags({**{tag: {} for tag in _OPTIONAL}, **words}, shape, SAMPLES)
        self._rule = self.tags.rule(_RULE)

    def find(self, tokens: Tokens, line: str) -> Iterator[Found]:
        """Every organisation that is named."""
        shouted = tokens.text.isupper()
        for match in self._rule.finditer(line):
            kind = match.lastgroup or ""
            first, end = match.span(kind)
            while first < end - 1 and self.tags.of(line[first]) & {"the", "of", "function", "for", "via"}:
                first += 1
            if kind == "plain" and (end - first < 2 or self.tags.of(line[first]) & {"not_name"}):
                continue
            if self.tags.of(line[end : end + 1] or line[first]) & {"police"}:
                continue  # "British Transport Police" are told, not told of
            if kind == "named" and (shouted or end - first < 2 or self._is_weak(tokens, line, first, end)):
                continue
            if kind == "desk" and (
                tokens.begins_sentence(first)
                and end - first == 1
                and self.tags.of(line[first]) & {"function"}
            ):
                continue
            name = tokens.slice(first, end)
            shown = name if any(c.isupper() for c in name) else name.title()
            yield Found(
                "organisation",
                tokens.starts[first],
                tokens.ends[end - 1],
                f"organisation:{kind}",
                shown,
                {},
                0.8,
                3 if kind == "desk" else 5,
            )

    def _is_weak(self, tokens: Tokens, line: str, first: int, end: int) -> bool:
        """ "Social team" is no name: an ordinary last word needs a capital too."""
        return "weak_suffix" in self.tags.of(line[end - 1]) and not tokens.is_capital(end - 1)
