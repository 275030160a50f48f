"""Every write of checks, discussions and enquiries. Each asks the policy first, checks its machine's table
and is audited in its own transaction."""

from .checking import Known, add_item, answer, ask, rate_higher, take_out, waive
from .discussing import (
    Held,
    add_evidence,
    call,
    call_off,
    decide,
    hold,
    known_already,
    review,
    settle_evidence,
)
from .enquiring import conclude, finish_assessment, hold_conference, meet_core_group, review_plan
from .handing import Given, end_what_is_over, hand_over, note, settle_link, withdraw_link
from .moving import after_decline, answer_offer, offer_record, take_offer_back
from .referring import (
    answer_referral,
    begin_referral,
    close_declined,
    receive_referral,
    said_by_telephone,
    send,
    withdraw,
    withhold,
    write_answers,
)
from .seats import end_seat, end_seats, give_seat

__all__ = [
    "after_decline",
    "Given",
    "Held",
    "Known",
    "add_evidence",
    "add_item",
    "answer",
    "answer_offer",
    "answer_referral",
    "ask",
    "begin_referral",
    "call",
    "call_off",
    "close_declined",
    "conclude",
    "decide",
    "end_seat",
    "end_seats",
    "end_what_is_over",
    "finish_assessment",
    "give_seat",
    "hand_over",
    "hold",
    "known_already",
    "hold_conference",
    "meet_core_group",
    "note",
    "offer_record",
    "rate_higher",
    "receive_referral",
    "said_by_telephone",
    "review",
    "review_plan",
    "send",
    "settle_evidence",
    "settle_link",
    "take_offer_back",
    "take_out",
    "waive",
    "withdraw",
    "withdraw_link",
    "withhold",
    "write_answers",
]
