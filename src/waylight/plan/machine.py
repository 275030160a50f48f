"""The state machines of plans, in the one shape of all (`triage.machine`).

Source of the states: Waylight's domain study 12.1. That an action is overdue follows from its day, so it is
no state; that it was escalated is a step of its history.
"""

from waylight.triage.machine import Machine, Move

WRITE, AGREE, DO, WATCH = "plan.write", "plan.agree", "action.do", "plan.watch"

PLAN = Machine(
    "plan",
    ("proposed", "agreed", "reviewed", "superseded", "ended"),
    "proposed",
    (
        Move("proposed", "agreed", AGREE, "what the child wants, or why nobody knows; a part and an action"),
        Move("agreed", "reviewed", WRITE, "what changed, and what the child says now"),
        Move("reviewed", "reviewed", WRITE, "what changed, and what the child says now"),
        Move("agreed", "superseded", AGREE, "the next is agreed; what is open goes on in it"),
        Move("reviewed", "superseded", AGREE, "the next is agreed; what is open goes on in it"),
        Move("proposed", "ended", AGREE, "with a reason; no action is open"),
        Move("agreed", "ended", AGREE, "with a reason; no action is open"),
        Move("reviewed", "ended", AGREE, "with a reason; no action is open"),
    ),
)

ACTION = Machine(
    "action of a plan",
    ("proposed", "agreed", "in-progress", "done", "dropped"),
    "proposed",
    (
        Move("proposed", "agreed", AGREE, "the plan is agreed"),
        Move("agreed", "in-progress", WRITE),
        Move("agreed", "in-progress", DO),
        Move("agreed", "done", WRITE, "with evidence"),
        Move("agreed", "done", DO, "with evidence"),
        Move("in-progress", "done", WRITE, "with evidence"),
        Move("in-progress", "done", DO, "with evidence"),
        Move("proposed", "dropped", WRITE, "with a reason"),
        Move("agreed", "dropped", AGREE, "with a reason"),
        Move("in-progress", "dropped", AGREE, "with a reason"),
    ),
)

OFFER = Machine(
    "offer of support",
    ("offered", "accepted", "declined", "waiting", "started", "ended"),
    "offered",
    (
        Move("offered", "accepted", WRITE),
        Move("offered", "ended", WRITE, "with a reason"),
        Move("offered", "declined", WRITE, "with the day on which it is offered again"),
        Move("declined", "offered", WRITE, "offered again"),
        Move("accepted", "waiting", WRITE, "with the provider, and since when"),
        Move("accepted", "started", WRITE, "with who works with them"),
        Move("waiting", "started", WRITE, "with who works with them"),
        Move("accepted", "declined", WRITE, "with the day on which it is offered again"),
        Move("waiting", "declined", WRITE, "with the day on which it is offered again"),
        Move("declined", "ended", WRITE, "with a reason"),
        Move("accepted", "ended", WRITE, "with a reason"),
        Move("waiting", "ended", WRITE, "with a reason"),
        Move("started", "ended", WRITE, "with a reason"),
    ),
)

SHEET = Machine(
    "safety plan, or plan of parents or carers",
    ("draft", "current", "replaced", "dropped"),
    "draft",
    (
        Move("draft", "current", WRITE, "something is written, and whether home is a safe place for it"),
        Move("current", "replaced", WRITE, "the next one is in hand"),
        Move("draft", "dropped", WRITE, "begun by mistake, with a reason; its words stay readable"),
    ),
)

TRANSITION = Machine(
    "support past 18",
    ("planning", "planned", "handed-on"),
    "planning",
    (
        Move("planning", "planning", WRITE, "it is written"),
        Move("planned", "planning", WRITE, "what was agreed is written anew, and agreed again"),
        Move("handed-on", "planning", WRITE, "written anew, or the day of birth was put right"),
        Move("planning", "planned", AGREE, "what they want, which support, which services, who goes on"),
        Move("planned", "handed-on", WRITE, "how it is known that they took over"),
    ),
)

FOLLOW_UP = Machine(
    "follow-up after the end of support",
    ("planned", "fine", "worried", "not-reached", "reopened", "settled", "no-longer"),
    "planned",
    (
        Move("planned", "fine", WRITE, "what was found, and what the child says or why nobody knows"),
        Move("planned", "worried", WRITE, "what was found; due to the manager"),
        Move("planned", "not-reached", WRITE, "what was tried; due to the manager"),
        Move("worried", "reopened", AGREE, "the record is open again"),
        Move("worried", "settled", AGREE, "with a reason"),
        Move("not-reached", "reopened", AGREE, "the record is open again"),
        Move("not-reached", "settled", AGREE, "with a reason"),
        Move("planned", "no-longer", WATCH, "the record is open again"),
    ),
)

MACHINES = (PLAN, ACTION, OFFER, SHEET, TRANSITION, FOLLOW_UP)
