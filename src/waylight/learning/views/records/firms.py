"""What a licensed firm sees of its people, and who sees it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.models import Person
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Role

from ... import actions, queries
from ...models import Operator, OperatorSeat
from ...records_forms import SeatForm
from .office import done_with, tried


@require_safe
@guarded("training.passes")
def passes(request: HttpRequest) -> HttpResponse:
    """Pass and date of one's own firm's people; noted."""
    return render(request, "learning/records/passes.html", {"firms": queries.firms(actor_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.seat")
def firms(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    areas = list(queries.own_areas(by, "training.seat"))
    people = Person.objects.none()
    for area in areas:
        people = people | holders_of(Role.OPERATOR, area.slug)
    own = Operator.objects.filter(area__in=areas)
    form = SeatForm(request.POST or None, firms=own, people=people.distinct())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done_with(form, lambda: actions.give_seat(said["operator"], said["person"].pk, by=by)):
            messages.success(request, _("They see pass and date of this firm's people from now on."))
            return redirect("training-firms")
    context = {"firms": queries.firms_of_area(by), "form": form}
    return render(request, "learning/records/firms.html", context, status=422 if form.errors else 200)


@require_POST
@guarded("training.seat")
def end_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        seat = OperatorSeat.objects.get(pk=pk)
    except OperatorSeat.DoesNotExist as problem:
        raise Http404 from problem
    by = actor_of(request)
    tried(request, lambda: actions.end_seat(seat, by=by), _("They see nothing of this firm any more."))
    return redirect("training-firms")
