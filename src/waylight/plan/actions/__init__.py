"""Every write of plans. Each asks the policy first, checks its machine's table and is audited in its own
transaction; what a person edits carries the version they saw."""

from .acting import Task, add_action, agree_action, change_action, chase, drop, finish, take_up
from .ending import answer_follow_up, end_support, follow_up, open_again
from .escalating import answer, escalate, watch
from .next_plan import PartWords
from .offering import (
    Offered,
    accept,
    ask_after,
    change_worker,
    decline,
    end,
    offer,
    offer_again,
    put_in_queue,
    start,
)
from .passing_18 import agree_transition, hand_on, write_transition
from .plans import add_part, agree, begin, change_part, end_part, end_plan, review, write_wishes
from .sheets import (
    agree_sheet,
    begin_sheet,
    drop_sheet,
    give_copy,
    open_to_print,
    print_sheet,
    take_back,
    write_sheet,
)
from .steps import is_chased

__all__ = [
    "agree_transition",
    "answer_follow_up",
    "end_support",
    "follow_up",
    "hand_on",
    "open_again",
    "write_transition",
    "Offered",
    "accept",
    "agree_sheet",
    "begin_sheet",
    "ask_after",
    "change_worker",
    "decline",
    "end",
    "give_copy",
    "drop_sheet",
    "is_chased",
    "open_to_print",
    "offer",
    "offer_again",
    "print_sheet",
    "put_in_queue",
    "start",
    "take_back",
    "write_sheet",
    "PartWords",
    "Task",
    "add_action",
    "add_part",
    "agree",
    "agree_action",
    "answer",
    "begin",
    "change_action",
    "change_part",
    "chase",
    "drop",
    "end_part",
    "end_plan",
    "escalate",
    "finish",
    "review",
    "take_up",
    "watch",
    "write_wishes",
]
