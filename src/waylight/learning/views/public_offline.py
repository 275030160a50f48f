"""A course that goes on without a signal: what a device keeps of it, and what it noted meanwhile."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.guarding import guarded

from .. import contacts, keeping
from ..library import Course, library
from ..progress import Attempt, Progress, Standing
from ..visiting import visitor_of
from .public import area_of, course_or_404, language_of, show

WORKER = Path(__file__).parents[1] / "static/learning/worker.js"
SHEETS = ("govuk/govuk-frontend", "waylight/waylight")
NAMED_IN_PAGES = (
    "learning/learn.css",
    "learning/learn.js",
    "learning/keep.js",
    "learning/listen.js",
    "learning/check.js",
    "learning/scenario.js",
    "learning/present.js",
    "waylight/boot.js",
    "waylight/boot-brief.js",
    "waylight/icon.svg",
)
IMPORTED = (
    "learning/device.js",
    "govuk/govuk-frontend.js",
    "govuk/exit-this-page.js",
    "waylight/exit.js",
)
"""Scripts name these by their plain names."""
LONGEST_NOTES = 20_000


@require_safe
@guarded("guidance.read")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from here and not from the static files: its address is how far it reaches."""
    files = _files()
    about = {"files": files, "offline": reverse("learn-offline"), "stamp": _digest(files)}
    script = f"const ABOUT = {json.dumps(about)};\n{WORKER.read_text('utf-8')}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@guarded("guidance.read")
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker for a page that the device has not kept."""
    return show(request, "offline")


@require_safe
@guarded("guidance.read")
def kept(request: HttpRequest, course: str) -> HttpResponse:
    """What a device keeps of a course. The stamp changes with the words, their language, the numbers, the
    scripts, and once a week, so that a kept number is never long behind."""
    found, language, area = course_or_404(course), language_of(request), area_of(request)
    query = urlencode({"language": language, **({"area": area.slug} if area else {})})
    week = timezone.localdate().isocalendar()[:2]
    stamp = _digest([found.version_id, query, contacts.lapses(area), _files(), week])
    pages = {address: f"{address}?{query}" for address in _pages(found)}
    return JsonResponse({"stamp": stamp, "pages": pages})


@require_POST
@guarded("guidance.read")
def noted(request: HttpRequest) -> HttpResponse:
    """What a device noted without a signal, as JSON under `noted`: by course, lessons done and a check
    answered. The answers are marked here again: what the device thought of them does not count."""
    text = request.POST.get("noted", "")
    try:
        content = json.loads(text) if len(text) <= LONGEST_NOTES else None
    except ValueError:
        content = None
    if not isinstance(content, dict):
        return HttpResponseBadRequest()
    progress, visitor, response = Progress.of(request), visitor_of(request), HttpResponse(status=204)
    if visitor.shared:  # what lies on such a device may be another's
        return response
    for course in library().courses:
        if isinstance(about := content.get(course.id), dict):
            before = progress.on(course)
            after = _merged(course, before, about)
            if visitor.learner is not None:
                keeping.follow(visitor.learner, course, before, after, by=visitor.actor)
            progress = progress.with_standing(course, after)
    progress.keep(response)
    return response


def _merged(course: Course, standing: Standing, about: Mapping[str, Any]) -> Standing:
    done = about.get("done")
    known = [lesson.id for lesson in course.lessons if isinstance(done, list) and lesson.id in done]
    standing = standing.with_done(known) if known else standing
    attempt = _attempt(course, about.get("check"))
    return standing.with_answers(course, attempt, timezone.localdate()) if attempt else standing


def _attempt(course: Course, about: object) -> Attempt | None:
    """A whole check of today's words, or None: as many different questions of this course as it asks."""
    if not isinstance(about, dict) or about.get("version") != course.version_id:
        return None
    picked = about.get("picked")
    if not isinstance(picked, dict) or not all(isinstance(ids, list) for ids in picked.values()):
        return None
    asked = {question.id for question in course.questions} & set(picked)
    if len(asked) != min(course.check_size, len(course.questions)):
        return None
    texts = {id: [str(each) for each in picked[id]] for id in sorted(asked)}
    return Attempt(course.version_id, tuple(sorted(asked))).with_picked(texts)


def _pages(course: Course) -> Iterator[str]:
    yield reverse("learn")
    yield reverse("learn-offline")
    yield reverse("learn-course", args=[course.id])
    for lesson in course.lessons:
        yield reverse("learn-lesson", args=[course.id, lesson.slug])
        if lesson.easy:
            yield reverse("learn-easy", args=[course.id, lesson.slug])
    for scenario in course.scenarios:
        yield reverse("learn-scenario", args=[course.id, scenario.id])
        yield reverse("learn-scenario-paper", args=[course.id, scenario.id])
    if course.questions:
        yield reverse("learn-check", args=[course.id])
        yield reverse("learn-questions", args=[course.id])
    yield reverse("learn-present", args=[course.id])


def _files() -> list[str]:
    sheets = [f"{sheet}{side}.css" for sheet in SHEETS for side in ("", ".rtl")]
    return [*map(static, (*NAMED_IN_PAGES, *sheets)), *(settings.STATIC_URL + name for name in IMPORTED)]


def _digest(of: object) -> str:
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()[:16]
