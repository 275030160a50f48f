"""Pages of the practice. Each shows the next page with everything typed so far inside, and writes nothing."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.guarding import guarded

from .controls import control
from .danger import happening_now
from .drafts import Draft
from .form import Step, form
from .forms import Typed, read
from .practice import CARRIED, carried, points, put, to_carry
from .step_views import ANOTHER, BACK, TO_END, days_offered
from .summary import sections


@require_safe
@guarded("guidance.read")
def begin(request: HttpRequest) -> HttpResponse:
    """A made-up story, and that nothing is sent."""
    return render(request, "reporting/practice.html", {"first": form().row[0]})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("guidance.read")
def step(request: HttpRequest, step: str) -> HttpResponse:
    """GET: an empty page. POST: what was typed on this one, and the page that its button leads to."""
    found = form().by_id.get(step)
    if found is None or found.own_way:
        raise Http404
    if request.method != "POST":
        return _step(request, found, Draft(), {})
    draft, typed = carried(request.POST.get(CARRIED, "")), read(found, request.POST)
    put(draft, found, typed)
    says_now = happening_now(found, typed, request.LANGUAGE_CODE or "en")
    following = _following(request.POST.get("go", ""), found)
    if following is None:
        return _end(request, draft, says_now)
    kept = {} if following.repeats else draft.pages.get(following.id, {})
    return _step(request, following, draft, kept, says_now)


step.shows_stale = True  # type: ignore[attr-defined]  # it writes nothing, so that no token can be too old


def _following(go: str, here: Step) -> Step | None:
    """None: the end, where everything typed is shown."""
    if go == TO_END:
        return None
    if go == ANOTHER and here.repeats:
        return here
    if go == BACK:
        return form().before(here) or here
    return form().after(here)


def _step(
    request: HttpRequest, step: Step, draft: Draft, typed: Typed, says_now: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form(),
        "step": step,
        "step_number": form().number(step),
        "entry_number": len(draft.entries.get(step.id, [])) + 1,
        "control": partial(control, step, typed=typed, days=days_offered(step, typed)),
        "carried": to_carry(draft),
        "says_now": says_now,
    }
    return render(request, "reporting/practice_step.html", context)


def _end(request: HttpRequest, draft: Draft, says_now: bool) -> HttpResponse:
    told = [section for section in sections(draft) if section.parts]
    return render(
        request,
        "reporting/practice_end.html",
        {"sections": told, "points": points(draft), "says_now": says_now, "step_number": form().check_number},
    )
