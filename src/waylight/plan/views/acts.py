"""What may be done on the pages of a plan, in the one way of a child's record (`casework.views.acts`)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import OWING_ROLES, Actor
from waylight.casework.views.acts import Act, Make, plain

from .. import actions
from .. import forms as f
from ..actions import PartWords, Task
from ..machine import AGREE, DO, WRITE
from ..models import Plan, PlanAction, PlanPart


def owners_in(area: str) -> Any:
    """Whoever can own an action in the area."""
    first, *rest = (holders_of(role, area) for role in OWING_ROLES)
    found = first
    for each in rest:
        found = found | each
    return found.order_by("name").distinct()


def _wishes(plan: Plan, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {name: getattr(plan, name) for name in ("child_wants", "not_known", "parents_want")}
    return f.WishesForm(data, initial={**stands, "base": plan.version, **initial})


def _part(part: PlanPart, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {name: getattr(part, name) for name in f.PartForm.base_fields}
    return f.ChangePartForm(data, initial={**stands, "base": part.version, **initial})


def _task(part: PlanPart, data: Any, initial: dict[str, Any]) -> forms.Form:
    return f.TaskForm(data, initial=initial, people=owners_in(part.area_slug))


def _change_task(action: PlanAction, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {name: getattr(action, name) for name in f.TaskForm.base_fields}
    stands |= {"owner": action.owner_id, "base": action.version}
    return f.ChangeTaskForm(data, initial={**stands, **initial}, people=owners_in(action.area_slug))


def _change_part(part: PlanPart, typed: dict[str, Any], by: Actor) -> object:
    base = typed.pop("base")
    return actions.change_part(part, PartWords(**typed), base=base, by=by)


def _change_action(action: PlanAction, typed: dict[str, Any], by: Actor) -> object:
    base, reason = typed.pop("base"), typed.pop("reason")
    return actions.change_action(action, Task(**typed), reason, base=base, by=by)


def _act(name: str, action: str, title: Any, form: Make, do: Any, done: Any, *, kept: bool = False) -> Act:
    return Act(name, action, title, form, do, done, kept)


OF_PLAN = (
    _act(
        "wishes",
        WRITE,
        _("What the child and the parents want"),
        _wishes,
        lambda p, d, by: actions.write_wishes(p, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    _act(
        "part",
        WRITE,
        _("Add a part"),
        plain(f.PartForm),
        lambda p, d, by: actions.add_part(p, PartWords(**d), by=by),
        _("Added."),
        kept=True,
    ),
    _act(
        "agree",
        AGREE,
        _("Agree the plan"),
        plain(f.NoWords),
        lambda p, _d, by: actions.agree(p, by=by),
        _("Agreed. Every action is due to its owner."),
    ),
    _act(
        "review",
        WRITE,
        _("Review the plan"),
        plain(f.ReviewForm),
        lambda p, d, by: actions.review(p, by=by, **d),
        _("Saved. The next review is due."),
        kept=True,
    ),
    _act(
        "end",
        AGREE,
        _("End the plan"),
        plain(f.Reason),
        lambda p, d, by: actions.end_plan(p, d["reason"], by=by),
        _("Ended."),
        kept=True,
    ),
)
OF_PART = (
    _act("change", WRITE, _("Change the part"), _part, _change_part, _("Saved."), kept=True),
    _act(
        "action",
        WRITE,
        _("Add an action"),
        _task,
        lambda p, d, by: actions.add_action(p, Task(**d), by=by),
        _("Added."),
        kept=True,
    ),
    _act(
        "over",
        WRITE,
        _("It is over, or was a mistake"),
        plain(f.Reason),
        lambda p, d, by: actions.end_part(p, d["reason"], by=by),
        _("Saved. The next plan goes on without it."),
        kept=True,
    ),
)
OF_ACTION = (
    _act(
        "begun",
        WRITE,
        _("Say that it is begun"),
        plain(f.BegunForm),
        lambda a, d, by: actions.take_up(a, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
    _act(
        "done",
        WRITE,
        _("Say that it is done"),
        plain(f.EvidenceForm),
        lambda a, d, by: actions.finish(a, d["evidence"], by=by),
        _("Done."),
        kept=True,
    ),
    _act(
        "chase",
        WRITE,
        _("Write that you asked its owner"),
        plain(f.ChaseForm),
        lambda a, d, by: actions.chase(a, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
    _act(
        "escalate",
        WRITE,
        _("Take it to the manager"),
        plain(f.Reason),
        lambda a, d, by: actions.escalate(a, d["reason"], by=by),
        _("It is due to the manager."),
        kept=True,
    ),
    _act(
        "answer",
        AGREE,
        _("Answer what was taken to you"),
        plain(f.AnswerForm),
        lambda a, d, by: actions.answer(a, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
    _act("change", WRITE, _("Change the action"), _change_task, _change_action, _("Saved."), kept=True),
    _act(
        "agree",
        AGREE,
        _("Agree the action"),
        plain(f.NoWords),
        lambda a, _d, by: actions.agree_action(a, by=by),
        _("Agreed. It is due to its owner."),
    ),
    _act(
        "drop",
        WRITE,
        _("Drop it"),
        plain(f.Reason),
        lambda a, d, by: actions.drop(a, d["reason"], by=by),
        _("Dropped."),
        kept=True,
    ),
)
OWN = tuple(
    _act(each.name, DO, each.title, each.form, each.do, each.done, kept=True)
    for each in OF_ACTION
    if each.name in ("begun", "done")
)


def now_of_plan(plan: Plan) -> set[str]:
    if plan.state == "proposed":
        return {"wishes", "part", "agree", "end"}
    return {"wishes", "part", "review", "end"} if plan.state in ("agreed", "reviewed") else set()


def now_of_action(action: PlanAction, actor: Actor, *, escalated: bool, chased: bool) -> set[str]:
    """The acts that make sense as it stands; the policy is asked besides."""
    if action.state == "proposed":
        stands = action.part.plan.state != "proposed"
        return {"change", "drop", *(["agree"] if stands else [])}
    if action.state not in ("agreed", "in-progress"):
        return set()
    names = {"done", "change", "answer" if escalated else "escalate"}
    names |= {"begun"} if action.state == "agreed" else set()
    names |= {"chase"} if action.owner_id is None or chased else set()
    return names | ({"drop"} if can(actor, AGREE, action) else set())
