"""One concern: its words beside their translation, what was done, and what may be done."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import actions, queries
from ..beside import beside
from ..codes import Rating
from ..forms import Reason
from ..models import Contact
from .acts import CONTACT_ACTS, CONTACT_BY_NAME, Act
from .doing import for_page, perform
from .saying import saved
from .slots import kept, settled


def find(pk: UUID) -> Contact:
    return get_object_or_404(Contact.objects.select_related("area", "concern", "holder"), pk=pk)


@require_GET
@guarded("concern.open")
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opening it is a consultation: it is audited, and the first time stamps "seen by a person"."""
    return _page(request, find(pk))


@require_http_methods(["GET", "POST"])
@guarded("concern.open")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = CONTACT_BY_NAME.get(name), find(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("contact", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, find(pk), chosen, form)
    saved(request, form, chosen.done)
    reachable = can(actor_of(request), "concern.open", find(pk))
    return redirect("contact", pk) if reachable else redirect("inbox")


def _page(
    request: HttpRequest, thing: Contact, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    opened = actions.open_contact(thing, by=actor)
    thing.refresh_from_db()
    context = {
        "contact": thing,
        "opened": opened,
        "beside": beside(actor, opened),
        **for_page(CONTACT_ACTS, thing, actor, sensible(thing, actor.user_id), chosen, bound),
        "chosen": chosen,
        "bound": bound,
        "streams": queries.streams_of(actor, thing),
        "clocks": queries.clocks(thing),
        "timeline": queries.timeline(actor, thing),
        "looking": queries.looking(thing, besides=actor),
        "conflicts": queries.conflicts(actor, thing),
        "gathered": queries.gathered(actor, thing),
        "may_open_identity": opened.has_identity and can(actor, "identity.open", thing),
        "rating_words": dict(Rating.choices),
    }
    return render(request, "triage/contact.html", context, status=400 if bound is not None else 200)


def sensible(contact: Contact, user_id: int | None) -> set[str]:
    """The acts that make sense in the contact's present state; the policy still says who may."""
    if contact.state == "closed":
        return {"reopen"}
    now = {"hand-over", "rate", "ask", "feedback", "no-feedback", "translate", "request-translation", "mark"}
    now |= {"ungather"} if contact.gathered_under_id else {"gather"}
    now |= {"fork"} if contact.rating else set()
    now |= {"close"} if contact.state == "decided" else {"transfer"}
    if contact.rating not in ("", Rating.RED):
        paused = contact.pauses.filter(until__isnull=True).exists()
        now |= {"resume"} if paused else {"pause"}
    return now if contact.holder_id == user_id else now | {"hold"}


@require_http_methods(["GET", "POST"])
@guarded("identity.open")
def identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Break the seal on who reported: with a reason, shown once, audited."""
    thing, form, actor = find(pk), Reason(request.POST or None), actor_of(request)
    found: dict[str, Any] | None = None
    if request.method == "POST":
        if form.is_valid():
            found = actions.open_identity(thing, form.cleaned_data["reason"], by=actor)
        settled(form, "contact", pk, "identity", actor)
    context = {"contact": thing, "form": form, "found": found}
    context |= {"kept": kept(form, "contact", pk, "identity", actor)}
    return render(request, "triage/identity.html", context)


@require_GET
@guarded("concern.search")
def earlier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Contacts that share an exact mark, phone, or name with birth date. The look is audited."""
    thing = find(pk)
    found = queries.earlier(actor_of(request), thing)
    return render(request, "triage/earlier.html", {"contact": thing, "found": found})


@require_POST
@guarded("concern.open")
def looking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A page that is still open says so, once a minute."""
    actions.look(find(pk), by=actor_of(request))
    return HttpResponse(status=204)
