"""A lesson: its blocks in the reader's language, its questions answered in place, and the way on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from waylight.accounts.guarding import guarded

from .. import pictures
from ..library import (
    Asked,
    Block,
    BlockKind,
    Course,
    Lesson,
    NoSuchContent,
    Note,
    Passage,
    Scenario,
    asked,
    library,
    notes,
    passages,
    said,
)
from ..library.html import printed
from ..marking import Marked, mark
from ..progress import Progress
from .public import KEPT_PLACE, area_of, course_or_404, keep_step, language_of, parts_of, see, show

DONE, PAUSE = "done", "pause"


@dataclass(frozen=True)
class Piece:
    """One block of the page: printed words, a question, or the way to a scenario."""

    block: Block
    words: Markup
    asked: Asked | None = None
    marked: Marked | None = None
    scenario: Scenario | None = None
    title: Passage | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("guidance.read")
def lesson(request: HttpRequest, course: str, slug: str, easy: bool = False) -> HttpResponse:
    """Answers to its questions ride in the address and are kept nowhere: they are there to learn from."""
    found = course_or_404(course)
    original = next((lesson for lesson in found.lessons if lesson.slug == slug), None)
    shown = original.easy if original is not None and easy else original
    if original is None or shown is None:
        raise Http404
    progress, language = Progress.of(request), language_of(request)
    standing = progress.on(found)
    parts = parts_of(found, standing, language, here=original.id)
    here = next(part for part in parts if part.here)
    following = parts[here.number] if here.number < len(parts) else None
    if request.method == "POST":
        return _left(request, found, original, following.address if following else "")
    area = area_of(request)
    said_here = passages(shown, language, area)
    pieces = tuple(_pieces(request, shown, said_here, language))
    return show(
        request,
        "lesson",
        course=found,
        course_title=said(f"{found.id}.title", found.title, language),
        lesson=shown,
        title=said(f"{shown.id}.title", shown.title, language),
        easy=easy,
        twin=original.easy is not None,
        original=original,
        part=here,
        parts=parts,
        before=parts[here.number - 2] if here.number > 1 else None,
        following=following,
        pieces=pieces,
        notes=notes_of(said_here, pieces),
        first_mild=shown.mild and not any(each.mild and each.id in standing.done for each in found.lessons),
    )


def _left(request: HttpRequest, course: Course, lesson: Lesson, following: str) -> HttpResponse:
    """On to the next lesson, or a pause: either way this browser carries how far its reader is."""
    standing, home = Progress.of(request).on(course), reverse("learn-course", args=[course.id])
    if request.POST.get("go") == PAUSE:
        standing, address = standing.paused_at(lesson.id), f"{home}?note={KEPT_PLACE}"
    else:
        standing = standing.with_done([lesson.id])
        address = following or reverse("learn-check", args=[course.id])
    response = see(address)
    keep_step(request, response, course, standing)
    return response


def _pieces(
    request: HttpRequest, lesson: Lesson, said_here: Iterable[Passage], language: str
) -> Iterator[Piece]:
    for block, words in zip(lesson.blocks, said_here, strict=True):
        if block.kind == BlockKind.QUESTION:
            yield from _question(request.GET, block, language)
        elif block.kind == BlockKind.SCENARIO:
            yield from _scenario(block, language)
        else:
            yield Piece(block, printed(words, picture=pictures.address, with_notes=False))


def _question(sent: MultiValueDict[str, str], block: Block, language: str) -> Iterator[Piece]:
    """Nothing for a question that is not there: the content check names it, and the lesson goes on."""
    try:
        question = library().question(block.target)
    except NoSuchContent:
        return
    marked = mark(question, sent.getlist(question.id)) if question.id in sent else None
    yield Piece(block, Markup(""), asked=asked(question, language), marked=marked)


def _scenario(block: Block, language: str) -> Iterator[Piece]:
    try:
        scenario = library().scenario(block.target)
    except NoSuchContent:
        return
    title = said(f"{scenario.id}.title", scenario.title, language)
    yield Piece(block, Markup(""), scenario=scenario, title=title)


def notes_of(said_here: Iterable[Passage], pieces: Iterable[Piece]) -> tuple[Note, ...]:
    """What must be said about the words of the whole page, each thing once."""
    questions = (piece.asked for piece in pieces if piece.asked)
    return notes([*said_here, *(each.ask for each in questions)])
