"""What those who work with the child see: what agencies answered, discussions and what follows from them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import require
from waylight.casework import queries as casework
from waylight.casework.codes import DueKind
from waylight.casework.models import Child
from waylight.casework.views.acts import perform
from waylight.casework.views.record import found as child_of
from waylight.triage.views.saying import saved

from .. import queries
from ..models import Discussion, Enquiry, Evidence
from .acts import TABLES, Fold, folds

ASKING, MEETING = ("ask", "higher"), ("call", "finish")
FIND: dict[str, Callable[[UUID], Any]] = {
    "child": casework.find_child,
    "check": queries.find_check,
    "discussion": queries.find_discussion,
    "evidence": queries.find_evidence,
    "enquiry": queries.find_enquiry,
}


def found(what: str, pk: UUID) -> Any:
    try:
        return FIND[what](pk)
    except (KeyError, ObjectDoesNotExist) as none:
        raise Http404 from none


@require_GET
@guarded("child.view")
def checks(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _checks(request, child_of(pk))


@require_GET
@guarded("child.view")
def discussions(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _discussions(request, child_of(pk))


@require_GET
@guarded("child.view")
def discussion(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _discussion(request, found("discussion", pk))


@require_GET
@guarded("child.view")
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _of_discussion(request, found("evidence", pk))


@require_GET
@guarded("child.view")
def enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _of_discussion(request, found("enquiry", pk))


def _of_record(request: HttpRequest, child: Child) -> None:
    """No key of anything goes to who does not read the record."""
    require(actor_of(request), "child.view", child)


def _of_discussion(request: HttpRequest, thing: Evidence | Enquiry) -> HttpResponse:
    _of_record(request, thing.child)
    return redirect("discussion", thing.discussion_id)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, what: str, pk: UUID, name: str) -> HttpResponse:
    """Do one act; what cannot be done shows its page again with everything typed."""
    thing = found(what, pk)
    chosen = next((each for each in TABLES[what] if each.name == name), None)
    if chosen is None:
        raise Http404
    _of_record(request, thing if what == "child" else thing.child)
    if request.method == "GET":
        return redirect(*_place(what, thing, name))
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if done:
        saved(request, form, chosen.done)
        return redirect(*_place(what, thing, name))
    tried = Fold(what, thing, chosen, form, opened=True)
    if what == "check" or name in ASKING:
        return _checks(request, thing if what == "child" else thing.child, tried)
    if what == "child":
        return _discussions(request, thing, tried)
    of = thing if what == "discussion" else thing.discussion
    return _discussion(request, found("discussion", of.pk), tried)


def _place(what: str, thing: Any, name: str) -> tuple[str, UUID]:
    if what == "check" or name in ASKING:
        return "child-checks", thing.pk if what == "child" else thing.child_id
    if what == "child":
        return "child-discussions", thing.pk
    return "discussion", thing.pk if what == "discussion" else thing.discussion_id


def _checks(request: HttpRequest, child: Child, tried: Fold | None = None) -> HttpResponse:
    actor = actor_of(request)
    page = casework.opened(actor, child, "checks")
    rows = queries.checks_of(actor, child)
    waive = {row.check.pk: folds("check", row.check, actor, bound=tried) for row in rows}
    context = {
        "page": page,
        "rows": rows,
        "waive": waive,
        "folds": folds("child", child, actor, only=ASKING, bound=tried),
        "tried": tried,
    }
    return render(request, "referral/checks.html", context, status=400 if tried else 200)


def _discussions(request: HttpRequest, child: Child, tried: Fold | None = None) -> HttpResponse:
    actor = actor_of(request)
    page, held = casework.opened(actor, child, "discussions"), queries.discussions_of(actor, child)
    due = any(each.quorate for each in held) and child.dues.filter(
        kind=DueKind.STRATEGY, stopped_at__isnull=True
    )
    only = (*MEETING, "known") if due else MEETING
    context = {
        "page": page,
        "discussions": held,
        "folds": folds("child", child, actor, only=only, bound=tried),
        "tried": tried,
    }
    return render(request, "referral/discussions.html", context, status=400 if tried else 200)


def _discussion(request: HttpRequest, thing: Discussion, tried: Fold | None = None) -> HttpResponse:
    actor = actor_of(request)
    page = casework.opened(actor, thing.child, "discussion")
    it = queries.discussion_page(actor, thing)
    settle = {
        each.pk: folds("evidence", each, actor, only=("settle",), bound=tried)
        for each in it.evidence
        if each.settled_at is None
    }
    context = {
        "page": page,
        "it": it,
        "folds": folds("discussion", thing, actor, bound=tried)
        + (folds("enquiry", it.enquiry, actor, bound=tried) if it.enquiry else []),
        "settle": settle,
        "tried": tried,
    }
    return render(request, "referral/discussion.html", context, status=400 if tried else 200)
