"""Rules and demands: written, looked at, made."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded
from waylight.guidance.models import Area

from ... import actions, queries
from ...codes import Role
from ...courses import course_title
from ...models import CourseDemand, Operator
from ...records_forms import DemandForm, RuleForm
from .office import chosen_area, done_with, tried

ROLE_WORDS = dict(Role.choices)


@require_safe
@guarded("training.rule")
def rules(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@guarded("training.rule")
def rule(request: HttpRequest) -> HttpResponse:
    """Without `reach` it is only looked at: whom it would touch, both ways of applying it."""
    by, form = actor_of(request), _rule_form(request, request.POST)
    if not form.is_valid():
        return _page(request, rule=form)
    area, draft, reach = form.cleaned_data["area"], form.draft(), request.POST.get("reach", "")
    if reach in ("new", "all"):
        if done_with(form, lambda: actions.make_rule(area, draft, to_all=reach == "all", by=by)):
            messages.success(request, _("The rule is made."))
            return redirect("training-rules")
        return _page(request, rule=form)
    found: list[actions.RulePreview] = []
    if not done_with(form, lambda: found.append(actions.preview_rule(area, draft, by=by))):
        return _page(request, rule=form)
    named = queries.named(by, [each.learner for each in found[0].to_all.people])
    context = {
        "form": form,
        "posted": _posted(request),
        "draft": draft,
        "course": course_title(draft.course_id),
        "found": found[0],
        "named": named,
    }
    return render(request, "learning/records/rule_preview.html", context)


@require_POST
@guarded("training.rule")
def demand(request: HttpRequest) -> HttpResponse:
    """Without `make` it is only looked at."""
    by, form = actor_of(request), _demand_form(request, request.POST)
    if not form.is_valid():
        return _page(request, demand=form)
    said, asked = form.cleaned_data, form.demand()
    area, course, why = said["area"], said["course"], said["why"]
    if request.POST.get("make") == "yes":
        if done_with(form, lambda: actions.make_demand(area, course, asked, why=why, by=by)):
            messages.success(request, _("It is asked of everybody trained before that day."))
            return redirect("training-rules")
        return _page(request, demand=form)
    found: list[actions.Touched] = []
    if not done_with(form, lambda: found.append(actions.preview_demand(area, course, asked, by=by))):
        return _page(request, demand=form)
    context = {
        "posted": _posted(request),
        "demand": asked,
        "why": why,
        "course": course_title(course),
        "found": found[0],
        "named": queries.named(by, [each.learner for each in found[0].people]),
    }
    return render(request, "learning/records/demand_preview.html", context)


@require_POST
@guarded("training.rule")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        asked = CourseDemand.objects.get(pk=pk)
    except CourseDemand.DoesNotExist as problem:
        raise Http404 from problem
    by = actor_of(request)
    tried(request, lambda: actions.withdraw_demand(asked, by=by), _("It asks nothing any more."))
    return redirect("training-rules")


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again from the preview."""
    skipped = ("csrfmiddlewaretoken", "reach", "make")
    return [
        (name, said) for name, all_said in request.POST.lists() for said in all_said if name not in skipped
    ]


def _rule_form(request: HttpRequest, data: Any = None) -> RuleForm:
    areas = queries.own_areas(actor_of(request), "training.rule")
    return RuleForm(data, areas=areas, firms=Operator.objects.filter(area__in=areas))


def _demand_form(request: HttpRequest, data: Any = None) -> DemandForm:
    return DemandForm(data, areas=queries.own_areas(actor_of(request), "training.rule"))


def _page(
    request: HttpRequest, rule: RuleForm | None = None, demand: DemandForm | None = None
) -> HttpResponse:
    areas: list[Area] = list(queries.own_areas(actor_of(request), "training.rule"))
    wrong = (rule is not None and rule.errors) or (demand is not None and demand.errors)
    area = chosen_area(request, "training.rule")
    context = {
        "areas": areas,
        "area": area,
        "found": queries.rules(actor_of(request), area),
        "rule_form": rule or _rule_form(request),
        "demand_form": demand or _demand_form(request),
        "chosen": "demand" if demand is not None else "rule" if rule is not None else "",
        "title_of": course_title,
        "role_words": ROLE_WORDS,
    }
    return render(request, "learning/records/rules.html", context, status=422 if wrong else 200)
