"""The first page, the immediate-danger gate, and the page that says 999."""

from django.db import Error as DatabaseProblem
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.guarding import guarded
from waylight.guidance import queries

from . import drafts, local
from .drafts import Draft
from .form import form
from .pages import NOT_KEPT, note_for, see, show, stale, status_for
from .visit import Visit, keep_cookie

CHECK = "check"
IN_DANGER = ("yes", "unsure")
GATE_ANSWERS = (*IN_DANGER, "no")


@require_safe
@guarded("guidance.read")
def home(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What this is, the ways in, and who reads it when. `/a/<slug>/` and `?area=` choose an area."""
    asked = local.known(slug or request.GET.get("area", ""))
    if slug and not asked:
        raise Http404
    area = local.chosen(asked)
    return show(
        request,
        "home",
        Visit(),
        area=area,
        areas=local.public_areas(),
        onward=local.carried(asked, local.scanned(request.GET)),
        doors=queries.doors(area) if area else None,
        promise=queries.pack(area).promise if area else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("draft.keep")
def gate(request: HttpRequest) -> HttpResponse:
    """Is a child in danger now? The answer is kept with the report and never blocks it."""
    visit = Visit.of(request)
    if request.method != "POST" or stale(request):
        return _show_gate(request, visit, note_for(request, visit), status_for(request))
    answer = request.POST.get("danger", "")
    flow = visit.going_on()

    def keep(draft: Draft) -> None:
        draft.gate = answer if answer in GATE_ANSWERS else ""
        draft.gate_at = timezone.now().isoformat(timespec="seconds")
        draft.area = local.known(request.POST.get("area", "")) or draft.area
        draft.at = local.scanned(request.POST) or draft.at

    try:
        drafts.change(flow, keep, seen=visit.kept)
    except DatabaseProblem:
        return _show_gate(request, visit, NOT_KEPT, 503)
    first = form().row[0].id
    response = see(danger_url(first) if answer in IN_DANGER else step_url(first))
    keep_cookie(response, flow)
    return response


gate.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _show_gate(request: HttpRequest, visit: Visit, note: str, status: int) -> HttpResponse:
    asked = local.known(request.POST.get("area", "") or request.GET.get("area", ""))
    area = local.chosen(asked or visit.draft.area)
    watched = area is not None and queries.doors(area).changes_at is None
    at = local.scanned(request.POST) or local.scanned(request.GET)
    return show(request, "gate", visit, note=note, status=status, area_asked=asked, at=at, watched=watched)


@require_safe
@guarded("draft.keep")
def danger(request: HttpRequest) -> HttpResponse:
    """999, and a way on. Shown after the gate and once when words say that it is happening now."""
    then = request.GET.get("then", "")
    known = then if then in form().by_id or then == CHECK else form().row[0].id
    return show(
        request, "danger", Visit.of(request), go_on=step_url(known), interrupts="words" in request.GET
    )


def danger_url(then: str, *, words: bool = False) -> str:
    return f"{reverse('report-danger')}?then={then}{'&words' if words else ''}"


def step_url(step: str) -> str:
    if step == CHECK:
        return reverse("report-check")
    return reverse("report-me") if form().by_id[step].own_way else reverse("report-step", args=[step])
