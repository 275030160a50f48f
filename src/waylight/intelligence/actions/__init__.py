"""Every write of intelligence."""

from .absorbing import absorb, absorb_later, absorb_missed
from .answering import answer
from .deciding import decide, take_back
from .following import (
    MOST_SEARCHES,
    end_watch,
    forget_search,
    look,
    notice_done,
    ran,
    save_search,
    watch_entity,
)
from .judging import confirm, correct, refuse
from .telling import lapse_watches, tell_of_account, tell_of_decision
from .watching import lapse, watch, watch_after, watch_all, watch_grown

__all__ = [
    "MOST_SEARCHES",
    "absorb",
    "absorb_later",
    "absorb_missed",
    "answer",
    "confirm",
    "correct",
    "decide",
    "end_watch",
    "forget_search",
    "lapse",
    "lapse_watches",
    "look",
    "notice_done",
    "ran",
    "refuse",
    "save_search",
    "take_back",
    "tell_of_account",
    "tell_of_decision",
    "watch",
    "watch_after",
    "watch_all",
    "watch_grown",
    "watch_entity",
]
