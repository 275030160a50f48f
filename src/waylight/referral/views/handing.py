"""Handing an extract to a named person without an account, and seeing what became of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can, require
from waylight.casework import queries as casework
from waylight.casework.forms import OutcomeForm
from waylight.casework.views.acts import attempt, settle_draft
from waylight.casework.views.slots import kept, settled
from waylight.triage.forms import Reason
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..link_form import LinkForm
from ..models import LinkReferral
from ..rules import law
from .referrals import found as referral_of


@require_http_methods(["GET", "POST"])
@guarded("handover.send")
def begin(request: HttpRequest, pk: Any) -> HttpResponse:
    thing, actor = referral_of(pk), actor_of(request)
    answers, items = queries.offered(actor, thing)
    name = f"link-{thing.pk}"
    draft = casework.draft_of(actor, thing.child, name) if can(actor, "child.write", thing) else {}
    form = LinkForm(request.POST or None, initial=draft, answers=answers, items=items)
    sent = list[LinkReferral]()
    if request.method == "POST":
        if form.is_valid():
            attempt(form, lambda: sent.append(actions.hand_over(thing, form.given(), by=actor)))
        settle_draft(form, thing.child, name, actor)
    if sent:
        saved(request, form, _("Sealed. Hand on the link by one way and the code by another."))
        return redirect("link-referral", sent[0].pk)
    page = casework.opened(actor, thing.child, "link")
    context = {
        "page": page,
        "referral": thing,
        "form": form,
        "law": law(),
        "links": queries.links_of(actor, thing),
        "begun": bool(draft) and request.method == "GET",
    }
    return render(request, "referral/link_begin.html", context, status=400 if form.errors else 200)


@require_GET
@guarded("child.view")
def link(request: HttpRequest, pk: Any) -> HttpResponse:
    return _page(request, there(queries.find_link, pk))


@require_POST
@guarded("handover.send")
def act(request: HttpRequest, pk: Any, name: str) -> HttpResponse:
    """Withdraw it, or say what comes instead."""
    thing, by = there(queries.find_link, pk), actor_of(request)
    acts: dict[str, tuple[type[forms.Form], Any]] = {
        "withdraw": (Reason, lambda d: actions.withdraw_link(thing, d["reason"], by=by)),
        "settle": (OutcomeForm, lambda d: actions.settle_link(thing, d["words"], by=by)),
    }
    if name not in acts:
        raise Http404
    require(by, "handover.send", thing)
    kind, do = acts[name]
    form = kind(request.POST)
    if form.is_valid():
        attempt(form, lambda: do(form.cleaned_data))
    settled(form, "link", pk, name, by)
    if not form.errors:
        saved(request, form, _("Saved."))
        return redirect("link-referral", pk)
    return _page(request, there(queries.find_link, pk), form)


def _page(request: HttpRequest, thing: LinkReferral, tried: forms.Form | None = None) -> HttpResponse:
    actor = actor_of(request)
    page = queries.link_page(actor, thing)
    made: dict[str, forms.Form] = {
        "withdraw": tried if isinstance(tried, Reason) else Reason(),
        "settle": tried if isinstance(tried, OutcomeForm) else OutcomeForm(),
    }
    context = {
        "it": page,
        "address": _address(request, page.path) if page.path else "",
        "may": can(actor, "handover.send", thing),
        **made,
        "kept": {name: kept(form, "link", thing.pk, name, actor) for name, form in made.items()},
        "tried": tried,
    }
    return render(request, "referral/link.html", context, status=400 if tried else 200)


def _address(request: HttpRequest, text: str) -> str:
    """Of the public site. Where that runs elsewhere, its address stands in the settings."""
    try:
        path = reverse("handed-link", args=[text])
    except NoReverseMatch:
        path = f"/handed/{text}/"
    return (
        f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}"
        if settings.PUBLIC_ADDRESS
        else request.build_absolute_uri(path)
    )
