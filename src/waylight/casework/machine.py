"""The state machines of children's records, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 12.1 (open, drafted, supervised, agreed, superseded).
"""

from waylight.triage.machine import Machine, Move

RECEIVE, ALLOCATE = "child.receive", "child.allocate"

ARRIVAL = Machine(
    "decided concern for a team",
    ("waiting", "opened", "joined"),
    "waiting",
    (
        Move("waiting", "opened", RECEIVE, "a person looked whether there is a record already"),
        Move("waiting", "joined", RECEIVE, "a person says that it is about this child"),
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

MACHINES = (ARRIVAL, RECORD)
