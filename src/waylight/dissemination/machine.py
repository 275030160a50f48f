"""The state machines of intelligence reports, in the one shape of all (`triage.machine`).

Source of the states and guards: Waylight's domain study 2.2 and 12.1.
"""

from waylight.triage.machine import Machine, Move

WRITE, CHECK, GRADE = "report.write", "report.check", "report.grade"
SANITISE, APPROVE = "report.sanitise", "report.approve"
DISCLOSE, ANSWER, REVIEW, DISPOSE = (
    "report.disclose",
    "disclosure.answer",
    "report.review",
    "report.dispose",
)
KEEP_REQUIREMENT = "requirement.keep"
TELL, WATCH = "disclosure.tell-again", "report.watch"

FINISHED = ("researched", "disseminated", "actioned")
"""Every item is graded and sanitised, and a second person has agreed: the only states that disclose."""
READABLE = (*FINISHED, "reviewed", "retained")
"""States in which a lead of the desk may read the sanitised words."""

REPORT = Machine(
    "intelligence report",
    (
        "draft",
        "submitted",
        "checking",
        "returned",
        "graded",
        "sanitised",
        "researched",
        "disseminated",
        "actioned",
        "reviewed",
        "retained",
        "disposed",
    ),
    "draft",
    (
        Move("draft", "submitted", WRITE, "it has an item, and each item has words"),
        Move("returned", "submitted", WRITE, "it has an item, and each item has words"),
        Move("submitted", "checking", CHECK),
        Move("checking", "returned", CHECK, "with a reason"),
        Move("checking", "graded", GRADE, "every item is graded; handling C has conditions and codes"),
        Move("graded", "checking", CHECK, "opened again, with a reason"),
        Move("sanitised", "checking", CHECK, "opened again, with a reason"),
        Move("researched", "checking", CHECK, "opened again, with a reason"),
        Move("graded", "sanitised", SANITISE, "every item is sanitised; the risk is written down"),
        Move("sanitised", "researched", APPROVE, "another person than who sanitised it agrees"),
        Move("sanitised", "graded", APPROVE, "another person does not agree, with a reason"),
        *(
            Move(source, target, DISCLOSE, "graded, sanitised, and nothing that it rests on is in doubt")
            for source, target in (
                ("researched", "disseminated"),
                ("disseminated", "disseminated"),
                ("actioned", "actioned"),
            )
        ),
        Move("disseminated", "actioned", ANSWER, "somebody who was told says what came of it"),
        *(Move(source, "reviewed", REVIEW, "with a reason") for source in (*FINISHED, "retained")),
        Move("reviewed", "retained", REVIEW, "until a day"),
        Move(
            "reviewed", "disposed", DISPOSE, "no hold, another person than the reviewer, nobody is owed word"
        ),
    ),
)

DISCLOSURE = Machine(
    "disclosure",
    ("sent", "received", "answered"),
    "sent",
    (
        Move("sent", "received", ANSWER, "who received it"),
        Move("sent", "answered", ANSWER, "what came of it"),
        Move("received", "answered", ANSWER, "what came of it"),
    ),
)

TELLING = Machine(
    "word owed",
    ("owed", "told"),
    "owed",
    (Move("owed", "told", TELL, "how"),),
)

REQUIREMENT = Machine(
    "intelligence requirement",
    ("open", "answered", "withdrawn", "lapsed"),
    "open",
    (
        Move("open", "answered", KEEP_REQUIREMENT, "with words"),
        Move("open", "withdrawn", KEEP_REQUIREMENT, "with words"),
        Move("open", "lapsed", WATCH, "its last day has passed"),
    ),
)

MACHINES = (REPORT, DISCLOSURE, TELLING, REQUIREMENT)
