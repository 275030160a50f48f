"""What is named and is not there. Said once for each thing, at the first place that names it: one slip in an
id is one thing to mend. What stands in a file that cannot be read is not missing: that file is named."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from waylight.guidance.pack_file import PackError
from waylight.guidance.records import CONTACTS as CONTACTS_FILE
from waylight.guidance.records import NATIONAL
from waylight.learning.library import Block, BlockKind, Lesson, NoSuchContent, Piece, Problem
from waylight.learning.library.placeholders import CONTACTS, Placeholder, PlaceholderKind, placeholders

from .book import Book, finding
from .dated import BARE, is_half_written

MOST_NAMED = 3


class Named(NamedTuple):
    """What somebody names, and the finding should it not be there."""

    kind: str
    id: str
    problem: Problem


def missing(book: Book) -> Iterator[Problem]:
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in chain(_placeholders(book), _sources(book), _references(book), _pieces(book)):
        if book.holds(each.problem.file) and each.id not in book.lost:
            groups[each.kind, each.id].append(each.problem)
    for (kind, id), problems in groups.items():
        lacking = _areas_without(book, id) if kind == "contact" else ()
        for area in lacking:
            words = f"No number here has the code {id!r}, and {_places(problems)} names it: give it one."
            yield Problem(f"areas/{area}/{CONTACTS_FILE}", 0, id, "placeholder", words)
        if not lacking:
            yield _first(problems)


def _first(problems: list[Problem]) -> Problem:
    first, *others = sorted(problems)
    words = f"{first.words} Also named in {_places(others)}." if others else first.words
    return Problem(first.file, first.line, first.block, first.rule, words, first.advice)


def _places(problems: list[Problem]) -> str:
    named = [f"{each.file}:{each.line}" for each in sorted(problems)]
    more = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _areas_without(book: Book, code: str) -> tuple[str, ...]:
    """Areas that have no number of a code that others have; none where nobody has it: then it is misspelt
    where it is used."""
    own = {area: routes for area, routes in book.routes.items() if area != NATIONAL}
    without = tuple(area for area, routes in own.items() if code not in routes)
    return without if len(without) < len(own) else ()


# What names something


def _placeholders(book: Book) -> Iterator[Named]:
    terms = {term.id for term in book.library.terms}
    for saying in book.sayings:
        for each in placeholders(saying.words) if saying.sort not in BARE else ():
            if found := _unknown(book, each, terms):
                kind, words = found
                yield Named(
                    kind, each.id, finding(saying, "placeholder", f"{each.written}: {words}", each.written)
                )


def _unknown(book: Book, each: Placeholder, terms: set[str]) -> tuple[str, str] | None:
    if each.kind in CONTACTS and not _has_number(book, each.id):
        return "contact", f"no number has the code {each.id!r} everywhere. There are {_known(book)}."
    if each.kind == PlaceholderKind.FACT and each.id not in book.facts:
        return "fact", "content/facts/ has no fact of that id."
    if each.kind == PlaceholderKind.TERM and each.id not in terms:
        return "term", "content/terms.yaml has no term of that id."
    return None


def _has_number(book: Book, code: str) -> bool:
    try:
        return code in book.codes
    except PackError:
        return True  # `unreadable` names the file


def _known(book: Book) -> str:
    return ", ".join(sorted(book.codes))


def _sources(book: Book) -> Iterator[Named]:
    """What a lesson gives as its sources: facts of ours, or addresses."""
    for lesson in book.library.lessons:
        for source in lesson.sources:
            if "://" not in source and source not in book.facts:
                words = f"sources: {source!r} is no fact of ours and no address (https://…)."
                yield Named("fact", source, Problem(lesson.file, 1, lesson.id, "source", words))


def _references(book: Book) -> Iterator[Named]:
    """Questions, scenarios and easy-read twins that a lesson names."""
    for lesson in book.library.lessons:
        yield from _of_lesson(book, lesson)
    for question in book.library.questions:
        if not _is_there(book.library.lesson, question.lesson_id):
            words = f"There is no lesson {question.lesson_id!r}. Name the one that teaches the answer."
            problem = Problem(question.file, question.line, question.id, "reference", words)
            yield Named("lesson", question.lesson_id, problem)


def _of_lesson(book: Book, lesson: Lesson) -> Iterator[Named]:
    lib = book.library
    for block in lesson.blocks:
        if block.kind == BlockKind.QUESTION and not _is_there(lib.question, block.target):
            yield _named_by(block, "question", block.target)
        elif block.kind == BlockKind.SCENARIO and not _is_there(lib.scenario, block.target):
            yield _named_by(block, "scenario", block.target)
        elif block.easy_for and not _is_there(lib.block, block.easy_for):
            yield _named_by(block, "block", block.easy_for)


def _named_by(block: Block, kind: str, id: str) -> Named:
    words = f"Nothing has the id {id!r} that this block names."
    return Named(kind, id, Problem(block.file, block.line, block.id, "reference", words))


def _pieces(book: Book) -> Iterator[Named]:
    for piece in book.library.pieces:
        if piece.course_id and not _is_there(book.library.course, piece.course_id):
            yield _of_piece(piece, "course", piece.course_id, f"There is no course {piece.course_id!r}.")
        for id, line in _picked(piece):
            if not _is_there(book.library.block, id):
                words = f"There is no block {id!r}. Pick one from a lesson, by its id."
                yield _of_piece(piece, "block", id, words, line)
        for code in piece.contacts:
            if not _has_number(book, code):
                words = f"contacts: no number has the code {code!r} everywhere."
                yield _of_piece(piece, "contact", code, words)


def _picked(piece: Piece) -> Iterable[tuple[str, int]]:
    named = [(id, section.line) for section in piece.sections for id in section.blocks]
    return [(piece.lead_block, 1), *named] if piece.lead_block else named


def _of_piece(piece: Piece, kind: str, id: str, words: str, line: int = 1) -> Named:
    return Named(kind, id, Problem(piece.file, line, piece.id, "piece", words))


def _is_there(find: Callable[[str], object], id: str) -> bool:
    try:
        find(id)
    except NoSuchContent:
        return False
    return True


def misfilled(book: Book) -> frozenset[str]:
    """Keys of words in which a placeholder is wrong: their translations copy it, and are not at fault."""
    terms = {term.id for term in book.library.terms}
    return frozenset(
        saying.key
        for saying in book.sayings
        if is_half_written(saying.words)
        or any(each.kind is None or _unknown(book, each, terms) for each in placeholders(saying.words))
    )
