"""Every write of intelligence."""

from .absorbing import absorb, absorb_later, absorb_missed
from .answering import answer
from .deciding import decide, take_back
from .elsewhere import KINDS as ASKED_KINDS
from .elsewhere import ask_elsewhere, seen_elsewhere
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
from .rejudging import rejudge_corrected, rejudge_decided, saw
from .replaying import Cases, replay
from .telling import lapse_watches, tell_of_account, tell_of_decision
from .watching import lapse, watch, watch_after, watch_all, watch_grown

__all__ = [
    "ASKED_KINDS",
    "MOST_SEARCHES",
    "Cases",
    "absorb",
    "absorb_later",
    "absorb_missed",
    "answer",
    "ask_elsewhere",
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
    "replay",
    "rejudge_corrected",
    "rejudge_decided",
    "save_search",
    "saw",
    "seen_elsewhere",
    "take_back",
    "tell_of_account",
    "tell_of_decision",
    "watch",
    "watch_after",
    "watch_all",
    "watch_grown",
    "watch_entity",
]
