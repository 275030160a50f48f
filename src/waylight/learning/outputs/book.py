"""A whole course to print and keep: its lessons, its scenarios on paper, all its questions, the answers."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from waylight.learning.library import BlockKind, Course, Lesson, Piece, library
from waylight.learning.library.keys import title_key

from .course_sheets import bare_block, questions_data, scenario_data, words_of_questions, words_of_scenario
from .edition import Edition
from .labels import said
from .pdf import pdf
from .pieces import contents_of
from .sheet import Contents, Part, sheet_data
from .sources import sources_data, used_facts
from .typst import passage_data, passages_data

PART = gettext_noop("Part %(number)s")
MILD = gettext_noop(
    "This part speaks of harm to children, without details. You can stop when you want. Numbers of people "
    "you can talk to are at the end of this book."
)
CONTACTS = ("999", "hub", "out-of-hours", "101", "crimestoppers", "licensing", "nspcc", "childline")


def book_of_piece(piece: Piece, edition: Edition) -> bytes:
    """Raises NoSuchContent, CannotPrint and FontMissing."""
    return _printed(contents_of(piece, edition), library().course(piece.course_id), edition)


def book_of_course(course: Course, edition: Edition) -> bytes:
    """Raises CannotPrint and FontMissing."""
    return _printed(book_contents(course, edition), course, edition)


def book_contents(course: Course, edition: Edition) -> Contents:
    return Contents(
        title=edition.say(title_key(course), course.title),
        lead=edition.say(f"{course.id}.summary", course.summary),
        parts=tuple(_part(lesson, edition) for lesson in course.lessons),
        blocks=(
            bare_block(course.summary),
            *(block for lesson in course.lessons for block in lesson.blocks),
        ),
        courses=(course,),
        contacts=CONTACTS,
    )


def _part(lesson: Lesson, edition: Edition) -> Part:
    title = edition.say(title_key(lesson), lesson.title)
    return Part(title, edition.passages(lesson.blocks), mild=lesson.mild)


def _printed(contents: Contents, course: Course, edition: Edition) -> bytes:
    worked = [block for each in course.scenarios for block in words_of_scenario(each)]
    worked += words_of_questions(course.questions)
    whole = replace(contents, blocks=(*contents.blocks, *worked))
    questions = questions_data(course.questions, edition)
    asked_within = {
        p.target for part in contents.parts for p in part.passages if p.kind == BlockKind.QUESTION
    }
    return pdf(
        "book.typ",
        {
            **sheet_data(whole, edition),
            "parts": [_part_data(part, number, edition) for number, part in enumerate(contents.parts, 1)],
            "scenarios": {each.id: scenario_data(each, edition) for each in course.scenarios},
            "questions": questions,
            "asked-within": sorted(asked_within),
            "sources": sources_data(used_facts(whole.blocks, course.lessons), edition),
        },
    )


def _part_data(part: Part, number: int, edition: Edition) -> dict[str, Any]:
    return {
        "kicker": said(PART, edition.language, number=str(number)),
        "title": passage_data(part.title, edition.address) if part.title else None,
        "care": said(MILD, edition.language) if part.mild else None,
        "passages": passages_data(part.passages, edition.address, top=3, references=True),
    }
