"""The state machines of meetings, in the one shape of all (`triage.machine`).

Sources: Waylight's domain study 6.2 (meeting, rolling actions) and 12.1 (plan action: done with evidence,
escalated, dropped with a reason).
"""

from waylight.triage.machine import Machine, Move

RUN, AGREE, ANSWER, DECLARE = "meeting.run", "meeting.agree", "meeting.answer", "meeting.declare"
TAKE = "meeting.take"
LEFT = "nobody who called or chairs it works here any more: a manager takes it over"
TAKEN_IN = ("called", "papers-out", "held", "minutes-agreed", "closed")

MEETING = Machine(
    "meeting",
    ("called", "papers-out", "held", "minutes-agreed", "closed", "cancelled"),
    "called",
    (
        Move("called", "called", RUN, "invitations and agenda"),
        Move("called", "called", DECLARE, "one's own conflict of interest"),
        Move("papers-out", "papers-out", DECLARE, "one's own conflict of interest"),
        Move("held", "held", DECLARE, "one's own conflict of interest or dissent"),
        *(
            Move(state, state, DECLARE, "one's own conflict of interest")
            for state in ("minutes-agreed", "closed")
        ),
        *(Move(state, state, TAKE, LEFT) for state in TAKEN_IN),
        Move("called", "papers-out", RUN, "something is on the agenda"),
        Move("papers-out", "papers-out", RUN, "agenda changed, or papers sent again"),
        Move("papers-out", "held", RUN, "its day has come"),
        Move("called", "cancelled", RUN, "with a reason"),
        Move("papers-out", "cancelled", RUN, "with a reason"),
        Move("held", "held", RUN, "decisions, dissent, actions"),
        Move("held", "minutes-agreed", AGREE, "the chair; every item has a decision"),
        Move(
            "minutes-agreed", "minutes-agreed", RUN, "a correction is added, or a conflict of interest noted"
        ),
        Move("minutes-agreed", "closed", RUN),
        Move("closed", "closed", RUN, "a correction is added, or a conflict of interest noted"),
    ),
)

ACTION = Machine(
    "action of a meeting",
    ("open", "escalated", "done", "dropped"),
    "open",
    (
        Move("open", "done", ANSWER, "its owner, with evidence"),
        Move("open", "escalated", RUN, "carried to a third meeting, or its owner has a conflict of interest"),
        Move("escalated", "done", ANSWER, "its owner, with evidence"),
        Move("escalated", "open", RUN, "still needed: what happens with it, who does it, by when"),
        Move("open", "dropped", RUN, "with a reason"),
        Move("escalated", "dropped", RUN, "with a reason"),
    ),
)

MACHINES = (MEETING, ACTION)
