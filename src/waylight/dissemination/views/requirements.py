"""What the unit needs to know: the board, one question, its answers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor, Role
from waylight.guidance.models import Area
from waylight.triage.machine import WrongMove
from waylight.triage.views.saying import refused_as_it_stands, saved

from .. import actions, queries
from ..errors import NotPossible
from ..forms import AnswerForm, BringInForm, CloseForm, RequirementForm
from ..legacy import NotRead
from ..machine import REQUIREMENT
from ..models import Answer, Requirement


def own_area(actor: Actor) -> Area:
    area = Area.objects.filter(slug__in=actor.areas(Role.INTELLIGENCE)).order_by("slug").first()
    if area is None:
        raise Http404
    return area


@require_http_methods(["GET", "POST"])
@guarded("requirement.view")
def board(request: HttpRequest) -> HttpResponse:
    """The questions; the unit asks another one below them."""
    actor, state = actor_of(request), request.GET.get("state", REQUIREMENT.start)
    state = state if state in REQUIREMENT.states else REQUIREMENT.start
    form = RequirementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(own_area(actor), by=actor, **form.cleaned_data)
            saved(request, form, _("Asked. Those you chose see it now."))
            return redirect("requirements")
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {
        "requirements": queries.requirements(actor, state=state),
        "state": state,
        "states": REQUIREMENT.states,
        "form": form if can(actor, "requirement.keep") else None,
    }
    return render(request, "dissemination/requirements.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@guarded("requirement.view")
def requirement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question; posting answers it."""
    actor, page = actor_of(request), _open(request, pk)
    form = AnswerForm(request.POST or None)
    done = _do(form, lambda: actions.give(page.requirement, by=actor, **form.cleaned_data))
    if done:
        saved(request, form, _("Thank you. The intelligence unit has it."))
        return redirect("requirement", pk)
    context = {"page": page, "form": form, "close_form": CloseForm()}
    return render(request, "dissemination/requirement.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("requirement.keep")
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, page = actor_of(request), _open(request, pk)
    form = CloseForm(request.POST)
    asked = form.cleaned_data if form.is_valid() else {}
    if _do(form, lambda: actions.close(page.requirement, asked["outcome"], asked["words"], by=actor)):
        saved(request, form, _("Closed, with your words."))
        return redirect("requirements")
    context = {"page": page, "form": AnswerForm(), "close_form": form}
    return render(request, "dissemination/requirement.html", context, status=400)


@require_POST
@guarded("requirement.keep")
def into_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a report with this answer as its first item."""
    found = Answer.objects.select_related("requirement").filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        return redirect("report", actions.take_into_report(found, by=actor_of(request)).pk)
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("requirement", found.requirement_id)


@require_http_methods(["GET", "POST"])
@guarded("report.bring-in")
def bring_in(request: HttpRequest) -> HttpResponse:
    """Reports written elsewhere, pasted as text: no file is ever taken."""
    actor, form = actor_of(request), BringInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.bring_in(own_area(actor), form.cleaned_data["rows"], by=actor)
            messages.success(
                request,
                _("%(count)s drafts, graded as written and to be graded anew.") % {"count": len(made)},
            )
            return redirect("reports")
        except NotRead as problem:
            words = {"row": problem.row, "column": problem.column or _("the whole row")}
            form.add_error(
                "rows", _("Row %(row)s cannot be read: %(column)s. Nothing was brought in.") % words
            )
    return render(request, "dissemination/bring_in.html", {"form": form}, status=400 if form.errors else 200)


def _open(request: HttpRequest, pk: UUID) -> queries.RequirementPage:
    try:
        return queries.open_requirement(actor_of(request), pk)
    except Requirement.DoesNotExist as none:
        raise Http404 from none


def _do(form: AnswerForm | CloseForm, act: Callable[[], object]) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except NotPossible as problem:
        form.add_error(None, str(problem.why.label))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        form.add_error(None, _("It is closed already."))
    return not form.errors
