"""Who is trained to grade, kept by an administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Role

from .. import actions, queries
from ..errors import NotPossible
from ..forms import GraderForm
from ..models import GraderTraining


@require_http_methods(["GET", "POST"])
@guarded("grader.record")
def graders(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    areas = sorted(actor.areas(Role.ADMINISTRATOR))
    shown = request.POST.get("area") or (areas[0] if areas else "")
    units = queries.units(actor)
    unit = next((each for each in units if each.area.slug == shown), None)
    if unit is None:
        raise Http404
    form = GraderForm(request.POST or None, people=holders_of(Role.INTELLIGENCE, unit.area.slug))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            actions.record_training(typed.pop("person"), unit.area, by=actor, **typed)
            messages.success(request, _("Recorded."))
            return redirect("graders")
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {"units": units, "unit": unit, "form": form}
    return render(request, "dissemination/graders.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("grader.record")
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        actions.end_training(queries.training_of(pk), by=actor_of(request))
        messages.success(request, _("Ended: it gives no right from now on."))
    except GraderTraining.DoesNotExist as none:
        raise Http404 from none
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    return redirect("graders")
