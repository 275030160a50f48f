"""Every write of meetings. Each asks the policy first, checks its machine's table and is audited in its own
transaction."""

from .agenda import (
    add_child,
    add_peers,
    add_unit,
    add_words,
    child_of_reference,
    declare_conflict,
    end_conflict,
    note_covert,
    put_back,
    take_off,
)
from .calling import ask_off, call, cancel, hand_chair, hold, invite, invite_outside, send_papers, take_chair
from .deciding import decide, dissent, give_action
from .minutes import agree_minutes, close, correct
from .papers import write_brief
from .rolling import drop, finish, keep

__all__ = [
    "add_child",
    "add_peers",
    "add_unit",
    "add_words",
    "agree_minutes",
    "ask_off",
    "call",
    "cancel",
    "child_of_reference",
    "close",
    "correct",
    "decide",
    "declare_conflict",
    "dissent",
    "drop",
    "end_conflict",
    "finish",
    "give_action",
    "hand_chair",
    "hold",
    "invite",
    "invite_outside",
    "keep",
    "note_covert",
    "put_back",
    "send_papers",
    "take_chair",
    "take_off",
    "write_brief",
]
