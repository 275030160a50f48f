"""Check the answers, send them, and show the receipt: only ever for a concern that is safely stored."""

import logging
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import guarded
from waylight.accounts.roles import PUBLIC
from waylight.engine.sealing import FlowKey
from waylight.guidance import queries
from waylight.keys.keyring import KeyMissing

from . import actions, drafts, local
from .answers import Composed, compose
from .drafts import RECEIPT_SHOWN
from .form import form
from .models import Concern
from .pages import AGAIN, NOT_RECEIVED, NOTHING_YET, note_for, see, show, stale, status_for
from .receipt_views import beside_receipt
from .summary import sections
from .visit import Visit, drop_cookie

log = logging.getLogger(__name__)

WORK_ROLES = frozenset({"taxi-driver", "dispatcher", "transport", "hotel", "takeaway", "door", "shop"})
WRITTEN_DOWN = "written"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("concern.submit")
def check(request: HttpRequest) -> HttpResponse:
    """Everything typed, each step with its way back; and the button that sends."""
    try:
        visit = Visit.of(request)
        if visit.sent:
            return see(reverse("report-done"))
        if request.method == "POST" and not stale(request):
            return _send(request, visit)
        return _show(request, visit, note_for(request, visit), status_for(request))
    except DatabaseProblem as problem:
        return _not_received(request, Visit(), problem)


def _send(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.kept is None or visit.flow is None:
        if visit.concern() is not None:
            return see(reverse("report-done"))
        return show(request, "gone", visit, status=410 if visit.flow else 200)
    try:
        concern = _submit(request, visit, visit.flow)
    except actions.NothingToSend:
        return _show(request, visit, NOTHING_YET)
    except (DatabaseProblem, KeyMissing) as problem:
        return _not_received(request, visit, problem)
    _wipe(visit, concern)
    return see(reverse("report-done"))


def _submit(request: HttpRequest, visit: Visit, flow: FlowKey) -> Concern:
    composed = _composed(request, visit)
    return actions.submit(
        composed.answers,
        flow=flow,
        by=PUBLIC,
        area_slug=visit.draft.area or settings.DEFAULT_AREA,
        identity=composed.identity or None,
        demo=settings.DEMO,
    ).concern


def _composed(request: HttpRequest, visit: Visit) -> Composed:
    return compose(visit.draft, request.LANGUAGE_CODE)


def _wipe(visit: Visit, concern: Concern) -> None:
    """The concern is safe. Should this fail, the next page wipes the words, or at last their two hours."""
    try:
        if visit.flow is not None:
            drafts.mark_sent(visit.flow, str(concern.pk), said=visit.draft)
    except DatabaseProblem as problem:
        log.warning("a sent draft could not be wiped yet: %s", type(problem).__name__)


def _not_received(request: HttpRequest, visit: Visit, problem: Exception) -> HttpResponse:
    log.error("a concern could not be stored: %s", type(problem).__name__)
    return _show(request, visit, NOT_RECEIVED, 503)


def _show(request: HttpRequest, visit: Visit, note: str, status: int = 200) -> HttpResponse:
    composed = _composed(request, visit)
    answers = composed.answers
    area = local.chosen(visit.draft.area)
    return show(
        request,
        "check",
        visit,
        note=note,
        status=status,
        sections=sections(visit.draft),
        step_number=form().check_number,
        something=actions.says_something(answers),
        held_back=composed.held_back,
        desk=actions.desk_for(answers),
        area=area,
        doors=queries.doors(area) if area is not None else None,
        tell_operator=_may_tell_operator(answers),
        unread=visit.kept is None and note == NOT_RECEIVED,
    )


def _may_tell_operator(answers: dict[str, Any]) -> bool:
    """Never where the concern is about them, a colleague, or somebody whom their word could reach."""
    about_them = answers.get("source", {}).get("operator") == "about"
    about_work = answers.get("about") in ("works-with-children", "hub-staff")
    return answers.get("role") in WORK_ROLES and not about_them and not about_work


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("receipt.open")
def done(request: HttpRequest) -> HttpResponse:
    """The receipt, for half an hour or until it is written down. It comes from the cookie alone."""
    visit = Visit.of(request)
    concern = visit.concern()
    if concern is None or visit.flow is None:
        return see(reverse("report-check" if visit.begun else "home"))
    if request.method == "POST" and not stale(request) and WRITTEN_DOWN in request.POST:
        drafts.forget(visit.flow)
        return _without_cookie(see(reverse("home")))
    if visit.begun:
        _send_rest(request, visit, visit.flow, concern)
    if timezone.now() - concern.received_at > RECEIPT_SHOWN:
        return _without_cookie(show(request, "too_late", visit))
    return show(
        request,
        "receipt_shown",
        visit,
        note=AGAIN if stale(request) else "",
        status=status_for(request),
        receipt=visit.flow.receipt,
        concern=concern,
        shown_until=concern.received_at + RECEIPT_SHOWN,
        **beside_receipt(visit.flow.receipt, concern),
    )


def _send_rest(request: HttpRequest, visit: Visit, flow: FlowKey, concern: Concern) -> None:
    """What is still there after sending is what was sent, or what another tab wrote while it was being sent.
    Sending it again adds nothing, or keeps those words as a version; only then are they wiped."""
    try:
        _submit(request, visit, flow)
    except actions.NothingToSend:
        pass  # emptied meanwhile: there is nothing to keep
    except (DatabaseProblem, KeyMissing) as problem:
        log.warning("what was typed while sending is not sent yet: %s", type(problem).__name__)
        return
    _wipe(visit, concern)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("draft.keep")
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was typed, after asking once."""
    visit = Visit.of(request)
    if request.method != "POST" or stale(request):
        return show(request, "forget", visit, note=note_for(request, visit), status=status_for(request))
    if visit.flow is not None:
        drafts.forget(visit.flow)
    return _without_cookie(see(reverse("home")))


check.shows_stale = done.shows_stale = forget.shows_stale = True  # type: ignore[attr-defined]  # see site.views


def _without_cookie(response: HttpResponse) -> HttpResponse:
    drop_cookie(response)
    return response
