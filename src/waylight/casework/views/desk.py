"""What is due, the viewer's children, what the hub handed on, and whether a child has a record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import actions, queries
from ..errors import NotPossible
from ..forms import FindForm, OpenForm, details_of
from ..matching import proposals
from ..models import Arrival, Child
from .acts import attempt, people_of


@require_GET
@guarded("child.due")
def children(request: HttpRequest) -> HttpResponse:
    actor, team = actor_of(request), request.GET.get("of") == "team"
    manages = can(actor, "child.receive")
    context = {
        "team": team,
        "manages": manages,
        "due": queries.due_list(actor, team=team, page=request.GET.get("due", "1")),
        "arrivals": queries.arrivals(actor) if manages else [],
        "children": queries.children(
            actor, closed=request.GET.get("state") == "closed", page=request.GET.get("page", "1")
        ),
    }
    return render(request, "casework/children.html", context)


@require_http_methods(["GET", "POST"])
@guarded("child.find")
def find(request: HttpRequest) -> HttpResponse:
    """Posted, so that no address holds a name."""
    form, found = FindForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = queries.find(actor_of(request), form.cleaned_data["kind"], form.cleaned_data["value"])
        except ValueError:
            form.add_error("value", _("Write the whole number, or a name, a comma and a date of birth."))
    context = {"form": form, "found": found}
    return render(request, "casework/find.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.receive")
def arrival(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the hub decided; open a record from it, or say whose record it belongs to."""
    actor = actor_of(request)
    try:
        page = queries.arrival_of(actor, pk)
    except Arrival.DoesNotExist as none:
        raise Http404 from none
    area = page.arrival.area_id
    initial: dict[str, Any] = {"name": page.arrival.stream.subject, "home_authority": page.arrival.area.name}
    form = OpenForm(request.POST or None, initial=initial, people=people_of(area))
    opened: list[Child] = []
    found = page.proposals
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        details = details_of(typed)
        found = proposals(page.arrival, details)
        if attempt(
            form,
            lambda: opened.append(
                actions.open_record(
                    page.arrival, details, worker=typed["worker"], another=typed["another"], by=actor
                )
            ),
        ):
            messages.success(request, _("The record is open. Nothing had to be written again."))
            return redirect("child", opened[0].pk)
    context = {"page": page, "found": found, "form": form}
    return render(request, "casework/arrival.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("child.receive")
def join(request: HttpRequest, pk: UUID, child: UUID) -> HttpResponse:
    actor = actor_of(request)
    try:
        page, held = queries.arrival_of(actor, pk), queries.find_child(child)
    except (Arrival.DoesNotExist, Child.DoesNotExist) as none:
        raise Http404 from none
    try:
        actions.join(page.arrival, held, by=actor)
        messages.success(request, _("Joined. Its worker and manager see it, and their review comes sooner."))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    return redirect("children")
