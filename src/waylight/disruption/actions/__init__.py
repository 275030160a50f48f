"""Every write about places and people of concern: asked for, in one transaction with its audit event."""

from .deciding import approve, consider, reject, write_check
from .enquiring import answer_enquiry, ask, hand_enquiry
from .licence_handing import hand_licence
from .licences import decide_licence, enter, tell_sender
from .licensing import ask_licensing, judge, note_answer, put_holder, refer, send
from .notices import NoticeText, ask_hotel, note_return, serve_notice, write_notice
from .opening import join, open_unit, receive, rest_on_entity
from .passing import ask_after_waiting, follow_successors, licensing_has_looked, pass_time, remove_old
from .printing import print_letter, print_notice
from .units import close_unit, hand_to, reopen_unit, write_line
from .working import apply_for, breach, end_early, hear, plan_end, put_right, refuse, review, serve, vary

__all__ = [
    "NoticeText",
    "answer_enquiry",
    "apply_for",
    "approve",
    "ask",
    "ask_after_waiting",
    "ask_hotel",
    "ask_licensing",
    "breach",
    "close_unit",
    "consider",
    "decide_licence",
    "end_early",
    "enter",
    "follow_successors",
    "hand_enquiry",
    "hand_licence",
    "hand_to",
    "hear",
    "join",
    "judge",
    "licensing_has_looked",
    "note_answer",
    "note_return",
    "open_unit",
    "pass_time",
    "plan_end",
    "print_letter",
    "print_notice",
    "put_holder",
    "put_right",
    "receive",
    "refer",
    "refuse",
    "reject",
    "remove_old",
    "reopen_unit",
    "rest_on_entity",
    "review",
    "send",
    "serve",
    "serve_notice",
    "tell_sender",
    "vary",
    "write_check",
    "write_line",
    "write_notice",
]
