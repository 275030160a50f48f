"""The desk's side: requests for other formats and what became of them, and shared devices."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded

from ..actions.asking import decline_request, meet_request
from ..actions.devices import close_device, open_device
from ..actions.problems import NotPossible
from ..learner_forms import DeclineForm, MeetForm, OpenDeviceForm
from ..models import Declined, FormatRequest, SharedDevice
from ..queries import devices as shared
from ..queries import own_areas
from ..queries.asking import RequestRow, Typed, format_requests, opened_request


@require_safe
@guarded("format.answer")
def requests(request: HttpRequest) -> HttpResponse:
    settled = "settled" in request.GET
    rows = format_requests(actor_of(request), settled=settled)
    return render(request, "learning/desk/requests.html", {"rows": rows, "settled": settled})


@require_safe
@guarded("format.answer")
def one_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opening it shows what was typed, and is audited."""
    return _request(request, pk)


@require_POST
@guarded("format.answer")
def meet(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = MeetForm(request.POST)
    if not form.is_valid():
        return _request(request, pk, meeting=form)
    row, _typed = _opened(request, pk)
    try:
        meet_request(row.request, note=form.cleaned_data["note"], by=actor_of(request))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    else:
        messages.success(request, _("Done. Whoever asked can see it with their number."))
    return redirect("format-request", pk)


@require_POST
@guarded("format.answer")
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _request(request, pk, declining=form)
    row, _typed = _opened(request, pk)
    said = form.cleaned_data
    try:
        decline_request(row.request, Declined(said["why"]), note=said["reason"], by=actor_of(request))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    else:
        messages.success(request, _("Declined. Whoever asked can see why with their number."))
    return redirect("format-request", pk)


def _request(
    request: HttpRequest, pk: UUID, *, meeting: forms.Form | None = None, declining: forms.Form | None = None
) -> HttpResponse:
    row, typed = _opened(request, pk)
    page = {
        "row": row,
        "typed": typed,
        "meeting": meeting or MeetForm(),
        "declining": declining or DeclineForm(),
    }
    return render(request, "learning/desk/request.html", page, status=422 if meeting or declining else 200)


def _opened(request: HttpRequest, pk: UUID) -> tuple[RequestRow, Typed]:
    try:
        return opened_request(actor_of(request), pk)
    except FormatRequest.DoesNotExist:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.device")
def devices(request: HttpRequest) -> HttpResponse:
    """Those that are open, and a new one: its code is on the page that answers, and nowhere after that."""
    actor = actor_of(request)
    areas = list(own_areas(actor, "training.device"))
    if request.method != "POST":
        return _devices(request, OpenDeviceForm(areas=areas))
    form = OpenDeviceForm(request.POST, areas=areas)
    if not form.is_valid():
        return _devices(request, form, status=422)
    said = form.cleaned_data
    area = next(one for one in areas if one.slug == said["area"])
    opened = open_device(area, hours=said["hours"], place=said["place"], by=actor)
    return _devices(request, OpenDeviceForm(areas=areas), code=opened.code)


@require_POST
@guarded("training.device")
def end_device(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    try:
        close_device(shared.shared_device(actor, pk), by=actor)
    except SharedDevice.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Closed. With its next page the device forgets whoever used it."))
    return redirect("shared-devices")


def _devices(request: HttpRequest, form: forms.Form, *, code: str = "", status: int = 200) -> HttpResponse:
    page = {"form": form, "open": shared.shared_devices(actor_of(request)), "code": code}
    return render(request, "learning/desk/devices.html", page, status=status)
