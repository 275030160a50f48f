"""A scenario as it is played: where a reader stands after the choices they made. The choices are all there is
to know, so that an address can carry them and nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from .library import Node, Scenario, Turn

LONGEST = 60
"""Choices that a way may have. Who goes round in circles sixty times begins again."""


@dataclass(frozen=True)
class Step:
    """A place that was left by its choice `number` (from 1), and the way that leads back to it."""

    node: Node
    number: int
    way: str


@dataclass(frozen=True)
class Place:
    """`way`: the choices so far as an address carries them: "1.3" is the first, then the third."""

    node: Node
    steps: tuple[Step, ...]
    way: str

    @property
    def ended(self) -> bool:
        return bool(self.node.end)

    def way_by(self, choice: int) -> str:
        """The way that one more choice leads; choices count from 1."""
        return f"{self.way}.{choice}" if self.way else str(choice)


def play(scenario: Scenario, way: str) -> Place:
    """Follow the choices as far as they are choices; what is not one ends the way before it."""
    node, steps, taken = scenario.node(scenario.start), [], ""
    for word in way.split(".")[:LONGEST]:
        turn = _turn(node.choices, word)
        if turn is None:
            break
        steps.append(Step(node, int(word), taken))
        taken = f"{taken}.{word}" if taken else word
        node = scenario.node(turn.to)
    return Place(node, tuple(steps), taken)


def _turn(turns: Sequence[Turn], word: str) -> Turn | None:
    number = int(word) if word.isascii() and word.isdecimal() and len(word) < 3 else 0
    return turns[number - 1] if 1 <= number <= len(turns) else None
