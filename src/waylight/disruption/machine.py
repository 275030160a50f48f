"""The state machines of disruption, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 5 (use of a measure) and 12.1.
"""

from waylight.triage.machine import Machine, Move

OPEN, WRITE = "unit.open", "unit.write"
DECIDE, WORK, PASS = "measure.decide", "measure.work", "measure.pass-time"

HANDED = Machine(
    "decided concern without a child",
    ("waiting", "opened", "joined"),
    "waiting",
    (
        Move("waiting", "opened", OPEN, "a new place or person of concern"),
        Move("waiting", "joined", OPEN, "a person says that it belongs to one that is there"),
    ),
)

UNIT = Machine(
    "place or person of concern",
    ("open", "closed"),
    "open",
    (
        Move("open", "closed", WRITE, "with a reason; no measure is open"),
        Move("closed", "open", WRITE, "with a reason"),
        Move("closed", "open", OPEN, "a decided concern joins it"),
    ),
)

TO_BE_SERVED = ("approved", "applied")
RUNNING = ("served", "live", "breached")
"""A measure that was served and has not ended."""

USE = Machine(
    "use of a measure",
    (
        "considered",
        "rejected",
        "approved",
        "applied",
        "refused",
        "served",
        "live",
        "breached",
        "expired",
        "reviewed",
    ),
    "considered",
    (
        Move("considered", "rejected", DECIDE, "with a reason"),
        Move("considered", "approved", DECIDE, "another person; children and displacement were looked at"),
        Move("approved", "applied", WORK, "where a court or authority decides"),
        Move("approved", "refused", WORK, "not used after all, with a reason"),
        Move("applied", "applied", WORK, "what was heard of it; it is asked after again"),
        Move("applied", "refused", WORK, "refused or withdrawn, with a reason"),
        Move("approved", "served", WORK, "its days lie within the longest time"),
        Move("applied", "served", WORK, "its days lie within the longest time"),
        Move("served", "live", PASS, "its first day has come"),
        Move("live", "breached", WORK, "what happened"),
        Move("breached", "live", WORK, "what was done about it"),
        *(Move(state, state, WORK, "varied: another last day, within the longest time") for state in RUNNING),
        Move("served", "expired", WORK, "ended early, with a reason"),
        Move("live", "expired", WORK, "ended early, with a reason"),
        Move("breached", "expired", WORK, "ended early, with a reason"),
        Move("live", "expired", PASS, "its last day has passed"),
        Move("breached", "expired", PASS, "its last day has passed"),
        Move("expired", "reviewed", WORK, "what it did for children, and where the harm went"),
    ),
)

LICENCE, REMOVE, HAND = "licence.write", "licence.pass-time", "licence.hand"

REFERRAL = Machine(
    "licensing referral",
    ("created", "not-met", "met", "sent", "answered", "decided", "entered", "removed"),
    "created",
    (
        Move(
            "created", "not-met", LICENCE, "with reasons; not what was sent to us about a licence of our own"
        ),
        Move("created", "met", LICENCE, "relevant information; suspending or revoking would be considered"),
        Move("created", "decided", LICENCE, "sent to us under section 5"),
        Move("decided", "decided", LICENCE, "whoever sent it was told in writing, with reasons: section 6"),
        Move("met", "sent", LICENCE, "another authority has the licence, or its successor: section 5"),
        Move("sent", "answered", LICENCE, "it told us what it did, with reasons: section 6"),
        Move("met", "decided", LICENCE, "the licence is our own"),
        Move("decided", "entered", LICENCE, "suspended, revoked, refused on relevant information: section 2"),
        Move("entered", "entered", LICENCE, "the entry is kept up to date, or whoever sent it was told"),
        Move("entered", "removed", REMOVE, "11 years after the first entry: section 4"),
    ),
)

ENQUIRY = Machine(
    "licensing enquiry",
    ("asked", "answered"),
    "asked",
    (Move("asked", "answered", LICENCE, "what stands behind an entry: section 3"),),
)

REQUEST = Machine(
    "information request to a hotel",
    ("asked", "returned"),
    "asked",
    (Move("asked", "returned", WORK, "what came back, or that nothing did"),),
)

SETTLED = ("not-met", "answered", "removed")
"""Of a licensing referral: nothing is done about it any more."""
ENDED = ("rejected", "refused", "reviewed")
MACHINES = (HANDED, UNIT, USE, REFERRAL, ENQUIRY, REQUEST)
