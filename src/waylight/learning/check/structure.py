"""How the files hang together: ids, headings, pictures, what names what."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from waylight.learning.codes import Role
from waylight.learning.library import (
    Block,
    BlockKind,
    Course,
    Lesson,
    Piece,
    Problem,
    Scenario,
)
from waylight.learning.library.markdown import foreign
from waylight.learning.library.shapes import CLASSES

from .book import Book

PICTURES = "pictures"
_ATTRIBUTES = frozenset({"for", "picture", "reason"})
_HEADINGS = (2, 3)
_WRITTEN_ID = re.compile(r"^\{[^}{]*#(?P<id>[\w.-]+)[^}{]*\}\s*$", re.MULTILINE)
_TITLE = re.compile(r"<title[^>]*>\s*[^<\s]")
_OWN_PART = re.compile(r"[a-z]{0,3}\d+[a-z]?")


def block_ids(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        prefix = f"{lesson.easy_for or lesson.id}-"
        for block in lesson.blocks:
            example = f"{{#{prefix}{'h1' if block.level else '1'}}}"
            if not block.id:
                words = f"A block has no id: write one such as {example} on the line before it."
                yield _of(block, "block-id", words)
            elif not block.id.startswith(prefix) or not _OWN_PART.fullmatch(block.id.removeprefix(prefix)):
                yield _of(block, "block-id", f"This id does not belong here: write one such as {example}.")
        yield from _lost_ids(book, lesson)


def _lost_ids(book: Book, lesson: Lesson) -> Iterator[Problem]:
    text = (book.library.folder / lesson.file).read_text("utf-8")
    known = {block.id for block in lesson.blocks}
    for found in _WRITTEN_ID.finditer(text):
        if found["id"] not in known:
            line = text.count("\n", 0, found.start()) + 1
            words = "No block has this id: put it on the line directly before its block, with no gap."
            yield Problem(lesson.file, line, found["id"], "block-id", words)


def twins(book: Book) -> Iterator[Problem]:
    """Ids that are there twice, over all of content: tracking and translation know things by them."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    lib = book.library
    for lesson in lib.lessons:
        places[lesson.id].append((lesson.file, 1))
        for block in lesson.blocks:
            places[block.id].append((block.file, block.line))
    for question in lib.questions:
        places[question.id].append((question.file, question.line))
    named: tuple[Course | Scenario | Piece, ...] = (*lib.courses, *lib.scenarios, *lib.pieces)
    for made in named:
        places[made.id].append((made.file, 1))
    for id, found in places.items():
        for file, line in found[1:] if id else ():
            first, at = found[0]
            words = f"{first}:{at} has this id already. Give this one a new id; never use an old one again."
            yield Problem(file, line, id, "twin-id", words)


def markup(book: Book) -> Iterator[Problem]:
    """Only emphasis and links: no output but the web could show more."""
    for lesson in book.library.lessons:
        for block in lesson.blocks:
            for kind, what in foreign(block.source):
                words = (
                    f"{what} cannot be shown in every output. Write **strong**, *emphasis* or a link only."
                )
                if kind == "list":
                    words = "A list inside a list cannot be read on paper or aloud: make it two blocks."
                yield _of(block, "markup", words)


def headings(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        above = 1
        for block in (each for each in lesson.blocks if each.kind == BlockKind.HEADING):
            if block.level not in _HEADINGS:
                words = "Headings are ## or ###: the title of the lesson is the only # there is."
                yield _of(block, "heading", words)
            elif block.level > above + 1:
                words = (
                    f"The heading jumps from level {above} to {block.level}: write {'#' * (above + 1)} first."
                )
                yield _of(block, "heading", words)
            above = block.level


def classes(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        for block in lesson.blocks:
            for name in sorted(block.classes - CLASSES):
                known = ", ".join(f".{each}" for each in sorted(CLASSES))
                yield _of(block, "class", f"There is no class .{name}. The classes are {known}.")
            for name in sorted(set(block.attributes) - _ATTRIBUTES):
                known = ", ".join(sorted(_ATTRIBUTES))
                yield _of(block, "class", f"There is no attribute {name}. The attributes are {known}.")


def pictures(book: Book) -> Iterator[Problem]:
    folder = book.library.folder / PICTURES
    for lesson in book.library.lessons:
        for block in lesson.blocks:
            if block.kind == BlockKind.PICTURE and not block.picture_words:
                words = "The picture has no words for who cannot see it: write ![what it shows](file.svg)."
                yield _of(block, "picture", words)
            if block.picture and not (folder / block.picture).is_file():
                yield _of(block, "picture", f"There is no content/{PICTURES}/{block.picture}.")
            elif block.picture and block.kind != BlockKind.PICTURE and not _titled(folder / block.picture):
                words = f"content/{PICTURES}/{block.picture} has no <title>: the words for who cannot see it."
                yield _of(block, "picture", words)
            if block.kind != BlockKind.PICTURE and "![" in block.source:
                yield _of(block, "picture", "A picture stands alone in its block, with no other words.")


def _titled(picture: Path) -> bool:
    """Whether a picture beside easy-read words says what it shows."""
    return bool(_TITLE.search(picture.read_text("utf-8")))


def courses(book: Book) -> Iterator[Problem]:
    for course in book.library.courses:
        yield from _course(book, course)


def _course(book: Book, course: Course) -> Iterator[Problem]:
    folder = course.file.rpartition("/")[0]
    if course.check_size > len(course.questions) and f"{folder}/questions.yaml" not in book.unread:
        words = f"The check asks {course.check_size} questions and there are {len(course.questions)}."
        yield Problem(course.file, 1, course.id, "course", words)
    for role in course.roles:
        if role not in Role.values:
            words = f"roles: nobody on a roster is {role!r}. There are {', '.join(Role.values)}."
            yield Problem(course.file, 1, course.id, "course", words)
    if not course.audience:
        words = "audience: say whom the course is for. It stands under its title."
        yield Problem(course.file, 1, course.id, "course", words)
    if not course.lessons and not any(file.startswith(f"{folder}/lessons/") for file in book.unread):
        yield Problem(course.file, 1, course.id, "course", "The course has no lesson.")


def audiences(book: Book) -> Iterator[Problem]:
    """A scenario is for courses, each of which tells it."""
    telling = {course.id: {each.id for each in course.scenarios} for course in book.library.courses}
    for scenario in book.library.scenarios:
        meant = set(scenario.audience)
        told = {id for id, scenarios in telling.items() if scenario.id in scenarios}
        for id in sorted(meant ^ told):
            words = f"course {id!r} is in audience: and does not list this scenario: do both or neither."
            if id in told:
                words = f"course {id!r} lists this scenario: add it to audience:."
            if id not in book.lost and f"courses/{id}/course.yaml" not in book.unread:
                yield Problem(scenario.file, 1, scenario.id, "audience", words)


def _of(block: Block, rule: str, words: str) -> Problem:
    return Problem(block.file, block.line, block.id, rule, words)
