"""The pages of somebody who was given a link and a code: open, read, say that it arrived, answer, close."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import guarded
from waylight.accounts.roles import PUBLIC
from waylight.engine.sealing import BadCode, BadLink, HandedCode, HandedLink
from waylight.guidance import queries as guidance
from waylight.reporting.forms import visible
from waylight.reporting.local import chosen
from waylight.reporting.pages import see, stale
from waylight.reporting.receipt_forms import new_form

from . import actions, cookie
from .cookie import Carried

AGAIN, WRONG, OFTEN, SENT, NAME, EMPTY = "again", "wrong", "often", "sent", "name", "empty"
LONGEST_NAME = 120


@require_safe
@guarded("handover.open")
def arrive(request: HttpRequest, text: str) -> HttpResponse:
    """The link goes out of the address and into the cookie."""
    try:
        link = HandedLink.parse(text)
    except BadLink:
        return _over(request)
    response = see(reverse("handed"))
    cookie.keep(response, Carried(link))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("handover.open")
def handed(request: HttpRequest) -> HttpResponse:
    """Asks for the code; with it, shows what was handed over."""
    carried = cookie.read(request)
    if carried is None:
        return _over(request, closed=True)
    try:
        if carried.key is not None:
            return _show(request, carried, SENT if "sent" in request.GET else "")
        if request.method == "POST" and not stale(request):
            return _try(request, carried)
        return _ask(request, carried, AGAIN if stale(request) else "", 403 if stale(request) else 200)
    except actions.Ended:
        return _over(request, carried)


def _try(request: HttpRequest, carried: Carried) -> HttpResponse:
    try:
        code: HandedCode | None = HandedCode.parse(visible(request.POST.get("code", "")))
    except BadCode:
        code = None
    try:
        key = actions.open_with(carried.link, code, by=PUBLIC)
    except actions.WrongCode:
        return _ask(request, carried, WRONG, 400)
    except actions.TooOften:
        return _ask(request, carried, OFTEN, 429)
    response = see(reverse("handed"))
    cookie.keep(response, Carried(carried.link, key))
    return response


@require_POST
@guarded("handover.open")
def received(request: HttpRequest) -> HttpResponse:
    return _say(request, "name", NAME)


@require_POST
@guarded("handover.open")
def answered(request: HttpRequest) -> HttpResponse:
    return _say(request, "words", EMPTY)


handed.shows_stale = received.shows_stale = answered.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _say(request: HttpRequest, field: str, missing: str) -> HttpResponse:
    """A receipt or an answer; what was typed stays on the page when it cannot be sent."""
    carried = cookie.read(request)
    typed = visible(request.POST.get(field, "")).strip()
    if carried is None or carried.key is None:
        return _over(request, closed=True, typed=typed)
    try:
        if stale(request):
            return _show(request, carried, AGAIN, typed, 403)
        if not typed:
            return _show(request, carried, missing, status=400)
        if field == "name":
            actions.give_receipt(carried.link, carried.key, typed[:LONGEST_NAME], by=PUBLIC)
        else:
            form = visible(request.POST.get("form", ""))[:40]
            actions.answer(carried.link, carried.key, typed, form=form, by=PUBLIC)
    except actions.Ended:
        return _over(request, carried, typed=typed)
    response = see(f"{reverse('handed')}?sent")
    cookie.keep(response, carried)
    return response


@require_POST
@guarded("handover.open")
def close(request: HttpRequest) -> HttpResponse:
    response = _over(request, closed=True)
    cookie.drop(response)
    return response


def _ask(request: HttpRequest, carried: Carried, note: str = "", status: int = 200) -> HttpResponse:
    found = actions.found(carried.link)
    until: datetime | None = actions.wait_until(found)
    context = {"note": OFTEN if until else note, "until": until, **_whom(found.area_slug)}
    return render(request, "handover/code.html", context, status=status)


def _show(
    request: HttpRequest, carried: Carried, note: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    if carried.key is None:
        raise actions.Ended
    found, extract = actions.read(carried.link, carried.key)
    context = {
        "extract": extract,
        "by": datetime.fromisoformat(extract["by"]),
        "ends_at": found.ends_at,
        "now": timezone.now(),
        "received": actions.is_received(found),
        "note": note,
        "typed": typed,
        "form_name": new_form(),
        **_whom(found.area_slug),
    }
    response = render(request, "handover/extract.html", context, status=status)
    cookie.keep(response, carried)
    return response


def _over(
    request: HttpRequest, carried: Carried | None = None, *, closed: bool = False, typed: str = ""
) -> HttpResponse:
    """It has ended, was never there, or is closed in this browser; and whom to ring. `typed`: what could not
    be sent any more, to be copied."""
    area_slug = actions.area_of(carried.link) if carried is not None else ""
    context = {"closed": closed, "typed": typed, **_whom(area_slug)}
    response = render(request, "handover/over.html", context, status=200 if closed else 410)
    if carried is not None:
        cookie.drop(response)
    return response


def _whom(area_slug: str) -> dict[str, Any]:
    """The hub's number, by its dated record; none where that has lapsed."""
    return {"hub": guidance.route("hub", chosen(area_slug))}
