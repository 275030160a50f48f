"""One thing that is told of, its links with their reasons, and what people decide of them."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.html import json_script
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can
from waylight.triage.views.saying import saved

from .. import actions, entity_page, queries
from ..errors import NotPossible
from ..forms import SameForm, TakeBackForm
from ..models import Entity, Link
from ..naming import KINDS

HOURS = [f"{hour:02}" for hour in range(24)]


@require_GET
@guarded("entity.view")
def entity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opening it is a consultation."""
    try:
        page = queries.open_entity(actor_of(request), pk)
    except Entity.DoesNotExist as none:
        raise Http404 from none
    if isinstance(page, UUID):
        return redirect("entity", page)
    actions.look(page.entity, by=actor_of(request), seq=page.seq)
    beside = entity_page.beside(actor_of(request), page)
    context = {"page": page, "days": WEEKDAYS, "hours": HOURS, "kinds": KINDS, "beside": beside}
    context["may_ask_elsewhere"] = page.entity.kind in actions.ASKED_KINDS and can(
        actor_of(request), "elsewhere.ask"
    )
    return render(request, "intelligence/entity.html", context)


@require_GET
@guarded("entity.view")
def chart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is told of together. `to` asks for the way to another; a script draws the same with the mouse."""
    try:
        to = UUID(request.GET["to"]) if request.GET.get("to") else None
        drawn = queries.chart(actor_of(request), pk, to=to)
    except (Entity.DoesNotExist, ValueError) as none:
        raise Http404 from none
    if isinstance(drawn, UUID):
        return redirect("entity-chart", drawn)
    elements = {
        "nodes": [
            {
                "id": str(node.entity),
                "label": node.title,
                "kind": node.kind,
                "x": node.spot.x,
                "y": node.spot.y,
                "href": reverse("entity", args=[node.entity]),
                "on_way": node.on_way,
                "centre": node is drawn.centre,
            }
            for node in drawn.nodes
        ],
        "edges": [
            {
                "source": str(edge.one.entity),
                "target": str(edge.other.entity),
                "accounts": edge.accounts,
                "on_way": edge.on_way,
            }
            for edge in drawn.edges
        ],
    }
    context = {"chart": drawn, "elements": json_script(elements, "chart-elements")}
    return render(request, "intelligence/chart.html", context)


@require_http_methods(["GET", "POST"])
@guarded("link.decide")
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Same or not the same, with a reason; "not the same" on a joined pair takes them apart."""
    found = _find(request, pk)
    form = SameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            same = asked["verdict"] == "same"
            actions.decide(found.one, found.other, same=same, reason=asked["reason"], by=actor_of(request))
            saved(request, form, _("Noted with your reason. It holds whatever is reckoned later."))
            return redirect("entity", _entity_of(found))
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    return _page(request, found, form)


@require_POST
@guarded("link.decide")
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, form = _find(request, pk), TakeBackForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.take_back(found.one, found.other, reason=reason, by=actor_of(request))
            saved(request, form, _("Taken back. What was said stays on record."))
            return redirect("entity", _entity_of(found))
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    return _page(request, found, form)


def _find(request: HttpRequest, pk: UUID) -> Link:
    try:
        return queries.link_of(actor_of(request), pk)
    except Link.DoesNotExist as none:
        raise Http404 from none


def _entity_of(found: Link) -> UUID:
    found.one.refresh_from_db()
    return found.one.entity_id


def _page(request: HttpRequest, found: Link, bound: forms.Form) -> HttpResponse:
    shown = queries.open_link(actor_of(request), found)
    back = bound if isinstance(bound, TakeBackForm) else TakeBackForm()
    context = {
        "shown": shown,
        "form": bound if isinstance(bound, SameForm) else SameForm(),
        "back_form": back,
        "bound": bound if bound.errors else None,
        "kinds": KINDS,
    }
    return render(request, "intelligence/link.html", context, status=400 if bound.errors else 200)
