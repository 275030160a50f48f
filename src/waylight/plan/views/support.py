"""Support: what is offered, one offer, one plan in plain words, on screen, on paper and as PDF."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.casework import queries as children
from waylight.casework.forms import LOOKED
from waylight.casework.views.acts import Act, perform
from waylight.casework.views.printing import why_not
from waylight.casework.views.record import found
from waylight.learning.outputs.pdf import CannotPrint
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..errors import NotPossible
from .pages import named, shown
from .support_acts import OF_OFFER, OF_SHEET, OF_SUPPORT, OFFER_NOW, SHEET_NOW


def done_or_asked(
    request: HttpRequest, acts: tuple[Act, ...], name: str, thing: Any
) -> tuple[Act | None, forms.Form | None, bool]:
    """The act that was sent, its form if that has errors, and whether it was done. Raises Http404."""
    if request.method != "POST" or not name:
        return None, None, False
    chosen = named(acts, name)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if done:
        saved(request, form, chosen.done)
    return chosen, None if done else form, done


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def support(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    child, actor = found(pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_SUPPORT, name, child)
    if done:
        return redirect("support", pk)
    now = {"offer", "safety", "parents"} if child.state == "open" else set()
    context = {
        "page": children.opened(actor, child, "support"),
        "offers": queries.offers(actor, child),
        "sheets": queries.sheets_of(actor, child),
        "acts": shown(OF_SUPPORT, now, child, actor, chosen, bound),
        "conflicts": children.conflicts(actor, child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/support.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def offer(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    thing, actor = there(queries.find_offer, pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_OFFER, name, thing)
    if done:
        return redirect("offer", pk)
    context = {
        "page": children.opened(actor, thing.child, "offer"),
        "row": queries.OfferRow(thing, queries.waited(thing)),
        "steps": queries.offer_steps(actor, thing),
        "acts": shown(OF_OFFER, OFFER_NOW.get(thing.state, set()), thing, actor, chosen, bound),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/offer.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def sheet(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    """A plan in plain words: written together, agreed, given out."""
    thing, actor = there(queries.find_sheet, pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_SHEET, name, thing)
    if done:
        return redirect("sheet", pk)
    context = {
        "page": children.opened(actor, thing.child, "sheet"),
        "it": queries.sheet_page(actor, thing),
        "looked": LOOKED,
        "acts": shown(OF_SHEET, SHEET_NOW.get(thing.state, set()), thing, actor, chosen, bound),
        "conflicts": children.conflicts(actor, thing.child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/sheet.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("plan.write")
def to_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page for paper, with nothing on it that tells whose it is."""
    thing, actor = there(queries.find_sheet, pk), actor_of(request)
    children.opened(actor, thing.child, "sheet-print")
    try:
        actions.open_to_print(thing, looked=_looked(request), by=actor)
    except NotPossible as problem:
        return _not_printed(request, pk, str(problem.why.label))
    return render(request, "plan/print.html", {"it": queries.sheet_page(actor, thing)})


def _looked(request: HttpRequest) -> bool:
    return bool(request.POST.get("looked"))


def _not_printed(request: HttpRequest, pk: UUID, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("sheet", pk)


@require_POST
@guarded("plan.write")
def as_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing = there(queries.find_sheet, pk)
    try:
        made = actions.print_sheet(thing, looked=_looked(request), by=actor_of(request))
    except CannotPrint as problem:
        return _not_printed(request, pk, why_not(problem))
    except NotPossible as problem:
        return _not_printed(request, pk, str(problem.why.label))
    kept = {"Content-Disposition": 'attachment; filename="plan.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=kept)


@require_POST
@guarded("plan.write")
def copy_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    copy = there(queries.find_copy, pk)
    try:
        actions.take_back(copy, by=actor_of(request))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    now = queries.sheet_in_hand(copy.sheet)
    return redirect("sheet", now.pk)
