"""What may be done from a unit's page and from a measure's: one table, one way of doing it.

An act that cannot be done shows the same page again with everything typed and one sentence that says why.
"""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import DISRUPTION_ROLES, Actor, Role
from waylight.guidance import queries as guidance

from .. import actions
from .. import forms as f
from ..licence import Holder
from ..licence_forms import AskLicensingForm
from ..machine import RUNNING
from ..models import Unit, Use
from .acting import Act, Make, drafts_of, plain
from .hotel_acts import HOTEL_ACTS, RETURNED


def people_of(*areas: str) -> Any:
    """Whoever works on places and people of concern in one of the areas."""
    held = [holders_of(role, area) for role in DISRUPTION_ROLES for area in areas]
    return reduce(or_, held).order_by("name").distinct()


def with_people(form: Any) -> Make:
    return lambda unit, data: form(data, people=people_of(unit.area_id))


def with_measures(unit: Unit, data: Any) -> forms.Form:
    nation = guidance.hours(unit.area_id).nation
    return f.ConsiderForm(data, people=people_of(unit.area_id), nation=nation, kind=unit.kind)


def with_questions(form: Any) -> Make:
    return lambda use, data: form(data, questions=use.rule.questions)


def with_licensing(use: Use, data: Any) -> forms.Form:
    return AskLicensingForm(data, people=holders_of(Role.LICENSING, use.unit.area_id).order_by("name"))


UNIT_ACTS = (
    Act(
        "line",
        "unit.write",
        _("Add a line to the chronology"),
        ("open",),
        plain(f.LineForm),
        lambda u, d, by: actions.write_line(u, by=by, **d),
        _("Added."),
    ),
    Act(
        "consider",
        "measure.consider",
        _("Consider a measure"),
        ("open",),
        with_measures,
        lambda u, d, by: actions.consider(u, by=by, **d),
        _("Put forward. Write now what it means for children and where the harm may go."),
    ),
    Act(
        "owner",
        "unit.write",
        _("Hand it to somebody else"),
        ("open",),
        with_people(f.OwnerForm),
        lambda u, d, by: actions.hand_to(u, by=by, **d),
        _("Saved. What is due is due to them."),
    ),
    Act(
        "close",
        "unit.write",
        _("Close it"),
        ("open",),
        plain(f.Reason),
        lambda u, d, by: actions.close_unit(u, d["reason"], by=by),
        _("Closed. It can be opened again."),
    ),
    Act(
        "reopen",
        "unit.write",
        _("Open it again"),
        ("closed",),
        plain(f.Reason),
        lambda u, d, by: actions.reopen_unit(u, d["reason"], by=by),
        _("Open again."),
    ),
)
ASK = "ask-licensing"
USE_ACTS = (
    Act(
        "check",
        "measure.consider",
        _("Write what it means for children and where the harm may go"),
        ("considered",),
        with_questions(f.CheckForm),
        lambda u, d, by: actions.write_check(u, by=by, **d),
        _("Saved. It can be approved by somebody else now."),
    ),
    Act(
        "approve",
        "measure.decide",
        _("Approve it"),
        ("considered",),
        plain(f.Reason),
        lambda u, d, by: actions.approve(u, d["reason"], by=by),
        _("Approved."),
    ),
    Act(
        "reject",
        "measure.decide",
        _("Reject it"),
        ("considered",),
        plain(f.Reason),
        lambda u, d, by: actions.reject(u, d["reason"], by=by),
        _("Rejected, with your reason."),
    ),
    Act(
        "apply",
        "measure.work",
        _("It was applied for"),
        ("approved",),
        plain(f.What),
        lambda u, d, by: actions.apply_for(u, d["words"], by=by),
        _("Saved."),
    ),
    Act(
        "heard",
        "measure.work",
        _("Note what was heard of it"),
        ("applied",),
        plain(f.What),
        lambda u, d, by: actions.hear(u, d["words"], by=by),
        _("Saved. It is asked after again."),
    ),
    Act(
        ASK,
        "licence.ask",
        _("Ask the licensing officer"),
        ("approved",),
        with_licensing,
        lambda u, d, by: actions.ask_licensing(
            u, Holder(d["name"], d["number"]), d["information"], d["owner"], by=by
        ),
        _("Asked. Only the words that you wrote for licensing went there."),
    ),
    Act(
        "serve",
        "measure.work",
        _("It was served"),
        ("approved", "applied"),
        plain(f.ServeForm),
        lambda u, d, by: actions.serve(u, by=by, **d),
        _("Saved. Its end is in the list of what is due."),
    ),
    Act(
        "refuse",
        "measure.work",
        _("It was refused, or is not used after all"),
        ("approved", "applied"),
        plain(f.Reason),
        lambda u, d, by: actions.refuse(u, d["reason"], by=by),
        _("Saved, with your reason."),
    ),
    Act(
        "breach",
        "measure.work",
        _("It was breached"),
        ("live",),
        plain(f.What),
        lambda u, d, by: actions.breach(u, d["words"], by=by),
        _("Saved."),
    ),
    Act(
        "put-right",
        "measure.work",
        _("Something was done about the breach"),
        ("breached",),
        plain(f.What),
        lambda u, d, by: actions.put_right(u, d["words"], by=by),
        _("Saved."),
    ),
    Act(
        "vary",
        "measure.work",
        _("It was varied"),
        RUNNING,
        plain(f.VaryForm),
        lambda u, d, by: actions.vary(u, d["last_day"], d["words"], by=by),
        _("Saved. Its end is in the list of what is due."),
    ),
    Act(
        "plan",
        "measure.work",
        _("Say what follows when it ends"),
        RUNNING,
        plain(f.EndPlan),
        lambda u, d, by: actions.plan_end(u, d["words"], by=by),
        _("Saved. The next alarm still comes."),
    ),
    Act(
        "end",
        "measure.work",
        _("It ended early"),
        RUNNING,
        plain(f.Reason),
        lambda u, d, by: actions.end_early(u, d["reason"], by=by),
        _("Ended. Its review is due."),
    ),
    Act(
        "review",
        "measure.work",
        _("Review it"),
        ("expired",),
        plain(f.ReviewForm),
        lambda u, d, by: actions.review(u, by=by, **d),
        _("Reviewed."),
    ),
)
UNIT_BY_NAME = {act.name: act for act in UNIT_ACTS}
USE_BY_NAME = {act.name: act for act in (*USE_ACTS, *HOTEL_ACTS)}


def stands(thing: Unit | Use) -> str:
    return thing.state if isinstance(thing, Unit) else thing.stands_on(timezone.localdate())


def open_to(thing: Unit | Use, actor: Actor) -> list[Act]:
    """The acts that this person may do here and that make sense in the present state."""
    state = stands(thing)
    acts = UNIT_ACTS if isinstance(thing, Unit) else _of_measure(thing)
    return [act for act in acts if state in act.states and can(actor, act.action, thing)]


def _of_measure(use: Use) -> tuple[Act, ...]:
    if use.measure == "HOTEL":
        away = {"apply", "serve", ASK} | (
            set() if use.requests.filter(state="asked").exists() else {RETURNED}
        )
        return tuple(act for act in (*HOTEL_ACTS, *USE_ACTS) if act.name not in away)
    return USE_ACTS if use.measure.startswith("LIC-") else tuple(a for a in USE_ACTS if a.name != ASK)


drafts_of(Unit, "unit", UNIT_ACTS)
drafts_of(Use, "measure", USE_BY_NAME.values())
