"""Places and people of concern: the front page, opening one, one of them, its measures, the catalogue."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import DISRUPTION_ROLES
from waylight.casework.views.acts import attempt
from waylight.casework.views.printing import why_not
from waylight.casework.views.slots import NOTHING_YET, kept, settled
from waylight.intelligence.models import Entity
from waylight.learning.outputs.pdf import CannotPrint
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..catalogue import catalogue
from ..forms import JoinForm, OpenForm
from ..machine import HAND
from ..models import InformationRequest, Unit, Use
from .acting import Act, left_over, perform, shown
from .acts import UNIT_BY_NAME, USE_BY_NAME, open_to, people_of


@require_GET
@guarded("unit.view")
def units(request: HttpRequest) -> HttpResponse:
    actor, closed = actor_of(request), request.GET.get("state") == "closed"
    context = {
        "units": queries.units(actor, closed=closed, page=request.GET.get("page", "1")),
        "closed": closed,
        "handed": queries.handed(actor, page=request.GET.get("handed", "1")),
        "running": queries.uses_running(actor, page=request.GET.get("running", "1")),
        "ownerless": queries.ownerless(actor),
        "left_behind": queries.left_behind(actor),
    }
    return render(request, "disruption/units.html", context)


@require_GET
@guarded("unit.view")
def measures(request: HttpRequest) -> HttpResponse:
    """The whole catalogue: what is in force today, what is not, and what nobody has verified."""
    today, found = timezone.localdate(), catalogue()
    rules = sorted(found.measures.values(), key=lambda rule: (rule.category, rule.title))
    context = {"catalogue": found, "rules": [(rule, rule.in_force(today)) for rule in rules]}
    return render(request, "disruption/measures.html", context)


@require_http_methods(["GET", "POST"])
@guarded("unit.open")
def open_one(request: HttpRequest) -> HttpResponse:
    """From an entity (`?from=`), or from nothing that the system knows."""
    actor = actor_of(request)
    entity = _entity(request.GET.get("from", ""))
    title = queries.entity_named(actor, entity) if entity else ""
    if entity is not None and not title:
        raise Http404
    areas = actor.areas(*DISRUPTION_ROLES)
    initial = {"kind": "person" if entity and entity.kind == "person" else "place", "title": title}
    sent = request.POST if request.method == "POST" else None
    form = OpenForm(sent, initial=initial, people=people_of(*areas), areas=areas)
    opened: list[Unit] = []
    of = entity.pk if entity else NOTHING_YET
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            attempt(form, lambda: opened.append(actions.open_unit(entity, by=actor, **typed)))
        settled(form, "unit-new", of, "open", actor)
        if opened:
            saved(request, form, _("Open."))
            return redirect("unit", opened[0].pk)
    begun = kept(form, "unit-new", of, "open", actor)
    context = {"form": form, "entity": entity, "title": title, "kept": begun}
    return render(request, "disruption/open.html", context, status=400 if form.errors else 200)


def _entity(pk: str) -> Entity | None:
    try:
        return Entity.objects.get(pk=UUID(pk)) if pk else None
    except (ValueError, Entity.DoesNotExist) as none:
        raise Http404 from none


@require_http_methods(["GET", "POST"])
@guarded("unit.open")
def handed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A decided concern without a child: open a unit from it, or say to which it belongs."""
    actor = actor_of(request)
    found = there(queries.handed_of, actor, pk)
    area = found.area_slug or found.area_id
    joining = request.POST.get("unit") is not None
    open_form = OpenForm(
        request.POST if request.method == "POST" and not joining else None,
        initial={"title": found.stream.subject},
        people=people_of(area),
        areas=[area],
    )
    join_form = JoinForm(request.POST if joining else None, units=queries.units_to_join(actor, area))
    form: forms.Form = join_form if joining else open_form
    done: list[Unit] = []

    def do(typed: dict[str, Any]) -> None:
        if joining:
            done.append(actions.join(found, queries.find_unit(UUID(typed["unit"])), by=actor))
        else:
            done.append(actions.open_unit(found, by=actor, **typed))

    if request.method == "POST":
        if form.is_valid():
            attempt(form, lambda: do(form.cleaned_data))
        settled(form, "handed", pk, "open", actor)
        if done:
            saved(request, form, _("Saved. Nothing had to be written again."))
            return redirect("unit", done[0].pk)
    context = {"handed": found, "statements": queries.waiting_statements(actor, found)}
    context |= {"open_form": open_form, "join_form": join_form, "bound": form if form.errors else None}
    context |= {"kept": kept(open_form, "handed", pk, "open", actor)}
    return render(request, "disruption/handed.html", context, status=400 if form.errors else 200)


