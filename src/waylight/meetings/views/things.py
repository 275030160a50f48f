"""One item, one action, what a worker is asked to write, and a child's meetings."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import OWING_ROLES, Actor
from waylight.casework import queries as casework
from waylight.casework.views.acts import attempt, settle_draft
from waylight.casework.views.slots import kept, settled
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..errors import NotPossible
from ..forms import BriefForm, CovertForm, EvidenceForm, KeepForm, Reason
from ..models import Action, Conflict, Item
from .acting import Act, named, perform, shown, stranded
from .acts import BACK, ITEM_ACTS, people_of

BY_NAME = named((*ITEM_ACTS, *BACK))
Settle = Callable[[dict[str, Any], Actor], object]


def _item(pk: UUID) -> Item:
    return there(queries.find_item, pk)


@require_GET
@guarded("meeting.view")
def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _item_page(request, _item(pk))


@require_http_methods(["GET", "POST"])
@guarded("meeting.view")
def item_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing, actor = BY_NAME.get(name), _item(pk), actor_of(request)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("meeting-item", pk)
    page = queries.meeting_page(actor, thing.meeting, queries.ACTING)
    form = perform(chosen, thing, page, request.POST, actor)
    if form.errors:
        return _item_page(request, _item(pk), chosen, form)
    saved(request, form, _("Saved."))
    if name in ("conflict", "take-off", "put-back"):
        return redirect("meeting", thing.meeting_id)
    return redirect("meeting-item", pk)


def _item_page(
    request: HttpRequest, thing: Item, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    """An item that is hidden from the viewer is not found, nor for who does not run the meeting one that was
    left out."""
    actor = actor_of(request)
    page = queries.meeting_page(actor, thing.meeting, "item", thing)
    row = next((each for each in (*page.items, *page.left_out) if each.item.pk == thing.pk), None)
    if row is None:
        raise Http404
    if isinstance(bound, CovertForm):
        bound.beside(thing.covert_version)
    begun = casework.drafts_in(actor, thing.meeting_id)
    table = BACK if thing.left_out else ITEM_ACTS
    acts = shown(table, thing, page, chosen, bound, begun)
    conflicts = Conflict.objects.over(thing).select_related("person", "item__meeting")
    context = {"page": page, "row": row, "acts": acts, "chosen": chosen, "bound": bound}
    standing = [(each, can(actor, "meeting.run", each.item.meeting)) for each in conflicts if page.runs]
    context |= {"conflicts": standing}
    context |= {
        "stranded": stranded((*ITEM_ACTS, *BACK), thing, actor, [act for act, _form, _kept in acts], begun)
    }
    return render(request, "meetings/item.html", context, status=400 if bound is not None else 200)


@require_POST
@guarded("meeting.run")
def end_conflict(request: HttpRequest, pk: UUID) -> HttpResponse:
    conflict = Conflict.objects.select_related("item__meeting").filter(pk=pk).first()
    if conflict is None:
        raise Http404
    form = forms.Form(request.POST)
    if attempt(form, lambda: actions.end_conflict(conflict, by=actor_of(request))):
        messages.success(request, _("Saved."))
    for problems in form.errors.values():
        messages.error(request, "; ".join(map(str, problems)))
    return redirect("meeting", conflict.item.meeting_id)


@require_http_methods(["GET", "POST"])
@guarded("meeting.view")
def action(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Finish an action that one owns, say why it is not done, or what happens with one that was escalated."""
    actor = actor_of(request)
    try:
        page = queries.action_of(actor, pk)
    except (Action.DoesNotExist, NotPossible) as none:
        raise Http404 from none
    asked = request.POST.get("act", "done") if request.method == "POST" else ""
    made = _settling(page.action, {asked: request.POST})
    form, do = made.get(asked, made["done"])
    done = asked and form.is_valid() and attempt(form, lambda: do(form.cleaned_data, actor))
    if asked in made:
        settled(form, "meeting-action", pk, asked, actor)
    if done:
        saved(request, form, _("Saved."))
        return redirect("meeting-action", pk)
    context = {"page": page, "form": form} | {name: form for name, (form, _do) in made.items()}
    context |= {
        "kept": {name: kept(each, "meeting-action", pk, name, actor) for name, (each, _do) in made.items()}
    }
    return render(request, "meetings/action.html", context, status=400 if form.errors else 200)


def _settling(thing: Action, typed: dict[str, Any]) -> dict[str, tuple[forms.Form, Settle]]:
    """By what was pressed: its form, with what was typed into it, and what it does."""
    people = people_of(OWING_ROLES, thing.area_id)
    again = {"owner": thing.owner_id}
    return {
        "done": (
            EvidenceForm(typed.get("done")),
            lambda d, by: actions.finish(thing, d["evidence"], by=by),
        ),
        "drop": (Reason(typed.get("drop")), lambda d, by: actions.drop(thing, d["reason"], by=by)),
        "keep": (
            KeepForm(typed.get("keep"), people=people, initial=again),
            lambda d, by: actions.keep(thing, d["words"], d["owner"], d["due_on"], by=by),
        ),
    }


@require_http_methods(["GET", "POST"])
@guarded("meeting.brief")
def brief(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    page = there(queries.brief_of, actor, pk)
    subject = page.subject
    child, name = subject.child, f"brief-{pk}"
    if child is None:
        raise Http404
    draft = casework.draft_of(actor, child, name)
    form = BriefForm(request.POST or None, initial={"brief": subject.brief, "base": subject.version, **draft})
    if request.method == "POST":
        if form.is_valid():
            attempt(form, lambda: actions.write_brief(subject, **form.cleaned_data, by=actor))
        settle_draft(form, child, name, actor)
        if not form.errors:
            saved(request, form, _("Saved. It goes into the papers, for who may read it."))
            return redirect("child-meetings", child.pk)
    context = {"page": page, "child": child, "name": name, "form": form}
    context |= {"begun": bool(draft) and request.method == "GET"}
    context |= {"conflicts": casework.conflicts(actor, child)}
    return render(request, "meetings/brief.html", context, status=400 if form.errors else 200)


@require_GET
@guarded("child.view")
def of_child(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What meetings decided about a child, a page of the child's record."""
    actor = actor_of(request)
    child = there(casework.find_child, pk)
    page = casework.opened(actor, child, "meetings")
    context = {"page": page, "rows": queries.of_child(actor, child)}
    return render(request, "meetings/of_child.html", context)
