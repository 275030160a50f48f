"""What stands around the lessons: the list of courses, a course, and leaving no trace of either."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.guarding import guarded
from waylight.guidance import queries
from waylight.guidance.models import Area

from .. import contacts, keeping
from ..library import Course, Lesson, NoSuchContent, Passage, library, said
from ..library.html import line
from ..offered import offered
from ..progress import Progress, Standing, forget
from ..visiting import visitor_of

KEPT_PLACE, FORGOTTEN = "kept", "forgotten"


@dataclass(frozen=True)
class Part:
    """A lesson with its place in the course, and where this reader stands with it."""

    lesson: Lesson
    number: int
    title: Passage
    address: str
    done: bool
    here: bool


@dataclass(frozen=True)
class Card:
    """A course on the list, or at the head of its page."""

    course: Course
    title: Passage
    summary: Passage
    standing: Standing
    done: int

    @property
    def left(self) -> int:
        return len(self.course.lessons) - self.done


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("guidance.read")
def index(request: HttpRequest) -> HttpResponse:
    """Every course, with its minutes and for whom it is. Choosing an area chooses whose numbers are shown."""
    progress, language = Progress.of(request), language_of(request)
    areas = queries.areas()
    if request.method == "POST":
        asked = request.POST.get("area", "")
        response = see(reverse("learn"))
        replace(progress, area=next((a.slug for a in areas if a.slug == asked), "")).keep(response)
        return response
    shortest_first = sorted(library().courses, key=lambda course: course.minutes)
    cards = [card(course, progress, language) for course in shortest_first]
    return show(request, "index", cards=cards, areas=areas, note=request.GET.get("note", ""))


@require_safe
@guarded("guidance.read")
def course(request: HttpRequest, course: str) -> HttpResponse:
    """The lessons in order, where this reader is, and the other forms of the same course."""
    found, language = course_or_404(course), language_of(request)
    progress = Progress.of(request)
    standing = progress.on(found)
    parts = parts_of(found, standing, language)
    return show(
        request,
        "course",
        course=found,
        card=card(found, progress, language),
        parts=parts,
        next_part=next_part(parts, standing),
        scenarios=[(each, said(f"{each.id}.title", each.title, language)) for each in found.scenarios],
        offered=offered(found),
        complete=standing.complete(found),
        note=request.GET.get("note", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("guidance.read")
def forget_me(request: HttpRequest) -> HttpResponse:
    """Ask, then let this browser carry nothing more. What the device keeps by itself its script deletes."""
    if request.method != "POST":
        return show(request, "forget")
    response = see(f"{reverse('learn')}?note={FORGOTTEN}")
    forget(response)
    return response


def show(request: HttpRequest, page: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this room, with the day it was made and the numbers in it that will lapse."""
    area = area_of(request)
    about = {
        "area": area,
        "made_on": timezone.localdate(),
        "lapses": contacts.lapses(area),
        "support": contacts.support(area),
        "line": line,
        "visitor": visitor_of(request),
        **context,
    }
    return render(request, f"learning/public/{page}.html", about, status=status)


def keep_step(request: HttpRequest, response: HttpResponse, course: Course, after: Standing) -> None:
    """Their browser carries how far they are; of somebody who came in, the roster keeps it too."""
    progress, visitor = Progress.of(request), visitor_of(request)
    if visitor.learner is not None:
        keeping.follow(visitor.learner, course, progress.on(course), after, by=visitor.actor)
    progress.with_standing(course, after).keep(response)


def see(address: str) -> HttpResponse:
    """303 See Other: reloading the page that follows sends nothing again."""
    return HttpResponseRedirect(address, status=303)


def course_or_404(id: str) -> Course:
    try:
        return library().course(id)
    except NoSuchContent:
        raise Http404 from None


def language_of(request: HttpRequest) -> str:
    return request.LANGUAGE_CODE or "en"


def area_of(request: HttpRequest) -> Area | None:
    """Whose numbers are shown: the area asked for, else the one chosen earlier, else that which this site
    serves first; None where none is loaded."""
    by_slug = {area.slug: area for area in queries.areas()}
    wanted = (request.GET.get("area", ""), Progress.of(request).area, settings.DEFAULT_AREA)
    return next((by_slug[slug] for slug in wanted if slug in by_slug), None)


def card(course: Course, progress: Progress, language: str) -> Card:
    standing = progress.on(course)
    return Card(
        course,
        said(f"{course.id}.title", course.title, language),
        said(f"{course.id}.summary", course.summary, language),
        standing,
        sum(lesson.id in standing.done for lesson in course.lessons),
    )


def parts_of(course: Course, standing: Standing, language: str, here: str = "") -> tuple[Part, ...]:
    return tuple(
        Part(
            lesson,
            number,
            said(f"{lesson.id}.title", lesson.title, language),
            reverse("learn-lesson", args=[course.id, lesson.slug]),
            lesson.id in standing.done,
            lesson.id == here,
        )
        for number, lesson in enumerate(course.lessons, start=1)
    )


def next_part(parts: Iterable[Part], standing: Standing) -> Part | None:
    """Where the reader paused, else the first part that is not done; None: every part is."""
    waiting = [part for part in parts if not part.done]
    return next((part for part in waiting if part.lesson.id == standing.at), waiting[0] if waiting else None)
