"""The state machines of what is asked, discussed and enquired about a child, in the one shape of all.

Source of the states: Waylight's domain study 12.1 (AgencyCheck, StrategyDiscussion) and 3.5, 3.9 (enquiry).
"Overdue" is no state: it is what the clock says of one that was asked.
"""

from waylight.triage.machine import Machine, Move

ASK, ANSWER = "check.ask", "check.answer"
CALL, DECIDE, ENQUIRE = "strategy.call", "strategy.decide", "enquiry.keep"

CHECK = Machine(
    "agency check",
    ("asked", "answered", "waived"),
    "asked",
    (
        Move("asked", "asked", ASK, "rated higher: due sooner, never later"),
        Move("asked", "asked", ANSWER, "items are written; the team does not read them yet"),
        Move("asked", "answered", ANSWER, "items, or that nothing is known; if late, why"),
        Move("asked", "waived", ASK, "with a reason"),
        Move("waived", "answered", ANSWER, "it is known all the same; why it comes late"),
        Move("answered", "answered", ANSWER, "more is known than was; why it comes late"),
    ),
)

DISCUSSION = Machine(
    "strategy discussion",
    ("called", "held", "decided", "reviewed", "called-off"),
    "called",
    (
        Move(
            "called", "held", DECIDE, "each agency there or why not; without a quorum, why it could not wait"
        ),
        Move("called", "called-off", DECIDE, "with a reason; what prompted it stays due in its own time"),
        Move("called", "called", CALL, "evidence that will be gone is named"),
        Move("held", "held", CALL, "evidence that will be gone is named"),
        Move("decided", "decided", CALL, "evidence that will be gone is named"),
        Move("held", "decided", DECIDE, "with reasons; without a quorum an enquiry alone"),
        Move("decided", "reviewed", DECIDE, "what became of it"),
    ),
)

ENQUIRY = Machine(
    "section 47 enquiry",
    ("enquiring", "conference", "plan", "ended"),
    "enquiring",
    (
        Move("enquiring", "conference", ENQUIRE, "harm is substantiated"),
        Move("enquiring", "ended", ENQUIRE, "another conclusion, with reasons"),
        Move("conference", "plan", ENQUIRE, "the initial conference decides on a plan"),
        Move("conference", "ended", ENQUIRE, "it decides on none, with reasons"),
        Move("plan", "plan", ENQUIRE, "core group met, or a review keeps the plan"),
        Move("plan", "ended", ENQUIRE, "a review ends the plan, with reasons"),
    ),
)

WRITE, RECEIVE = "referral.write", "referral.answer"

REFERRAL = Machine(
    "referral",
    ("draft", "sent", "received", "accepted", "declined", "closed", "withheld", "withdrawn"),
    "draft",
    (
        Move("draft", "draft", WRITE, "answers are written"),
        Move("draft", "sent", WRITE, "no answer is empty; to share is decided, with reasons"),
        Move("draft", "withheld", WRITE, "not to share is decided, with reasons"),
        Move("draft", "withdrawn", WRITE, "with a reason"),
        Move("sent", "received", RECEIVE, "somebody of the service has it"),
        Move("received", "accepted", RECEIVE, "who does what first"),
        Move("received", "declined", RECEIVE, "with a reason"),
        Move("sent", "withdrawn", WRITE, "with a reason"),
        Move("received", "withdrawn", WRITE, "with a reason"),
        Move("declined", "closed", WRITE, "what comes instead"),
    ),
)

OFFER, TAKE = "record.offer", "record.take"

TRANSFER = Machine(
    "transfer of a record",
    ("offered", "accepted", "declined", "withdrawn"),
    "offered",
    (
        Move("offered", "accepted", TAKE, "the record and all that is due is the accepting manager's"),
        Move("offered", "declined", TAKE, "with a reason; whoever offered it answers for the child"),
        Move("offered", "withdrawn", OFFER, "with a reason"),
    ),
)

HAND, READ, WATCH = "handover.send", "handover.open", "handover.watch"
OPEN_LINK = ("sent", "opened", "received", "answered")
"""While it can be read."""

LINK = Machine(
    "referral by link",
    (*OPEN_LINK, "expired", "settled", "withdrawn"),
    "sent",
    (
        Move("sent", "opened", READ, "link and code, before its time is over"),
        Move("opened", "received", READ, "the reader says so, by name"),
        Move("received", "answered", READ, "in words, sealed to the hub"),
        Move("answered", "answered", READ, "more words"),
        *(Move(state, "withdrawn", HAND, "with a reason; the sealed copy is gone") for state in OPEN_LINK),
        *(Move(state, "expired", WATCH, "its time is over; the sealed copy is gone") for state in OPEN_LINK),
        Move("expired", "settled", HAND, "what comes instead, where no receipt was given"),
    ),
)

MACHINES = (CHECK, DISCUSSION, ENQUIRY, REFERRAL, TRANSFER, LINK)