def find_unit(pk: UUID) -> Unit:
    return there(queries.find_unit, pk)


def find_use(pk: UUID) -> Use:
    return there(queries.find_use, pk)


@require_GET
@guarded("unit.view")
def unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _unit_page(request, find_unit(pk))


@require_http_methods(["GET", "POST"])
@guarded("unit.view")
def unit_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = UNIT_BY_NAME.get(name), find_unit(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("unit", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _unit_page(request, find_unit(pk), chosen, form)
    saved(request, form, chosen.done)
    if name == "consider":
        return redirect("measure", find_unit(pk).uses.all()[0].pk)
    return redirect("unit", pk)


def _unit_page(
    request: HttpRequest, thing: Unit, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.opened_unit(actor, thing, page=request.GET.get("page", "1"))
    context = {"page": page, "today": timezone.localdate(), "may_open_known": can(actor, "entity.view")}
    context |= _acts(thing, request, chosen, bound)
    return render(request, "disruption/unit.html", context, status=400 if bound is not None else 200)


@require_GET
@guarded("unit.view")
def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _use_page(request, find_use(pk))


@require_http_methods(["GET", "POST"])
@guarded("unit.view")
def measure_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = USE_BY_NAME.get(name), find_use(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("measure", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _use_page(request, find_use(pk), chosen, form)
    saved(request, form, chosen.done)
    return redirect("measure", pk)


def _use_page(
    request: HttpRequest, thing: Use, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    page = queries.opened_use(actor_of(request), thing)
    context = {"page": page, "catalogue": catalogue(), "may_hand": _may_hand(page, request)}
    context |= _acts(thing, request, chosen, bound)
    return render(request, "disruption/measure.html", context, status=400 if bound is not None else 200)


def _may_hand(page: queries.UsePage, request: HttpRequest) -> bool:
    asked = page.licensing
    return asked is not None and not asked.settled and can(actor_of(request), HAND, asked)


def _acts(
    thing: Unit | Use,
    request: HttpRequest,
    chosen: Act | None,
    bound: forms.Form | None,
) -> dict[str, Any]:
    actor = actor_of(request)
    here = open_to(thing, actor)
    acts = [
        shown(act, thing, bound if bound and act is chosen else act.form(thing, None), actor) for act in here
    ]
    every = UNIT_BY_NAME if isinstance(thing, Unit) else USE_BY_NAME
    left = left_over(thing, actor, every.values(), here)
    return {"acts": acts, "chosen": chosen, "bound": bound, "stranded": left}


@require_GET
@guarded("measure.work")
def notice(request: HttpRequest, pk: UUID, *, as_served: bool = False) -> HttpResponse:
    """The last notice written, as PDF: as it stands, or as it was served. Taking it away is on record."""
    written = find_use(pk).notices.select_related("unit__area", "use").first()
    if written is None:
        raise Http404
    try:
        body = actions.print_notice(written, as_served=as_served, by=actor_of(request))
    except CannotPrint as problem:
        messages.error(request, why_not(problem))
        return redirect("measure", pk)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="hotel-information-notice.pdf"'
    return answer


@require_GET
@guarded("unit.view")
def hotel_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is due about a request leads to its measure."""
    return redirect("measure", get_object_or_404(InformationRequest, pk=pk).use_id)
