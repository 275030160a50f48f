"""Every write of intelligence."""

from .absorbing import absorb, absorb_later, absorb_missed
from .answering import answer
from .deciding import decide, take_back
from .judging import confirm, correct, refuse
from .watching import lapse, watch, watch_after, watch_all

__all__ = [
    "absorb",
    "absorb_later",
    "absorb_missed",
    "answer",
    "confirm",
    "correct",
    "decide",
    "lapse",
    "refuse",
    "take_back",
    "watch",
    "watch_after",
    "watch_all",
]
