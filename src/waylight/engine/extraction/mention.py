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


def without_overlaps(found: list[Found]) -> list[Found]:
    """The strongest of those that overlap, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
