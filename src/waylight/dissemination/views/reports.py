"""The list of reports, writing one, and one report with all that may be done with it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor, Role
from waylight.guidance.models import Area
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..codes import SubjectRole
from ..errors import NotPossible
from ..forms import ToldAsForm, WriteForm
from ..machine import REPORT
from ..models import Item, MetEdit, Report, RestsOn, Undone
from .acts import ITEM_ACTS, REPORT_ACTS, Act, named, open_to, pasted_id, perform

REPORT_BY_NAME, ITEM_BY_NAME = named(REPORT_ACTS), named(ITEM_ACTS)
WRITERS = (Role.INTELLIGENCE, Role.MANAGER, Role.DESIGNATED)
_OF_ITEM = ("words", "provenance", "named")


@require_GET
@guarded("report.read")
def reports(request: HttpRequest) -> HttpResponse:
    actor, state = actor_of(request), request.GET.get("state", "")
    state = state if state in REPORT.states else ""
    due = "due" in request.GET
    context = {
        "reports": queries.reports(actor, state=state, due=due),
        "state": state,
        "due": due,
        "states": REPORT.states,
        "may_write": can(actor, "report.write"),
        "may_bring_in": can(actor, "report.bring-in"),
        "owed": queries.owed(actor) if can(actor, "disclosure.tell-again") else [],
        "reviews": queries.reviews_due(actor) if can(actor, "report.review") else 0,
    }
    return render(request, "dissemination/reports.html", context)


@require_http_methods(["GET", "POST"])
@guarded("report.write")
def write(request: HttpRequest) -> HttpResponse:
    """A new report; `?from=` is the id of the entity or concern that its first item rests on."""
    actor = actor_of(request)
    form = WriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report = _written(actor, dict(form.cleaned_data), request.GET.get("from", ""))
            saved(request, form, _("Begun. Add more items, or submit it."))
            return redirect("report", report.pk)
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    return render(request, "dissemination/write.html", {"form": form}, status=400 if form.errors else 200)


def _written(actor: Actor, typed: dict[str, Any], rests_on: str) -> Report:
    area = Area.objects.filter(slug__in=actor.areas(*WRITERS)).order_by("slug").first()
    if area is None:
        raise Http404
    of_item = {name: typed.pop(name) for name in _OF_ITEM}
    with transaction.atomic():
        report = actions.write(area, by=actor, **typed)
        item = actions.add_item(report, by=actor, **of_item)
        if rests_on:
            actions.rest_on(item, pasted_id(rests_on), by=actor)
    return report


@require_GET
@guarded("report.read")
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _find(pk))


@require_http_methods(["GET", "POST"])
@guarded("report.read")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = REPORT_BY_NAME.get(name), _find(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("report", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, _find(pk), chosen, form, thing)
    saved(request, form, chosen.done)
    return redirect("report", pk)


@require_http_methods(["GET", "POST"])
@guarded("report.read")
def item_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen = ITEM_BY_NAME.get(name)
    item = there(queries.item_of, pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("report", item.report_id)
    form, done = perform(chosen, item, request.POST, actor_of(request))
    if not done:
        return _page(request, _find(item.report_id), chosen, form, item)
    saved(request, form, chosen.done)
    return redirect("report", item.report_id)


@require_POST
@guarded("report.sanitise")
def tell_as(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What may be told of something that an item rests on."""
    found = RestsOn.objects.select_related("report").filter(pk=pk).first()
    if found is None:
        raise Http404
    form = ToldAsForm(request.POST)
    return _small(
        request,
        found.report_id,
        form,
        lambda d: actions.tell_as(found, d["words"], role=d["role"], by=actor_of(request)),
        _("Saved."),
    )


@require_POST
@guarded("report.review")
def settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something that came apart has been looked at."""
    found = Undone.objects.select_related("report").filter(pk=pk).first()
    if found is None:
        raise Http404
    note = request.POST.get("reason", "")
    return _small(
        request,
        found.report_id,
        None,
        lambda d: actions.settle(found, note, by=actor_of(request)),
        _("Settled, with your words."),
    )


@require_POST
@guarded("report.write")
def settle_met(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = MetEdit.objects.select_related("report").filter(pk=pk).first()
    if found is None:
        raise Http404
    return _small(
        request,
        found.report_id,
        None,
        lambda d: actions.settle_met(found, by=actor_of(request)),
        _("Settled."),
    )


def _small(request: HttpRequest, pk: UUID, form: forms.Form | None, do: Any, done: str) -> HttpResponse:
    """One of the small forms of a report's page: done, or the page again with a sentence that says why."""
    problem = ""
    if form is not None and not form.is_valid():
        problem = str(next(iter(form.errors.values()))[0])
    else:
        try:
            do(form.cleaned_data if form is not None else {})
        except NotPossible as why:
            problem = str(why.why.label)
    if problem:
        messages.error(request, problem)
    elif form is None:
        messages.success(request, done)
    else:
        saved(request, form, done)
    return redirect("report", pk)


def _find(pk: UUID) -> Report:
    return there(queries.report_of, pk)


def _page(
    request: HttpRequest,
    thing: Report,
    chosen: Act | None = None,
    bound: forms.Form | None = None,
    about: Report | Item | None = None,
) -> HttpResponse:
    """`about`: the thing of the act that could not be done, whose form stands open with its errors."""
    actor = actor_of(request)
    page = queries.open_report(actor, thing)
    status = 400 if bound is not None else 200
    if isinstance(page, queries.SanitisedPage):
        if bound is not None and chosen is not None:
            require(actor, chosen.action, about)
        return render(request, "dissemination/sanitised.html", {"page": page}, status=status)

    def folds(acts: tuple[Act, ...], it: Any) -> list[tuple[Act, forms.Form]]:
        here = about is not None and about.pk == it.pk
        return [
            (each, bound if bound is not None and here and each is chosen else each.make(it, actor, None))
            for each in open_to(acts, it, actor, thing.state)
        ]

    for shown in page.items:
        shown.item.report = thing
    context = {
        "page": page,
        "report": thing,
        "acts": folds(REPORT_ACTS, thing),
        "item_acts": {shown.item.pk: folds(ITEM_ACTS, shown.item) for shown in page.items},
        "chosen": chosen,
        "bound": bound,
        "about": about,
        "may_sanitise": can(actor, "report.sanitise", thing) and thing.state in ("checking", "graded"),
        "may_review": can(actor, "report.review", thing),
        "roles": SubjectRole.choices,
    }
    return render(request, "dissemination/report.html", context, status=status)
