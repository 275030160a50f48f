"""What extraction hands on: a mention is a statement about a span of somebody's words, never an identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Kind = Literal["person", "vehicle", "place", "phone", "handle", "time", "organisation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT = "text"


@dataclass(frozen=True)
class Mention:
    """`start` and `end` count Unicode code points of the original words, end exclusive; `text` is that span.

    `rule` names what found it; `certainty` (0 to 1) is how often that rule is right, not how true the words
    are. `source` is "text" or "structured:<field>" (offsets then count in that field's own words).
    """

    kind: Kind
    start: int
    end: int
    text: str
    normalised: str
    attributes: Mapping[str, Any]
    rule: str
    certainty: float
    source: str = TEXT


@dataclass
class Found:
    """A mention before overlaps are settled; `start` and `end` count in the normal form of the text.

    Of two that overlap the one of higher `rank` stands, then the longer.
    """

    kind: Kind
    start: int
    end: int
    rule: str
    normalised: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    certainty: float = 0.9
    rank: int = 0
    shorter: tuple[int, ...] = ()
    """Ends at which the span may be cut, the longest first, when something stronger stands in it."""

    def overlaps(self, other: "Found") -> bool:
        return self.start < other.end and other.start < self.end


def without_overlaps(found: list[Found]) -> list[Found]:
    """The strongest of those that overlap, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        in_the_way = [other for other in kept if one.overlaps(other)]
        if in_the_way and one.shorter and min(other.start for other in in_the_way) > one.start:
            limit = min(other.start for other in in_the_way)
            one.end = next((end for end in one.shorter if end <= limit), one.end)
            in_the_way = [other for other in in_the_way if one.overlaps(other)]
        if not in_the_way:
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
