"""A child's plan: its page, one part, one action; and an action as its owner alone sees it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import actions as children_actions
from waylight.casework import queries as children
from waylight.casework.codes import DueKind
from waylight.casework.models import Child, OfChild
from waylight.casework.views.acts import Act, draft_name, make, perform
from waylight.casework.views.keep import keeping
from waylight.casework.views.record import found
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..errors import NotPossible
from ..machine import DO
from ..models import Plan
from .acts import OF_ACTION, OF_PART, OF_PLAN, OWN, now_of_action, now_of_plan

Shown = list[tuple[Act, forms.Form | None, bool]]


def named(acts: tuple[Act, ...], name: str) -> Act:
    """Raises Http404."""
    for each in acts:
        if each.name == name:
            return each
    raise Http404


def _asked(acts: tuple[Act, ...], name: str) -> tuple[Act | None, forms.Form | None]:
    """The act of that name, if one was named, and no form yet. Raises Http404."""
    return (named(acts, name) if name else None), None


def shown(
    acts: tuple[Act, ...],
    names: set[str],
    thing: Child | OfChild,
    actor: Actor,
    chosen: Act | None,
    bound: Any,
) -> Shown:
    """The acts of these names that this person may do, each with its form and whether it was begun. The one
    that was just tried is among them with what was typed, even where it cannot be done any more."""
    names = names | {chosen.name} if chosen is not None and bound is not None else names
    open_now = [each for each in acts if each.name in names and can(actor, each.action, thing)]
    return [
        (each, bound, False) if each is chosen else (each, *make(each, thing, actor)) for each in open_now
    ]


@require_GET
@guarded("child.view")
def plans(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan that is being written or stands, and those before."""
    child, actor = found(pk), actor_of(request)
    every = queries.plans(actor, child)
    now = queries.current(every)
    if now is not None:
        return _plan(request, now)
    context = {"page": children.opened(actor, child, "plan"), "every": every, "it": None, "bound": None}
    return render(request, "plan/plan.html", context | {"may_begin": _may_begin(actor, child, every)})


def _may_begin(actor: Actor, child: Child, every: list[Plan]) -> bool:
    writing = any(each.state == "proposed" for each in every)
    return child.state == "open" and not writing and can(actor, "plan.write", child)


@require_POST
@guarded("plan.write")
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        return redirect("plan", actions.begin(found(pk), by=actor_of(request)).pk)
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("plans", pk)


@require_GET
@guarded("child.view")
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plan(request, there(queries.find_plan, pk))


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def plan_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = named(OF_PLAN, name), there(queries.find_plan, pk)
    if request.method == "GET":
        return redirect("plan", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _plan(request, there(queries.find_plan, pk), chosen, form)
    saved(request, form, chosen.done)
    return redirect("plan", pk)


def _plan(request: HttpRequest, it: Plan, chosen: Act | None = None, bound: Any = None) -> HttpResponse:
    actor = actor_of(request)
    page = children.opened(actor, it.child, "plan")
    every = queries.plans(actor, it.child)
    context = {
        "page": page,
        "it": queries.plan_page(actor, it),
        "reviews": list(it.reviews.select_related("by")),
        "every": every,
        "may_begin": _may_begin(actor, it.child, every),
        "acts": shown(OF_PLAN, now_of_plan(it), it, actor, chosen, bound),
        "conflicts": children.conflicts(actor, it.child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/plan.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def part(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    """One part: change it, or add an action to it."""
    thing, actor = there(queries.find_part, pk), actor_of(request)
    chosen, bound = _asked(OF_PART, name)
    if request.method == "GET" and chosen is not None:
        return redirect("plan-part", pk)
    if request.method == "POST" and chosen is not None:
        bound, done = perform(chosen, thing, request.POST, actor)
        if done:
            saved(request, bound, chosen.done)
            return redirect("plan", thing.plan_id)
        thing = there(queries.find_part, pk)
    writing = thing.over_at is None and thing.plan.state in ("proposed", "agreed", "reviewed")
    context = {
        "page": children.opened(actor, thing.child, "plan"),
        "part": thing,
        "acts": shown(
            OF_PART, {"change", "action", "over"} if writing else set(), thing, actor, chosen, bound
        ),
        "conflicts": children.conflicts(actor, thing.child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/part.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def action(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    """One action with its history, for those who work with the child."""
    thing, actor = there(queries.find_action, pk), actor_of(request)
    chosen, bound = _asked(OF_ACTION, name)
    if request.method == "GET" and chosen is not None:
        return redirect("plan-action", pk)
    if request.method == "POST" and chosen is not None:
        bound, done = perform(chosen, thing, request.POST, actor)
        if done:
            saved(request, bound, chosen.done)
            return redirect("plan-action", pk)
        thing = there(queries.find_action, pk)
    page = children.opened(actor, thing.child, "plan-action")
    waits = thing.child.dues.filter(kind=DueKind.ESCALATED, about=pk, stopped_at__isnull=True).exists()
    now = now_of_action(thing, actor, escalated=waits, chased=actions.is_chased(thing))
    context = {
        "page": page,
        "action": thing,
        "steps": queries.steps(actor, thing),
        "waits": waits,
        "acts": shown(OF_ACTION, now, thing, actor, chosen, bound),
        "conflicts": children.conflicts(actor, thing.child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/action.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("action.do")
def own(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    """An action as its owner sees it: what it says, and nothing of the child's record."""
    actor, thing = actor_of(request), there(queries.find_action, pk)
    chosen, bound = _asked(OWN, name)
    if request.method == "GET" and chosen is not None:
        return redirect("own-action", pk)
    it = queries.own_action(actor, pk)
    if request.method == "POST" and chosen is not None:
        bound, done = perform(chosen, thing, request.POST, actor)
        if done:
            saved(request, bound, chosen.done)
            return redirect("own-action", pk)
    names = {"agreed": {"begun", "done"}, "in-progress": {"done"}}.get(thing.state, set())
    context = {
        "it": it,
        "acts": shown(OWN, names, thing, actor, chosen, bound),
        "chosen": chosen,
        "bound": bound,
        "may_read": can(actor, "child.view", thing),
    }
    return render(request, "plan/own.html", context, status=400 if bound is not None else 200)


@require_POST
@guarded("action.do")
def keep_own(request: HttpRequest, pk: UUID, name: str) -> JsonResponse:
    """What an owner types of an action, while they type it."""
    thing = there(queries.find_action, pk)
    return keeping(request, thing.child, draft_name(named(OWN, name), thing), (DO, thing))


@require_POST
@guarded("action.do")
def throw_own_away(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    thing, actor = there(queries.find_action, pk), actor_of(request)
    children_actions.drop_draft(thing.child, draft_name(named(OWN, name), thing), by=actor, may=(DO, thing))
    return redirect("own-action", pk)
