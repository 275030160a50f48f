"""The viewer's meetings, calling one, and one meeting with its agenda."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.forms import area_words
from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import CALLING_ROLES
from waylight.casework import queries as casework
from waylight.casework.models import Child
from waylight.casework.views.acts import attempt
from waylight.casework.views.slots import NOTHING_YET, kept, settled
from waylight.disruption.models import Unit
from waylight.triage.machine import WrongMove
from waylight.triage.views.saying import refused_as_it_stands, saved

from .. import actions, queries
from ..forms import WHY, CallForm, Reason
from ..models import Meeting
from .acting import Act, leaving_out, named, perform, shown, stranded
from .acts import MEETING_ACTS, people_of

BY_NAME = named(MEETING_ACTS)
ADDING: dict[str, Callable[..., object]] = {
    "child": actions.add_child,
    "unit": actions.add_unit,
    "peers": actions.add_peers,
}


def found(pk: UUID) -> Meeting:
    return there(queries.find_meeting, pk)


@require_GET
@guarded("meeting.view")
def meetings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = queries.meetings(actor, page=request.GET.get("page", "1"))
    context = {"meetings": found, "may_call": can(actor, "meeting.call")}
    context["left"] = queries.left_to_nobody(actor)
    return render(request, "meetings/meetings.html", context)


@require_http_methods(["GET", "POST"])
@guarded("meeting.call")
def call(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    areas = queries.areas_to_call(actor)
    people = people_of(CALLING_ROLES, *areas)
    initial = {"area": areas[0], "chair": actor.user_id}
    form = CallForm(
        request.POST or None, initial=initial, areas=[(a, area_words(a)) for a in areas], people=people
    )
    made: list[Meeting] = []
    if request.method == "POST":
        if form.is_valid():
            typed: dict[str, Any] = form.cleaned_data
            starts = timezone.make_aware(datetime.combine(typed["day"], typed["time"]))
            words = (typed["area"], typed["panel"], starts, typed["place"], typed["chair"])
            attempt(form, lambda: made.append(actions.call(*words, by=actor)))
        settled(form, "meetings", NOTHING_YET, "call", actor)
        if made:
            return redirect("meeting", made[0].pk)
    context = {"form": form, "kept": kept(form, "meetings", NOTHING_YET, "call", actor)}
    return render(request, "meetings/call.html", context, status=400 if form.errors else 200)


@require_GET
@guarded("meeting.view")
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, found(pk))


@require_GET
@guarded("meeting.view")
def owed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where what is due about a meeting leads: to it, or to the list of who is to take it over."""
    thing = found(pk)
    return redirect("meeting", pk) if can(actor_of(request), "meeting.view", thing) else redirect("meetings")


@require_http_methods(["GET", "POST"])
@guarded("meeting.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing, actor = BY_NAME.get(name), found(pk), actor_of(request)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("meeting", pk)
    page = queries.meeting_page(actor, thing, queries.ACTING)
    form = perform(chosen, thing, page, request.POST, actor)
    if form.errors:
        return _page(request, found(pk), chosen, form)
    saved(request, form, _("Saved."))
    return redirect("meeting", pk)


@require_POST
@guarded("meeting.take")
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A manager takes over what nobody can run any more, from the list of meetings."""
    try:
        actions.take_chair(found(pk), by=actor_of(request))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        messages.error(request, _("This cannot be done as things stand now."))
        return redirect("meetings")
    messages.success(request, _("Saved. You run this meeting now, and its minutes say so."))
    return redirect("meeting", pk)


@require_POST
@guarded("meeting.run")
def propose(request: HttpRequest, pk: UUID, what: str, key: UUID, name: str) -> HttpResponse:
    """Add what is proposed, or leave it out with a reason."""
    actor, thing = actor_of(request), found(pk)
    kind: type[Unit] | type[Child] = Unit if what == "unit" else Child
    held: Any = kind._default_manager.filter(pk=key, area_id=thing.area_id).first()
    if held is None or what not in ADDING:
        raise Http404
    out = name == "leave-out"
    form: forms.Form = Reason(request.POST) if out else forms.Form(request.POST)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        attempt(form, lambda: ADDING[what](thing, held, reason, left_out=out, by=actor))
    if out:
        settled(form, "meeting", pk, leaving_out(key), actor)
    for problems in form.errors.values():
        messages.error(request, "; ".join(map(str, problems)))
    if not form.errors:
        saved(request, form, _("Saved."))
    return redirect("meeting", pk)


def _page(
    request: HttpRequest, thing: Meeting, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.meeting_page(actor, thing, at=request.GET.get("proposed", "1"))
    begun = casework.drafts_in(actor, thing.pk)
    acts = shown(MEETING_ACTS, thing, page, chosen, bound, begun)
    left = stranded(MEETING_ACTS, thing, actor, [act for act, _form, _kept in acts], begun)
    context = {"page": page, "acts": acts, "stranded": left, "chosen": chosen, "bound": bound, "why": WHY}
    context |= {"drafts": begun, "leaving_out": leaving_out}
    return render(request, "meetings/meeting.html", context, status=400 if bound is not None else 200)
