"""What may be done from a child's page: one table, one way of doing it.

An act that cannot be done shows the same page again with everything typed and one sentence that says why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import CASE_ROLES, Actor, Role
from waylight.triage.forms import Based
from waylight.triage.views import saying

from .. import actions, queries
from .. import forms as f
from ..details import Details
from ..errors import Missing
from ..models import Child, EditConflict, Line, OfChild

Thing = Child | OfChild
Make = Callable[[Any, Any, dict[str, Any]], forms.Form]
Do = Callable[[Any, dict[str, Any], Actor], object]
MET = _(
    "Somebody changed this while you were writing, and their words stand now. Yours are kept below and in "
    "the list of edits that met; look at what changed, then save again."
)


@dataclass(frozen=True)
class Act:
    """One act: its name in the address and of its draft, the policy's action, its form, what it does."""

    name: str
    action: str
    title: str | Promise
    form: Make
    do: Do
    done: str | Promise
    kept: bool = False


def plain(form: type[forms.Form]) -> Make:
    return lambda thing, data, initial: form(data, initial=initial)


def people_of(area: str) -> Any:
    """Whoever may work with children in the area."""
    first, second = (holders_of(role, area) for role in CASE_ROLES)
    return (first | second).order_by("name").distinct()


def _allocate_form(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    initial = {"worker": child.worker_id, "manager": child.manager_id, **initial}
    managers = holders_of(Role.TEAM_MANAGER, child.area_id).order_by("name")
    return f.AllocateForm(data, initial=initial, people=people_of(child.area_id), managers=managers)


def _name_form(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    return f.NameForm(data, initial=initial, people=people_of(child.area_id))


def _details(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    held = Details.read(child.details)
    stands = {**{name: getattr(held, name) for name in Details.__dataclass_fields__}, "base": child.version}
    return f.DetailsForm(data, initial={**stands, "born": held.birthday, **initial})


def _line_form(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    """What is put right begins with the line as it stands."""
    wrong = _corrected(child, initial.get("corrects"))
    stands = (
        {name: getattr(wrong, name) for name in ("kind", "happened_on", "text", "source")} if wrong else {}
    )
    return f.LineForm(data, initial={**stands, **initial})


def _corrected(child: Child, key: Any) -> Line | None:
    try:
        return child.lines.filter(pk=UUID(str(key))).first() if key else None
    except ValueError:
        return None


def _line(child: Child, typed: dict[str, Any], by: Actor) -> object:
    corrects = typed.pop("corrects")
    wrong = _corrected(child, corrects)
    if corrects and wrong is None:
        raise Missing("corrects")
    return actions.write_line(child, by=by, **{**typed, "corrects": wrong})


def _change_form(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    return f.ChangeRelatedForm(data, initial=initial, related=child.related.filter(ended_at__isnull=True))


def _change(child: Child, typed: dict[str, Any], by: Actor) -> object:
    who = child.related.get(pk=typed.pop("related"))
    return actions.change_related(who, by=by, **typed)


def _link_form(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    around = child.related.filter(ended_at__isnull=True, record__isnull=True)
    return f.LinkForm(data, initial=initial, related=around.exclude(kind="professional"))


def _link(child: Child, typed: dict[str, Any], by: Actor) -> object:
    other = queries.record_of(by, typed["reference"])
    if other is None:
        raise Missing("reference")
    return actions.link_record(child.related.get(pk=typed["related"]), other, by=by)


def _write_details(child: Child, typed: dict[str, Any], by: Actor) -> object:
    return actions.write_details(child, f.details_of(typed), base=typed.get("base") or 0, by=by)


ACTS = (
    Act(
        "line",
        "child.write",
        _("Add a line to the chronology"),
        _line_form,
        lambda c, d, by: _line(c, d, by),
        _("Added."),
        kept=True,
    ),
    Act("details", "child.write", _("About the child"), _details, _write_details, _("Saved."), kept=True),
    Act(
        "identifier",
        "child.write",
        _("Add a number"),
        plain(f.IdentifierForm),
        lambda c, d, by: actions.add_identifier(c, by=by, **d),
        _("Added."),
        kept=True,
    ),
    Act(
        "related",
        "child.write",
        _("Add somebody around the child"),
        plain(f.RelatedForm),
        lambda c, d, by: actions.add_related(c, by=by, **d),
        _("Added."),
        kept=True,
    ),
    Act(
        "change-related",
        "child.write",
        _("Change somebody around the child"),
        _change_form,
        _change,
        _("Saved. What stood is in the chronology."),
        kept=True,
    ),
    Act(
        "link",
        "child.write",
        _("Link somebody around the child to their own record"),
        _link_form,
        _link,
        _("Linked. Only those who work on both records see it."),
        kept=True,
    ),
    Act(
        "allocate",
        "child.allocate",
        _("Say whose work this is"),
        _allocate_form,
        lambda c, d, by: actions.allocate(c, by=by, **d),
        _("Saved. What is due is due to them."),
        kept=True,
    ),
    Act(
        "name-other",
        "child.allocate",
        _("Name somebody else who works with the child"),
        _name_form,
        lambda c, d, by: actions.name_other(c, d["person"], d["reason"], by=by),
        _("Named, with your reason."),
        kept=True,
    ),
    Act(
        "close",
        "child.allocate",
        _("Close the record"),
        plain(f.Reason),
        lambda c, d, by: actions.close_record(c, d["reason"], by=by),
        _("Closed. It can be reopened."),
        kept=True,
    ),
    Act(
        "reopen",
        "child.allocate",
        _("Reopen the record"),
        plain(f.Reason),
        lambda c, d, by: actions.reopen_record(c, d["reason"], by=by),
        _("Reopened."),
        kept=True,
    ),
)
BY_NAME = {act.name: act for act in ACTS}
SAY = {
    "reference": _("No record that you work on has this reference"),
    "reason": _("Write why"),
    "name": _("Write a name, or what the child is called"),
    "text": _("Write what happened"),
    "reasons": _("Write your reasons"),
    "level": _("Choose the level"),
    "statement": _("Write what is known, or not known"),
    "past_because": _(
        "Harm said to be past needs a day, even a rough one, or how it is known that it is past"
    ),
    "source": _("Write where it is known from"),
}


def open_to(child: Child, actor: Actor) -> list[Act]:
    """The acts that this person may do here and that make sense in the present state."""
    hidden = {"reopen"} if child.state == "open" else {"close", "allocate", "name-other"}
    return [act for act in ACTS if act.name not in hidden and can(actor, act.action, child)]


def child_of(thing: Thing) -> Child:
    return thing if isinstance(thing, Child) else thing.child


def draft_name(act: Act, thing: Thing, corrects: str = "") -> str:
    """Of the form's draft; an assessment's is its own, and that of each line that is put right."""
    if corrects:
        return f"{act.name}-{corrects}"
    return act.name if isinstance(thing, Child) else f"{act.name}-{thing.pk}"


def make(
    act: Act, thing: Thing, actor: Actor, asked: dict[str, str] | None = None
) -> tuple[forms.Form, bool]:
    """An unsent form, with what this person had begun to write in it, and whether there was something.

    `asked`: what the address says of it.
    """
    corrects = (asked or {}).get("corrects", "") if act.name == "line" else ""
    name = draft_name(act, thing, corrects)
    draft = queries.draft_of(actor, child_of(thing), name) if act.kept else {}
    return act.form(thing, None, {**draft, **(asked or {})}), bool(draft)


def perform(act: Act, thing: Thing, data: Any, by: Actor) -> tuple[forms.Form, bool]:
    """Validate and do. Returns the form and whether it was done; when not, the form carries the reasons and
    what was typed is kept as a draft."""
    form = act.form(thing, data, {})
    if form.is_valid():
        attempt(form, lambda: act.do(thing, form.cleaned_data, by))
    child = child_of(thing)
    may = next((each for each in (("child.write", child), (act.action, thing)) if can(by, *each)), None)
    if act.kept and may:
        settle_draft(form, child, draft_name(act, thing, str(data.get("corrects", ""))), by, may)
    return form, not form.errors


def settle_draft(
    form: forms.Form,
    of: Child | UUID,
    name: str,
    by: Actor,
    may: tuple[str, object] | None = None,
    never: frozenset[str] = frozenset(),
) -> None:
    """What was saved is no draft any more; what was not is one. `never`: fields of which nothing is kept."""
    if form.errors:
        typed = {field: _typed(form, field) for field in form.fields if field not in never}
        actions.keep_draft(of, name, typed, by=by, may=may)
    else:
        actions.drop_draft(of, name, by=by, may=may)


def _typed(form: forms.Form, field: str) -> str | list[str]:
    several = isinstance(form.fields[field], forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    data: Any = form.data
    if several and hasattr(data, "getlist"):
        return list(data.getlist(field))
    held = data.get(field, "")
    return held if isinstance(held, list) else str(held)


def attempt(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do it, or put into the form why it cannot be done."""
    return saying.attempt(form, do, say=SAY, met=MET, beside=_beside)


def _beside(form: forms.Form, met: object) -> None:
    """Under each field what stands now, where it is not what was typed; saving again is an edit of that."""
    if not isinstance(form, Based) or not isinstance(met, EditConflict):
        return
    form.beside(met.current_version)
    form.say_beside(queries.stands_beside(met))
