"""The state machines of children's records, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 12.1 (open, drafted, supervised, agreed, superseded).
"""

from waylight.triage.machine import Machine, Move

RECEIVE, ALLOCATE = "child.receive", "child.allocate"

ARRIVAL = Machine(
    "decided concern for a team",
    ("waiting", "opened", "joined", "returned"),
    "waiting",
    (
        Move("waiting", "opened", RECEIVE, "a person looked whether there is a record already"),
        Move("waiting", "joined", RECEIVE, "a person says that it is about this child"),
        Move("waiting", "returned", RECEIVE, "with a reason, which the hub reads on the concern's page"),
    ),
)

RECORD = Machine(
    "child's record",
    ("open", "closed"),
    "open",
    (
        Move("open", "closed", ALLOCATE, "with a reason; nothing waits for anybody"),
        Move("closed", "open", ALLOCATE, "with a reason"),
        Move("closed", "open", RECEIVE, "a decided concern joins it"),
    ),
)

ASSESS, SECOND = "child.assess", "child.second"

ASSESSMENT = Machine(
    "assessment",
    ("draft", "second-person", "agreed", "superseded"),
    "draft",
    (
        Move("draft", "draft", ASSESS, "entries and views are written"),
        Move("draft", "agreed", ASSESS, "a level with reasons; not lower, and no sign of harm is let go"),
        Move(
            "draft",
            "second-person",
            ASSESS,
            "lower, also than another open record of the child; or harm is let go",
        ),
        Move("second-person", "draft", ASSESS, "taken back, to write on"),
        Move("second-person", "agreed", SECOND, "another person agrees"),
        Move("second-person", "draft", SECOND, "another person does not agree, with a reason"),
        Move("agreed", "superseded", ASSESS, "a later one is agreed"),
        Move("agreed", "superseded", SECOND, "a later one is agreed"),
    ),
)

MACHINES = (ARRIVAL, RECORD, ASSESSMENT)
