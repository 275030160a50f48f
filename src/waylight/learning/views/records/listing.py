"""Who is trained, due and overdue; somebody found; the lapsed; the nightly counts; what is often missed."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded

from ... import queries
from ...codes import STATE_WORDS, Role
from ...courses import course_choices, course_title
from ...records_forms import FindForm
from ...refresher import State
from .office import chosen_area, number_of


@require_safe
@guarded("training.view")
def training(request: HttpRequest) -> HttpResponse:
    """What is due first stands first. One page of reads is one audit event."""
    viewer = actor_of(request)
    asked = {name: request.GET[name] for name in queries.FILTERS if request.GET.get(name)}
    page = queries.roster(viewer, asked, page=number_of(request.GET.get("page", "")))
    context = {
        "page": page,
        "asked": asked,
        "query": urlencode(asked),
        "without_state": urlencode({name: said for name, said in asked.items() if name != "state"}),
        "states": [(state.value, STATE_WORDS[state], page.counts.get(state, 0)) for state in State],
        "state_choices": [(state.value, STATE_WORDS[state]) for state in State],
        "areas": [(area.slug, area.name) for area in queries.own_areas(viewer, "training.view")],
        "courses": course_choices(),
        "roles": Role.choices,
        "firms": queries.firm_choices(viewer),
    }
    return render(request, "learning/records/training.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.view")
def find(request: HttpRequest) -> HttpResponse:
    """Exact values only, and posted, so that no address holds a name. One who is found alone is opened."""
    form = FindForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.find(actor_of(request), **form.cleaned_data)
        if len(found) == 1:
            return redirect("training-person", found[0].pk)
    context = {"form": form, "found": found}
    return render(request, "learning/records/find.html", context, status=422 if form.errors else 200)


@require_safe
@guarded("training.export")
def lapsed(request: HttpRequest) -> HttpResponse:
    area = chosen_area(request, "training.export")
    course = request.GET.get("course", "")
    context = {
        "area": area,
        "areas": queries.own_areas(actor_of(request), "training.export"),
        "courses": course_choices(),
        "course": course,
        "rows": queries.lapsed(actor_of(request), area, course=course),
    }
    return render(request, "learning/records/lapsed.html", context)


@require_POST
@guarded("training.export")
def lapsed_file(request: HttpRequest) -> HttpResponse:
    """Posted, because taking it away is an act. The mark at its head makes a spreadsheet read it as UTF-8."""
    area = chosen_area(request, "training.export")
    text = queries.lapsed_csv(actor_of(request), area, course=request.POST.get("course", ""))
    response = HttpResponse(f"\ufeff{text}".encode(), content_type="text/csv; charset=utf-8")
    name = f"lapsed-{area.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@guarded("training.view")
def counts(request: HttpRequest) -> HttpResponse:
    """Each day's reminders, counted: what should have gone against what went."""
    area = chosen_area(request, "training.view")
    context = {
        "area": area,
        "areas": queries.own_areas(actor_of(request), "training.view"),
        "found": queries.checked_days(actor_of(request), area),
        "title_of": course_title,
    }
    return render(request, "learning/records/counts.html", context)


@require_safe
@guarded("training.missed")
def missed(request: HttpRequest) -> HttpResponse:
    found = [
        (title, queries.often_missed(actor_of(request), course_id)) for course_id, title in course_choices()
    ]
    context = {"found": found, "asks": queries.question_words}
    return render(request, "learning/records/missed.html", context)
