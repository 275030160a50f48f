"""The state machines of pathways, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 12.1.
"""

from waylight.triage.machine import Machine, Move

KEEP, DECIDE = "missing.keep", "missing.decide"

EPISODE = Machine(
    "missing episode",
    (
        "reported",
        "located",
        "checked",
        "offered",
        "held",
        "declined",
        "not-offered",
        "extracted",
        "closed",
    ),
    "reported",
    (
        Move("reported", "reported", KEEP, "what is known and done each day, perhaps another grade"),
        Move("reported", "located", KEEP, "when and where; 72 hours begin, the review comes sooner"),
        Move("located", "checked", KEEP, "the police's prevention check, which is not the interview"),
        Move("located", "offered", KEEP, "independent, or why not; the police's check is not waited for"),
        Move("checked", "offered", KEEP, "independent, or why not"),
        Move("located", "not-offered", DECIDE, "with a reason"),
        Move("checked", "not-offered", DECIDE, "with a reason"),
        Move("offered", "held", KEEP, "when, and what the child said"),
        Move("offered", "declined", KEEP, "with what the child said to it"),
        Move("declined", "offered", KEEP, "offered again"),
        Move("not-offered", "offered", KEEP, "offered after all"),
        Move("held", "extracted", KEEP, "words apart from the child's account, or why there is nothing"),
        Move("declined", "extracted", KEEP, "carers were asked; words, or why there is nothing"),
        Move("not-offered", "extracted", KEEP, "carers were asked; words, or why there is nothing"),
        Move("extracted", "closed", DECIDE, "a manager has read it"),
    ),
)

TAKE = "extract.take"

EXTRACT = Machine(
    "extract for intelligence",
    ("waiting", "taken"),
    "waiting",
    (Move("waiting", "taken", TAKE, "it begins a report of the unit, without the child's account"),),
)

REFER, WITHHOLD = "trafficking.keep", "trafficking.decide"

TRAFFICKING = Machine(
    "National Referral Mechanism",
    (
        "considered",
        "not-referred",
        "referred",
        "notified",
        "rg-positive",
        "rg-negative",
        "cg-positive",
        "cg-negative",
        "reconsideration",
    ),
    "considered",
    (
        Move("considered", "considered", REFER, "the form is written"),
        Move("considered", "not-referred", WITHHOLD, "with a reason"),
        Move("considered", "referred", REFER, "signs and kinds are written; a child, or an adult who agrees"),
        Move("considered", "notified", REFER, "an adult who declines; nobody is named, and somebody read it"),
        Move("not-referred", "considered", REFER, "something new is known"),
        Move("referred", "rg-positive", REFER, "as the competent authority answered"),
        Move("referred", "rg-negative", REFER, "as the competent authority answered"),
        Move("rg-positive", "cg-positive", REFER, "as the competent authority answered"),
        Move("rg-positive", "cg-negative", REFER, "as the competent authority answered"),
        Move("rg-negative", "reconsideration", REFER, "asked to look again, with words"),
        Move("cg-negative", "reconsideration", REFER, "asked to look again, with words"),
        Move("reconsideration", "rg-positive", REFER, "where reasonable grounds were asked about again"),
        Move("reconsideration", "rg-negative", REFER, "where reasonable grounds were asked about again"),
        Move("reconsideration", "cg-positive", REFER, "where conclusive grounds were asked about again"),
        Move("reconsideration", "cg-negative", REFER, "where conclusive grounds were asked about again"),
    ),
)

COURT, CLOSE_COURT = "court.keep", "court.decide"

PROCEEDINGS = Machine(
    "case before a court",
    ("open", "closed"),
    "open",
    (
        Move(
            "open", "closed", CLOSE_COURT, "no hearing is listed, the child is owed no word; with the outcome"
        ),
        Move("closed", "open", CLOSE_COURT, "with a reason"),
    ),
)

HEARING = Machine(
    "hearing",
    ("listed", "held", "vacated"),
    "listed",
    (
        Move("listed", "listed", COURT, "moved, with a reason; the child is owed word"),
        Move("listed", "held", COURT, "with what happened; the child is owed word"),
        Move("listed", "vacated", COURT, "taken off, with a reason; the child is owed word"),
    ),
)

MEASURE = Machine(
    "special measure",
    ("asked", "granted", "refused"),
    "asked",
    (
        Move("asked", "granted", COURT, "the child is owed word"),
        Move("asked", "refused", COURT, "with a reason, or never decided; the child is owed word"),
        Move("refused", "asked", COURT, "asked for again"),
        Move("granted", "asked", COURT, "asked for anew: in another way"),
        Move("granted", "refused", COURT, "taken back, or no longer wanted; the child is owed word"),
    ),
)

WORD = Machine(
    "word owed to a child",
    ("owed", "told", "not-told", "replaced"),
    "owed",
    (
        Move("owed", "told", COURT, "how, by whom; safe contact was looked at"),
        Move("owed", "not-told", CLOSE_COURT, "a manager, with a reason"),
        Move("owed", "replaced", COURT, "by a newer word of the same hearing, whose clock goes on"),
    ),
)

MACHINES = (EPISODE, EXTRACT, TRAFFICKING, PROCEEDINGS, HEARING, MEASURE, WORD)
