"""Every write of intelligence."""

from .absorbing import absorb, absorb_later
from .answering import answer
from .deciding import decide, take_back
from .judging import confirm, correct, refuse
from .watching import lapse, watch

__all__ = [
    "absorb",
    "absorb_later",
    "answer",
    "confirm",
    "correct",
    "decide",
    "lapse",
    "refuse",
    "take_back",
    "watch",
]
