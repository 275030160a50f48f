"""What may be done about checks, discussions and enquiries: a table for each kind, one way of doing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework.views.acts import Act, make, people_of, plain

from .. import actions
from .. import forms as f
from ..codes import Attended


@dataclass(frozen=True)
class Fold:
    """One act as a page shows it: of which kind of thing, with its form and whether it stands open."""

    what: str
    thing: Any
    act: Act
    form: forms.Form
    opened: bool


def _ask(child: Any, data: Any, initial: dict[str, Any]) -> forms.Form:
    around = child.related.filter(ended_at__isnull=True)
    return f.AskForm(data, initial=initial, around=around, child=child)


def _evidence(discussion: Any, data: Any, initial: dict[str, Any]) -> forms.Form:
    return f.EvidenceForm(data, initial=initial, people=people_of(discussion.child.area_id))


def _call(child: Any, typed: dict[str, Any], by: Actor) -> object:
    return actions.call(child, f.moment_of(typed["on"], typed["at"]), typed["reason"], by=by)


def _hold(discussion: Any, data: Any, initial: dict[str, Any]) -> forms.Form:
    """The cleaned answers carry the attendance, read by desk."""
    return f.HoldForm(data, initial=initial)


def _held(discussion: Any, typed: dict[str, Any], by: Actor) -> object:
    def sat(attended: Attended) -> dict[str, str]:
        seats = {
            name.removeprefix("seat-"): value for name, value in typed.items() if name.startswith("seat-")
        }
        return {desk: typed[f"who-{desk}"] for desk, value in seats.items() if value == attended}

    held = actions.Held(
        at=f.moment_of(typed["on"], typed["at"]),
        there=sat(Attended.THERE),
        absent=sat(Attended.ABSENT),
        **{name: typed[name] for name in ("shared", "speaks", "safety", "few_reason")},
    )
    return actions.hold(discussion, held, by=by)


def _add_evidence(discussion: Any, typed: dict[str, Any], by: Actor) -> object:
    gone = f.moment_of(typed["on"], typed["at"])
    return actions.add_evidence(discussion, typed["what"], typed["where"], gone, typed["owner"], by=by)


ASK, CALL, DECIDE, ENQUIRE = "check.ask", "strategy.call", "strategy.decide", "enquiry.keep"
OF_CHILD = (
    Act(
        "ask",
        ASK,
        _("Ask agencies what they know"),
        _ask,
        lambda c, d, by: actions.ask(c, by=by, **d),
        _("Asked. Each agency sees its question and by when it answers."),
        kept=True,
    ),
    Act(
        "higher",
        ASK,
        _("Rate it higher"),
        plain(f.HigherForm),
        lambda c, d, by: actions.rate_higher(c, d["rating"], by=by),
        _("Rated higher. Those who have not answered have less time."),
    ),
    Act("call", CALL, _("Call a strategy discussion"), plain(f.CallForm), _call, _("Called."), kept=True),
    Act(
        "known",
        DECIDE,
        _("The last discussion knew of it already"),
        plain(f.KnownForm),
        lambda c, d, by: actions.known_already(c, d["words"], by=by),
        _("Saved. No other discussion is due now."),
        kept=True,
    ),
    Act(
        "finish",
        ENQUIRE,
        _("The whole statutory assessment is finished"),
        plain(f.ReviewForm),
        lambda c, d, by: actions.finish_assessment(c, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
)
OF_CHECK = (
    Act(
        "waive",
        ASK,
        _("Wait for this answer no longer"),
        plain(f.Reason),
        lambda c, d, by: actions.waive(c, d["reason"], by=by),
        _("No longer waited for, with your reason."),
        kept=True,
    ),
)
OF_DISCUSSION = (
    Act("hold", DECIDE, _("It was held"), _hold, _held, _("Saved. Now say what follows."), kept=True),
    Act(
        "decide",
        DECIDE,
        _("Say what follows"),
        plain(f.DecideForm),
        lambda s, d, by: actions.decide(s, by=by, **d),
        _("Decided. What follows is due from now on."),
        kept=True,
    ),
    Act(
        "evidence",
        CALL,
        _("Name evidence that will be gone"),
        _evidence,
        _add_evidence,
        _("Named, and due."),
        kept=True,
    ),
    Act(
        "call-off",
        DECIDE,
        _("Call it off"),
        plain(f.Reason),
        lambda s, d, by: actions.call_off(s, d["reason"], by=by),
        _("Called off. What prompted it is still due."),
        kept=True,
    ),
    Act(
        "review",
        DECIDE,
        _("Review it"),
        plain(f.ReviewForm),
        lambda s, d, by: actions.review(s, d["words"], by=by),
        _("Reviewed."),
        kept=True,
    ),
)
OF_EVIDENCE = (
    Act(
        "settle",
        CALL,
        _("What became of it"),
        plain(f.EvidenceOutcomeForm),
        lambda e, d, by: actions.settle_evidence(e, d["outcome"], secured=d["secured"] == "yes", by=by),
        _("Saved."),
        kept=True,
    ),
)
OF_ENQUIRY = (
    Act(
        "conclude",
        ENQUIRE,
        _("Conclude the enquiry"),
        plain(f.ConcludeForm),
        lambda e, d, by: actions.conclude(e, by=by, **d),
        _("Concluded."),
        kept=True,
    ),
    Act(
        "conference",
        ENQUIRE,
        _("The initial conference was held"),
        plain(f.ConferenceForm),
        lambda e, d, by: actions.hold_conference(e, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "core-group",
        ENQUIRE,
        _("The core group met"),
        plain(f.MetForm),
        lambda e, d, by: actions.meet_core_group(e, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "plan-review",
        ENQUIRE,
        _("A review conference was held"),
        plain(f.ConferenceForm),
        lambda e, d, by: actions.review_plan(e, by=by, **d),
        _("Saved."),
        kept=True,
    ),
)
TABLES = {
    "child": OF_CHILD,
    "check": OF_CHECK,
    "discussion": OF_DISCUSSION,
    "evidence": OF_EVIDENCE,
    "enquiry": OF_ENQUIRY,
}
NOW = {
    "called": ("hold", "evidence", "call-off"),
    "held": ("decide", "evidence"),
    "decided": ("evidence", "review"),
    "asked": ("waive",),
    "enquiring": ("conclude",),
    "conference": ("conference",),
    "plan": ("core-group", "plan-review"),
}
"""By the state of a thing, the acts that make sense."""


def folds(
    what: str,
    thing: Any,
    actor: Actor,
    *,
    only: tuple[str, ...] = (),
    bound: "Fold | None" = None,
) -> list[Fold]:
    """The acts that this person may do to this thing now. `only`: which of them this page shows. `bound`: the
    one that was just tried, with what was typed."""
    names = only or NOW.get(thing.state, ())
    found = []
    for act in TABLES[what]:
        tried = bound is not None and bound.act is act and bound.thing.pk == thing.pk
        if not (tried or act.name in names) or not can(actor, act.action, thing):
            continue
        if bound is not None and tried:
            found.append(bound)
        else:
            form, begun = make(act, thing, actor)
            found.append(Fold(what, thing, act, form, begun))
    return found
