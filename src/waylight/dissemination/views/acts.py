"""What may be done from a report's page, an item's and a disclosure's: one table, one way of doing it.

An act that cannot be done shows the same page again with everything typed and one sentence that says why.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.triage.forms import Based
from waylight.triage.views.saying import attempt

from .. import actions
from .. import forms as f
from ..errors import NotPossible, Why
from ..machine import FINISHED, READABLE, REPORT
from ..models import MetEdit
from ..models.reports import RISKS

Make = Callable[[Any, Actor, Any], forms.Form]
Do = Callable[[Any, dict[str, Any], Actor], object]
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_CHANGED = _(
    "Somebody changed this while you were writing. Your words are kept below and on the report's page; look "
    "at what changed, then save again."
)


@dataclass(frozen=True)
class Act:
    """One act: its name in the address, the policy's action, when it makes sense (states of the report), its
    form, what it does and its words."""

    name: str
    action: str
    title: str | Promise
    states: tuple[str, ...]
    make: Make
    do: Do
    done: str | Promise


def plain(form: type[forms.Form]) -> Make:
    return lambda thing, actor, data: form(data)


def _keeping(report: Any, actor: Actor, data: Any) -> forms.Form:
    return f.RetainForm(data, initial={"retention": report.retention, "until": report.review_due})


def pasted_id(address: str) -> UUID:
    """The id in an address that was pasted. Raises NotPossible."""
    found = _UUID.search(address)
    if found is None:
        raise NotPossible(Why.NOTHING_SUCH)
    return UUID(found[0])


def _sanitised(report: Any, d: dict[str, Any], by: Actor) -> object:
    risks = {part: d.pop(part) for part in RISKS}
    return actions.finish_sanitising(report, risks=risks, by=by, **d)


def _disclose(report: Any, d: dict[str, Any], by: Actor) -> object:
    return actions.disclose(report, actions.Wanted(**d), by=by)


REPORT_ACTS = (
    Act(
        "add",
        "report.write",
        _("Add an item"),
        ("draft", "returned"),
        plain(f.ItemForm),
        lambda r, d, by: actions.add_item(r, by=by, **d),
        _("Added."),
    ),
    Act(
        "about",
        "report.write",
        _("When it happened, and its operation"),
        ("draft", "returned", "submitted", "checking", "graded"),
        lambda r, actor, data: f.DescribeForm(
            data,
            initial={
                "event_from": r.event_from,
                "event_to": r.event_to,
                "operation": r.operation,
                "base": r.version,
            },
        ),
        lambda r, d, by: actions.describe(r, by=by, **d),
        _("Saved."),
    ),
    Act(
        "submit",
        "report.write",
        _("Submit"),
        ("draft", "returned"),
        plain(f.NoWords),
        lambda r, d, by: actions.submit(r, by=by),
        _("Submitted to the intelligence unit."),
    ),
    Act(
        "check",
        "report.check",
        _("Begin the quality check"),
        ("submitted",),
        plain(f.NoWords),
        lambda r, d, by: actions.begin_check(r, by=by),
        _("The quality check has begun."),
    ),
    Act(
        "handling",
        "report.grade",
        _("Handling, and grading is done"),
        ("checking",),
        plain(f.HandlingForm),
        lambda r, d, by: actions.finish_grading(r, by=by, **d),
        _("Graded."),
    ),
    Act(
        "return",
        "report.check",
        _("Return it to its writer"),
        ("checking",),
        plain(f.Reason),
        lambda r, d, by: actions.return_to_writer(r, d["reason"], by=by),
        _("Returned, with your reason."),
    ),
    Act(
        "sanitised",
        "report.sanitise",
        _("Sanitising is done"),
        ("graded",),
        plain(f.RiskForm),
        _sanitised,
        _("Sanitised. Somebody else compares both texts now."),
    ),
    Act(
        "approve",
        "report.approve",
        _("Be the second person"),
        ("sanitised",),
        plain(f.ApproveForm),
        lambda r, d, by: actions.approve(r, agree=d["agree"] == "yes", reason=d["reason"], by=by),
        _("Saved."),
    ),
    Act(
        "tell",
        "report.disclose",
        _("Tell somebody"),
        FINISHED,
        plain(f.DiscloseForm),
        _disclose,
        _("Told. Their receipt is awaited."),
    ),
    Act(
        "again",
        "report.check",
        _("Open it again"),
        ("graded", "sanitised", "researched"),
        plain(f.Reason),
        lambda r, d, by: actions.open_again(r, d["reason"], by=by),
        _("Open for checking again."),
    ),
    Act(
        "review",
        "report.review",
        _("Review"),
        (*FINISHED, "retained"),
        plain(f.Reason),
        lambda r, d, by: actions.review(r, d["reason"], by=by),
        _("Reviewed."),
    ),
    Act(
        "retain",
        "report.review",
        _("Keep it until a day"),
        ("reviewed",),
        _keeping,
        lambda r, d, by: actions.retain(r, by=by, **d),
        _("Kept, and its next review is set."),
    ),
    Act(
        "keeping",
        "report.review",
        _("Why it is kept, and its next review"),
        tuple(state for state in REPORT.states if state not in ("draft", "reviewed", "disposed")),
        _keeping,
        lambda r, d, by: actions.classify(r, by=by, **d),
        _("Saved."),
    ),
    Act(
        "replaced",
        "report.review",
        _("Another report replaces it"),
        READABLE,
        plain(f.SupersedeForm),
        lambda r, d, by: actions.supersede(r, pasted_id(d["address"]), d["reason"], by=by),
        _("Replaced. Whoever was told of it is owed word."),
    ),
    Act(
        "lift",
        "report.review",
        _("Lift the hold"),
        ("reviewed",),
        plain(f.Reason),
        lambda r, d, by: actions.lift_hold(r, d["reason"], by=by),
        _("Nothing holds it now."),
    ),
    Act(
        "hold",
        "report.review",
        _("Hold it"),
        ("reviewed",),
        plain(f.Reason),
        lambda r, d, by: actions.hold(r, d["reason"], by=by),
        _("Held: nothing of it may be disposed of."),
    ),
    Act(
        "dispose",
        "report.dispose",
        _("Dispose of its words"),
        ("reviewed",),
        plain(f.Reason),
        lambda r, d, by: actions.dispose(r, d["reason"], by=by),
        _("Its words are gone. That it was here, and who did what, stays."),
    ),
)

ITEM_ACTS = (
    Act(
        "change",
        "report.write",
        _("Change it"),
        ("draft", "returned"),
        lambda i, actor, data: f.ChangeItemForm(
            data,
            initial={
                "words": i.original,
                "provenance": i.provenance,
                "named": i.named,
                "base": i.report.version,
            },
        ),
        lambda i, d, by: actions.change_item(i, by=by, **d),
        _("Changed."),
    ),
    Act(
        "grade",
        "report.grade",
        _("Grade it"),
        ("checking",),
        lambda i, actor, data: f.GradeForm(
            data,
            initial={
                "source_evaluation": i.source_evaluation,
                "assessment": i.assessment,
                "corroboration": i.corroboration,
                "base": i.report.version,
            },
        ),
        lambda i, d, by: actions.grade(i, by=by, **d),
        _("Graded."),
    ),
    Act(
        "sanitise",
        "report.sanitise",
        _("Sanitise it"),
        ("checking", "graded"),
        lambda i, actor, data: f.SanitiseForm(
            data, initial={"words": i.sanitised or i.original, "base": i.report.version}
        ),
        lambda i, d, by: actions.sanitise(i, by=by, **d),
        _("Saved beside the original."),
    ),
    Act(
        "rest",
        "report.write",
        _("Tie it to what it rests on"),
        ("draft", "returned", "submitted", "checking", "graded"),
        plain(f.RestForm),
        lambda i, d, by: actions.rest_on(i, pasted_id(d["address"]), role=d["role"], by=by),
        _("Tied."),
    ),
)

DISCLOSURE_ACTS = (
    Act(
        "received",
        "disclosure.answer",
        _("Receipt"),
        ("sent",),
        plain(f.ReceiptForm),
        lambda x, d, by: actions.receive(x, d["who"], by=by),
        _("The receipt is noted."),
    ),
    Act(
        "answer",
        "disclosure.answer",
        _("What came of it"),
        ("sent", "received"),
        plain(f.FeedbackForm),
        lambda x, d, by: actions.answer(x, d["words"], by=by),
        _("Noted. Whoever told it sees it."),
    ),
)


def named(acts: tuple[Act, ...]) -> dict[str, Act]:
    return {act.name: act for act in acts}


def perform(act: Act, thing: Any, data: Any, by: Actor) -> tuple[forms.Form, bool]:
    """Validate and do. Returns the form and whether it was done; when not, the form carries the reasons."""
    form = act.make(thing, by, data)
    if form.is_valid():
        attempt(form, lambda: act.do(thing, form.cleaned_data, by), say={}, met=_CHANGED, beside=_beside)
    return form, not form.errors


def _beside(form: forms.Form, met: object) -> None:
    """What stands now is on the page itself; saving again is an edit of that."""
    if isinstance(form, Based) and isinstance(met, MetEdit):
        form.beside(met.current_version)


def open_to(acts: tuple[Act, ...], thing: Any, actor: Actor, state: str) -> list[Act]:
    """The acts that this person may do here and that make sense in the present state."""
    return [act for act in acts if state in act.states and can(actor, act.action, thing)]
