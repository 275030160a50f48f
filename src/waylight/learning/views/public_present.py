"""A course for a room: slides one under another, which a script may show one at a time; and all to print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from waylight.accounts.guarding import guarded

from .. import pictures
from ..library import Block, BlockKind, Course, NoSuchContent, Passage, Piece, library, notes, passages, said
from ..library.html import printed
from ..progress import Standing
from .public import area_of, course_or_404, language_of, parts_of, show

DECK = "deck"
LEFT_TO_THE_READER = (BlockKind.QUESTION, BlockKind.SCENARIO)


@dataclass(frozen=True)
class Slide:
    """`notes` are for whoever speaks."""

    number: int
    title: Passage
    said: tuple[Passage, ...]
    words: tuple[Markup, ...]
    notes: Passage | None = None


@require_safe
@guarded("guidance.read")
def present(request: HttpRequest, course: str) -> HttpResponse:
    """The deck that somebody made for this course, else its lessons cut at their headings."""
    found, language = course_or_404(course), language_of(request)
    deck = next((p for p in library().pieces if p.kind == DECK and p.course_id == found.id), None)
    made = _of_deck(deck) if deck else _of_lessons(found)
    slides = tuple(_slide(request, number, *each) for number, each in enumerate(made, start=1))
    return show(
        request,
        "present",
        course=found,
        course_title=said(f"{found.id}.title", found.title, language),
        slides=slides,
        notes=notes(passage for slide in slides for passage in (slide.title, *slide.said)),
    )


@require_safe
@guarded("guidance.read")
def book(request: HttpRequest, course: str) -> HttpResponse:
    """Every lesson on one page, to print."""
    found, language, area = course_or_404(course), language_of(request), area_of(request)
    read = [passages(lesson, language, area) for lesson in found.lessons]
    return show(
        request,
        "book",
        course=found,
        course_title=said(f"{found.id}.title", found.title, language),
        chapters=list(zip(parts_of(found, Standing(), language), map(_words, read), strict=True)),
        notes=notes(passage for each in read for passage in each),
    )


def _of_deck(deck: Piece) -> Iterator[tuple[str, str, tuple[Block, ...], str]]:
    for at, section in enumerate(deck.sections, start=1):
        blocks = tuple(block for id in section.blocks if (block := _block(id)))
        yield f"{deck.id}.{at}.title", section.title, blocks, str(section.fields.get("notes", ""))


def _of_lessons(course: Course) -> Iterator[tuple[str, str, tuple[Block, ...], str]]:
    for lesson in course.lessons:
        key, title = f"{lesson.id}.title", lesson.title
        blocks: list[Block] = []
        for block in lesson.blocks:
            if block.kind == BlockKind.HEADING and block.level == 2:
                yield key, title, tuple(blocks), ""
                key, title, blocks = block.id, block.source.lstrip("# "), []
            elif block.kind not in LEFT_TO_THE_READER:
                blocks.append(block)
        yield key, title, tuple(blocks), ""


def _slide(
    request: HttpRequest, number: int, key: str, title: str, blocks: Iterable[Block], notes: str
) -> Slide:
    language, area = language_of(request), area_of(request)
    shown = passages(blocks, language, area)
    about = said(f"{key}.notes", notes, language, area) if notes else None
    without_ids = (replace(each, block_id="") for each in shown)  # a deck may show one block twice
    return Slide(number, said(key, title, language, area), shown, _words(without_ids), about)


def _words(shown: Iterable[Passage]) -> tuple[Markup, ...]:
    return tuple(printed(each, picture=pictures.address, with_notes=False) for each in shown)


def _block(id: str) -> Block | None:
    """None for one that is not there: the content check names it, and the slide goes on."""
    try:
        return library().block(id)
    except NoSuchContent:
        return None
