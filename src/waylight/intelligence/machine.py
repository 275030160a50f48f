"""The state machines of intelligence, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 12.1 (suggested, confirmed, rejected, reversed).
"""

from waylight.triage.machine import Machine, Move

JUDGE, DECIDE, ABSORB, ANSWER = "mention.judge", "link.decide", "system.absorb", "alert.answer"
FOLLOW = "entity.watch"
_JUDGED = ("confirmed", "corrected", "refused")

MENTION = Machine(
    "mention",
    ("found", *_JUDGED),
    "found",
    tuple(Move(source, target, JUDGE) for source in ("found", *_JUDGED) for target in _JUDGED),
)

LINK = Machine(
    "link",
    ("suggested", "joined", "confirmed", "refused", "overtaken"),
    "suggested",
    (
        Move("suggested", "joined", ABSORB, "it identifies, weighs enough, and no pair speaks against it"),
        Move("joined", "suggested", ABSORB, "what is known now no longer allows it"),
        *(
            Move(source, target, DECIDE, "with a reason")
            for source in ("suggested", "joined", "confirmed", "refused")
            for target in ("confirmed", "refused")
            if source != target
        ),
        Move("confirmed", "suggested", DECIDE, "the decision is taken back"),
        Move("refused", "suggested", DECIDE, "the decision is taken back"),
        Move("suggested", "overtaken", JUDGE, "a correction changed what it rests on"),
        Move("joined", "overtaken", JUDGE, "a correction changed what it rests on"),
    ),
)

ALERT = Machine(
    "alert",
    ("raised", "acted", "nothing-found", "explained", "lapsed", "fallen"),
    "raised",
    (
        Move("raised", "raised", ABSORB, "another report belongs to it"),
        Move("raised", "acted", ANSWER),
        Move("raised", "nothing-found", ANSWER, "it weakens the pattern: only later reports count"),
        Move("raised", "explained", ANSWER, "it weakens the pattern: only later reports count"),
        Move("raised", "lapsed", ABSORB, "its last day has come"),
        Move("raised", "fallen", ABSORB, "a link that it rested on was undone, and what is left is none"),
    ),
)

WATCH = Machine(
    "watch",
    ("watching", "ended", "lapsed"),
    "watching",
    (
        Move("watching", "ended", FOLLOW, "by whoever set it"),
        Move("watching", "lapsed", ABSORB, "its last day has come"),
    ),
)

MACHINES = (MENTION, LINK, ALERT, WATCH)
