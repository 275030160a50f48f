"""The staff's screen of numbers: which are live, which lapse, and the check by two people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from . import actions, queries
from .forms import SAME, CheckForm, RejectForm
from .models import ContactRoute, RouteCheck
from .queries import RouteDue


@require_safe
@guarded("contact-route.view")
def routes(request: HttpRequest) -> HttpResponse:
    return render(request, "guidance/routes.html", {"lists": queries.looked_after(actor_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("contact-route.view")
def route(request: HttpRequest, pk: int) -> HttpResponse:
    """One number: its record, its checks, and the form for a new one."""
    due = _due(request, pk)
    if request.method != "POST":
        first = {key: getattr(due.route, key) for key in ("phone", "text_number", "email", "url", "hours")}
        first |= {"result": SAME, "checked_on": timezone.localdate()}
        return _page(request, due, CheckForm(initial=first))
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, due, form)
    try:
        actions.propose_check(due.route, form.found(due.route), by=actor_of(request), name=_name(request))
    except actions.CheckNotTaken as problem:
        form.add_error(None, str(problem))
        return _page(request, due, form)
    messages.success(request, _("Kept. Nothing changes until a second person confirms it."))
    return redirect("contact-route", pk)


@require_POST
@guarded("contact-route.verify")
def confirm(request: HttpRequest, pk: int, check: int) -> HttpResponse:
    due = _due(request, pk)
    try:
        actions.confirm_check(_waiting(due, check), by=actor_of(request), name=_name(request))
    except actions.CheckNotTaken as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Confirmed. It is shown as checked from now on."))
    return redirect("contact-route", pk)


@require_POST
@guarded("contact-route.verify")
def reject(request: HttpRequest, pk: int, check: int) -> HttpResponse:
    due, form = _due(request, pk), RejectForm(request.POST)
    if not form.is_valid():
        return _page(request, due, rejecting=form)
    try:
        actions.reject_check(
            _waiting(due, check), form.cleaned_data["reason"], by=actor_of(request), name=_name(request)
        )
    except actions.CheckNotTaken as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Rejected. What is shown stays as it was."))
    return redirect("contact-route", pk)


def _page(
    request: HttpRequest, due: RouteDue, form: CheckForm | None = None, rejecting: RejectForm | None = None
) -> HttpResponse:
    actor, waiting = actor_of(request), due.waiting
    page: dict[str, Any] = {
        "due": due,
        "checks": queries.checks(actor, due.route),
        "may_verify": can(actor, "contact-route.verify", due.route),
        "mine": waiting is not None and waiting.proposed_by == actor.ref,
        "form": form or CheckForm(),
        "rejecting": rejecting or RejectForm(),
    }
    wrong = page["form"].errors or page["rejecting"].errors
    return render(request, "guidance/route.html", page, status=422 if wrong else 200)


def _due(request: HttpRequest, pk: int) -> RouteDue:
    try:
        return queries.due(actor_of(request), pk)
    except ContactRoute.DoesNotExist as problem:
        raise Http404 from problem


def _waiting(due: RouteDue, check: int) -> RouteCheck:
    """The check that the person saw, not one that came in its place."""
    if due.waiting is None or due.waiting.pk != check:
        raise actions.CheckNotTaken(_("Somebody has already decided this check."))
    return due.waiting


def _name(request: HttpRequest) -> str:
    return getattr(request.user, "name", "")
