"""The check at the end of a course: a draw of its questions, without a clock, as often as somebody likes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.guarding import guarded

from ..library import Course, asked, notes, said
from ..marking import Marks, mark, needed
from ..progress import Attempt, Progress, Standing
from .public import KEPT_PLACE, card, course_or_404, keep_step, language_of, parts_of, see, show

BEGIN, PAUSE = "begin", "pause"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("guidance.read")
def check(request: HttpRequest, course: str) -> HttpResponse:
    """Not begun: what awaits. Under way: the questions with what was picked. Done: what each answer means."""
    found = _with_questions(course)
    standing = Progress.of(request).on(found)
    if request.method == "POST":
        return _sent(request, found, standing)
    attempt = standing.attempt
    if attempt is None:
        return _page(request, "check", found, standing)
    marks = attempt.marks(found)
    page = "check_result" if attempt.marked else "check_questions"
    return _page(request, page, found, standing, marks=marks, missing="missing" in request.GET)


check.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


@require_safe
@guarded("guidance.read")
def questions(request: HttpRequest, course: str) -> HttpResponse:
    """Every question of the course on one page with what there is to say about each answer: for paper, for a
    room, and for a device that draws its own check where there is no signal."""
    found, language = _with_questions(course), language_of(request)
    put = [asked(question, language) for question in found.questions]
    return show(
        request,
        "questions",
        course=found,
        course_title=said(f"{found.id}.title", found.title, language),
        marked=[mark(question, ()) for question in found.questions],
        asked=put,
        notes=notes(each.ask for each in put),
    )


def _with_questions(id: str) -> Course:
    found = course_or_404(id)
    if not found.questions:
        raise Http404
    return found


def _sent(request: HttpRequest, course: Course, standing: Standing) -> HttpResponse:
    here, go = reverse("learn-check", args=[course.id]), request.POST.get("go", "")
    answered = _answered(request, standing.attempt) if standing.attempt else None
    if getattr(request, "stale", False):
        return _again(request, course, standing, answered)
    if go == BEGIN or answered is None:
        standing, address = standing.with_attempt(Attempt.new(course)), here
    elif go == PAUSE:
        standing = standing.with_attempt(answered)
        address = f"{reverse('learn-course', args=[course.id])}?note={KEPT_PLACE}"
    else:
        standing = standing.with_answers(course, answered, timezone.localdate())
        address = here if answered.marks(course).complete else f"{here}?missing"
    response = see(address)
    keep_step(request, response, course, standing)
    return response


def _again(
    request: HttpRequest, course: Course, standing: Standing, answered: Attempt | None
) -> HttpResponse:
    """The form's token was too old: the same page with what was ticked, and nothing done."""
    if answered is None:
        return _page(request, "check", course, standing, again=True, status=403)
    marks = answered.marks(course)
    return _page(request, "check_questions", course, standing, marks=marks, again=True, status=403)


def _answered(request: HttpRequest, attempt: Attempt) -> Attempt:
    sent = {id: tuple(request.POST.getlist(id)) for id in attempt.asked if id in request.POST}
    return attempt.with_picked(sent)


def _page(
    request: HttpRequest,
    page: str,
    course: Course,
    standing: Standing,
    *,
    marks: Marks | None = None,
    missing: bool = False,
    again: bool = False,
    status: int = 200,
) -> HttpResponse:
    language = language_of(request)
    put = [asked(each.question, language) for each in marks.marked] if marks else []
    asks = min(course.check_size, len(course.questions))
    return show(
        request,
        page,
        status=status,
        course=course,
        card=card(course, Progress.of(request), language),
        parts=parts_of(course, standing, language),
        standing=standing,
        complete=standing.complete(course),
        marks=marks,
        asked=put,
        notes=notes(each.ask for each in put),
        missing=missing,
        again=again,
        asks=asks,
        needed=needed(course, asks),
        lesson_of=_lesson_of(course),
    )


def _lesson_of(course: Course) -> dict[str, str]:
    """The slug of the lesson that each question belongs to, for whoever wants to read it again."""
    slugs = {lesson.id: lesson.slug for lesson in course.lessons}
    return {q.id: slugs[q.lesson_id] for q in course.questions if q.lesson_id in slugs}
