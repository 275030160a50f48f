"""Every write of triage. Each asks the policy first, checks its machine's table, and is audited in its own
transaction; what a person edits carries the version they saw."""

from .conversation import ask, give_feedback, no_feedback, note_message, note_version
from .deciding import close, countersign, decide, reopen
from .gathering import gather, mark, ungather
from .holding import give_back, hand_over, hold
from .opening import Opened, look, open_contact, open_identity
from .paging import acknowledge, page_rota, send_page, watch_pages
from .rating import pause, rate, resume
from .rota import add_to_rota, end_rota_entry
from .settling import settle
from .streams import fork, state_fact
from .taking_up import enter_for_caller, take_up
from .transferring import answer_transfer, offer_transfer
from .translating import request_translation, translate, withdraw_translation_request
from .watching import recompute_clocks, watch_clocks

__all__ = [
    "Opened",
    "acknowledge",
    "add_to_rota",
    "answer_transfer",
    "ask",
    "close",
    "countersign",
    "decide",
    "end_rota_entry",
    "enter_for_caller",
    "fork",
    "gather",
    "give_back",
    "give_feedback",
    "hand_over",
    "hold",
    "look",
    "mark",
    "no_feedback",
    "note_message",
    "note_version",
    "offer_transfer",
    "open_contact",
    "open_identity",
    "page_rota",
    "pause",
    "rate",
    "recompute_clocks",
    "reopen",
    "request_translation",
    "resume",
    "send_page",
    "settle",
    "state_fact",
    "take_up",
    "translate",
    "ungather",
    "watch_clocks",
    "watch_pages",
    "withdraw_translation_request",
]
