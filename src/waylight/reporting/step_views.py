"""One page of the form at a time: show it, keep what was typed, go on."""

from dataclasses import dataclass
from functools import partial

from django.db import Error as DatabaseProblem
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import guarded
from waylight.guidance import queries

from . import drafts, local
from .controls import control
from .danger import happening_now
from .days import OTHER, Day, both_days, in_words, nearby
from .drafts import Draft, Entry
from .form import Field, Step, form
from .forms import ENTRY, Typed, new_entry, one, read, visible
from .pages import NOT_KEPT, note_for, see, show, stale, status_for
from .summary import entry_parts, rows
from .views import CHECK, danger_url, step_url
from .visit import Visit, keep_cookie

BACK, TO_END, ANOTHER, REMOVE = "back", "end", "another", "remove"
WHERE = "where"
LOCATION = ("lat", "lon", "accuracy")


@dataclass(frozen=True)
class Sent:
    """What a request brings: the page's values, and which entry of a list they belong to."""

    typed: Typed
    entry: str
    area: str

    @classmethod
    def of(cls, request: HttpRequest, step: Step) -> "Sent":
        typed = read(step, request.POST)
        if request.POST.get("forget_location"):
            typed = {name: value for name, value in typed.items() if name not in LOCATION}
        entry = visible(request.POST.get(ENTRY, "")) or new_entry()
        return cls(typed, entry, local.known(request.POST.get("area", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("draft.keep")
def step(request: HttpRequest, step: str) -> HttpResponse:
    found = form().by_id.get(step)
    if found is None or found.own_way:
        raise Http404
    return _page(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("draft.keep")
def me(request: HttpRequest) -> HttpResponse:
    """A child's or young person's own way in: one page, their words, no role to pick."""
    return _page(request, form().by_id["me"])


step.shows_stale = me.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _page(request: HttpRequest, step: Step) -> HttpResponse:
    if request.method != "POST":
        return _stored(request, step, Visit.of(request))
    sent = Sent.of(request, step)
    try:
        visit = Visit.of(request)
        if stale(request):
            return _typed(request, step, visit, sent, note_for(request, visit), status_for(request))
        if visit.sent:
            return _already(request, step, visit, sent.typed)
        return _keep(request, step, visit, sent)
    except DatabaseProblem:
        return _typed(request, step, Visit(), sent, NOT_KEPT, 503)


def _keep(request: HttpRequest, step: Step, visit: Visit, sent: Sent) -> HttpResponse:
    """Save first, whatever comes after."""
    if not visit.begun and not sent.typed and not sent.area:
        return see(_next(request, step))
    flow, lost = visit.going_on(), visit.ended()

    def keep(draft: Draft) -> None:
        draft.earlier_lost = lost
        draft.area = sent.area or draft.area
        _put(draft, request, step, sent)

    kept = drafts.change(flow, keep, seen=visit.kept)
    if kept.draft.sent:
        return _already(request, step, Visit(flow, kept), sent.typed)
    following = _next(request, step)
    if not kept.draft.interrupted and happening_now(step, sent.typed, request.LANGUAGE_CODE):
        drafts.change(flow, _mark_interrupted, seen=kept)
        following = danger_url(_following(request, step), words=True)
    response = see(following)
    keep_cookie(response, flow)
    return response


def _put(draft: Draft, request: HttpRequest, step: Step, sent: Sent) -> None:
    if not step.repeats:
        draft.pages[step.id] = sent.typed
    elif REMOVE in request.POST:
        draft.drop_entry(step.id, visible(request.POST[REMOVE]))
    elif sent.typed or ENTRY in request.POST:
        draft.put_entry(step.id, Entry(sent.entry, sent.typed))


def _mark_interrupted(draft: Draft) -> None:
    draft.interrupted = True


def _following(request: HttpRequest, step: Step) -> str:
    """The id of the page that the pressed button leads to."""
    go = request.POST.get("go", "")
    if REMOVE in request.POST or go == ANOTHER:
        return step.id
    if go == TO_END or step.own_way:
        return CHECK
    to = form().before(step) if go == BACK else form().after(step)
    if to is not None:
        return to.id
    return step.id if go == BACK else CHECK


def _next(request: HttpRequest, step: Step) -> str:
    go = request.POST.get("go", "")
    if go == ANOTHER and step.repeats:
        return f"{step_url(step.id)}?{ANOTHER}"
    if go == BACK and form().before(step) is None:
        return reverse("home") if step.own_way else reverse("report")
    return step_url(_following(request, step))


def _stored(request: HttpRequest, step: Step, visit: Visit) -> HttpResponse:
    """The page with what is kept of it."""
    if visit.sent:
        return _already(request, step, visit, {})
    draft, note = visit.draft, note_for(request, visit)
    area = local.known(request.GET.get("area", ""))
    if not step.repeats:
        scanned = draft.at if step.id == WHERE and step.id not in draft.pages else ""
        typed: Typed = {"name": scanned} if scanned else draft.pages.get(step.id, {})
        return _typed(request, step, visit, Sent(typed, "", area), note, scanned=bool(scanned))
    wanted = draft.entry(step.id, request.GET.get(ENTRY, ""))
    if wanted is not None:
        return _typed(request, step, visit, Sent(wanted.typed, wanted.id, area), note)
    if not draft.entries.get(step.id) or ANOTHER in request.GET:
        return _typed(request, step, visit, Sent({}, new_entry(), area), note)
    return show(
        request,
        "entries",
        visit,
        note=note,
        step=step,
        step_number=form().number(step),
        parts=entry_parts(step, draft),
    )


def _typed(
    request: HttpRequest,
    step: Step,
    visit: Visit,
    sent: Sent,
    note: str,
    status: int = 200,
    *,
    scanned: bool = False,
) -> HttpResponse:
    return show(
        request,
        "step",
        visit,
        note=note,
        status=status,
        step=step,
        step_number=form().number(step),
        typed=sent.typed,
        scanned=scanned,
        entry=sent.entry,
        entry_number=_entry_number(visit.draft, step, sent.entry),
        control=partial(control, step, typed=sent.typed, days=days_offered(step, sent.typed)),
        area_asked=sent.area,
        area=local.chosen(sent.area or visit.draft.area),
        areas=local.public_areas() if step.id == WHERE else [],
        childline=queries.route("childline") if step.own_way else None,
    )


def _entry_number(draft: Draft, step: Step, entry_id: str) -> int:
    ids = [entry.id for entry in draft.entries.get(step.id, [])]
    return ids.index(entry_id) + 1 if entry_id in ids else len(ids) + 1


def days_offered(step: Step, typed: Typed) -> list[tuple[str, str]]:
    """The days to pick from, each with its words; what was picked on an earlier day stays among them."""
    field = next((field for field in step.fields if field.kind == "day"), None)
    if field is None:
        return []
    days = {day.value: _(field.labels[name]) % both_days(day) for name, day in nearby(timezone.localtime())}
    return [*(_kept_day(field, one(typed, field.id), days)), *days.items(), (OTHER, _(field.labels[OTHER]))]


def _kept_day(field: Field, chosen: str, days: dict[str, str]) -> list[tuple[str, str]]:
    if not chosen or chosen == OTHER or chosen in days:
        return []
    day = Day.parse(chosen)
    return [(chosen, in_words(day) if day else chosen)]


def _already(request: HttpRequest, step: Step, visit: Visit, typed: Typed) -> HttpResponse:
    """This report was sent. What was typed since is shown, so that it can be copied and added."""
    return show(request, "already", visit, rows=tuple(rows(step, typed)))
