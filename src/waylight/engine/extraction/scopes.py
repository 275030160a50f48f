"""What is denied, guessed or only heard: how far such a word reaches (after NegEx and ConText).

A cue reaches to the end of its clause: a full stop, or a word such as "but". The mention itself stands as
        said;
it carries `negated`, `hedged` or `hearsay` so that a reader sees it.
"""

from bisect import bisect_left
from collections.abc import Sequence

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words
from waylight.engine.extraction.tokens import Tokens

_NEGATED, _HEDGED = 5, 4
_OPTIONAL = ("turn",)


class Scopes:
    """`words` is the section `scopes`."""

    def __init__(self, words: Words) -> None:
        self.tags = Tags({**{tag: {} for tag in _OPTIONAL}, **words}, shape, SAMPLES)
        self._hearsay = self.tags.rule(
            "(?: <hearsay> | <told> <me> | <they> <say> | <according> <to> | <word_of> <of> <mouth> )"
        )
        self._hedge = self.tags.rule("<hedge>")
        self._turn = self.tags.rule("<stop|turn>")
        self._negation = self.tags.rule("<not> (?!<pseudo>)")

    def mark(self, tokens: Tokens, line: str, found: Sequence[Found]) -> None:
        """Set `negated`, `hedged`, `hearsay` on the mentions that stand within reach of such a word."""
        negations = [m.start() for m in self._negation.finditer(line)]
        hearsay = [m.start() for m in self._hearsay.finditer(line)]
        hedges = [m.start() for m in self._hedge.finditer(line)]
        if not (negations or hearsay or hedges):
            return
        turns = [m.start() for m in self._turn.finditer(line)]
        for one in found:
            at = bisect_left(tokens.starts, one.start)
            last = bisect_left(tokens.ends, one.end)
            before = bisect_left(turns, at)
            clause = turns[before - 1] + 1 if before else 0
            if any(max(clause, at - _NEGATED) <= n < at for n in negations):
                one.attributes["negated"] = True
            if any(max(clause, at - _HEDGED) <= n <= last for n in hedges) and one.kind != "time":
                one.attributes["hedged"] = True
            if any(clause <= n < at for n in hearsay):
                one.attributes["hearsay"] = True
