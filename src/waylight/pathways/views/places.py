"""One way to show a thing with what may be done to it, and to do it: for every page of this room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from waylight.accounts.guarding import actor_of, there
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.models import Child
from waylight.casework.views.acts import Act, make, perform
from waylight.triage.views.saying import saved


@dataclass(frozen=True)
class Place:
    """`name`: of the page's address; its acts' is `name`-act. `now`: the acts that make sense as the thing
    stands; `about`: what its page shows besides. `words`: what the audit calls the page."""

    name: str
    template: str
    words: str
    find: Callable[[UUID], Any]
    acts: tuple[Act, ...]
    now: Callable[[Any], tuple[str, ...]]
    about: Callable[[Actor, Any], dict[str, Any]]


def _child_of(thing: Any) -> Child:
    return thing if isinstance(thing, Child) else thing.child


def _found(place: Place, pk: UUID) -> Any:
    return there(place.find, pk)


def shown(
    request: HttpRequest,
    place: Place,
    pk: UUID,
    chosen: Act | None = None,
    bound: forms.Form | None = None,
) -> HttpResponse:
    """The page; with `bound`, the form that could not be done, as it was typed."""
    actor, thing = actor_of(request), _found(place, pk)
    page = casework.opened(actor, _child_of(thing), place.words)
    now = {*place.now(thing), *([chosen.name] if chosen and bound is not None else [])}
    acts = [
        (each, bound, False) if each is chosen else (each, *make(each, thing, actor))
        for each in place.acts
        if each.name in now and can(actor, each.action, thing)
    ]
    context = {
        "page": page,
        "place": place,
        "thing": thing,
        "acts": acts,
        "chosen": chosen,
        "bound": bound,
        **place.about(actor, thing),
    }
    return render(request, place.template, context, status=200 if bound is None else 400)


def acted(request: HttpRequest, place: Place, pk: UUID, name: str) -> HttpResponse:
    chosen = next((each for each in place.acts if each.name == name), None)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect(place.name, pk)
    form, done = perform(chosen, _found(place, pk), request.POST, actor_of(request))
    if not done:
        return shown(request, place, pk, chosen, form)
    saved(request, form, chosen.done)
    return redirect(place.name, pk)
