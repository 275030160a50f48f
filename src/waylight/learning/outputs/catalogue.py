"""Every output there is, by name: those that a piece asks for, and those that follow from a course."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from waylight.engine.clocks import months_after
from waylight.learning.library import Course, Library, Piece, Scenario, library
from waylight.learning.marking import draw

from . import book, course_sheets, register
from .certificate import Certified, certificate
from .edition import Edition
from .pieces import contents_of, printed_piece
from .powerpoint import powerpoint
from .sheet import Contents
from .slides import deck_of
from .speaker_notes import speaker_notes

PDF, PPTX = "pdf", "pptx"
SPECIMEN_DAY = date(2026, 11, 8)


@dataclass(frozen=True)
class Output:
    """`kind` is a piece's, or easy-read, scenario, questions, answers, certificate, notes. `contents` is what
    of it may be in another language; `make` raises CannotPrint, FontMissing and NoSuchContent."""

    name: str
    kind: str
    course_id: str
    suffix: str
    contents: Callable[[Edition], Contents]
    make: Callable[[Edition], bytes]

    def file(self, language: str) -> str:
        return f"{self.name}.{language}.{self.suffix}"


class NoSuchOutput(LookupError):
    """A sentence that names what there is."""


def outputs(of: Library | None = None) -> tuple[Output, ...]:
    """In the order of the courses, the pieces of each first."""
    found = of or library()
    made: list[Output] = []
    for course in found.courses:
        own = [piece for piece in found.pieces if piece.course_id == course.id]
        made += [output for piece in own for output in _of_piece(piece)]
        made += _of_course(course, {piece.kind for piece in own})
    made += [output for piece in found.pieces if not piece.course_id for output in _of_piece(piece)]
    return tuple(made)


def chosen(words: Sequence[str], of: Library | None = None) -> tuple[Output, ...]:
    """The outputs that are called so, are of that kind or belong to that course; all without words.
    Raises NoSuchOutput."""
    every = outputs(of)
    for word in words:
        if not any(word in _called(output) for output in every):
            names = ", ".join(output.name for output in every)
            kinds = ", ".join(sorted({output.kind for output in every}))
            raise NoSuchOutput(f"No output is called '{word}'. Names: {names}. Or all of a kind: {kinds}.")
    return tuple(output for output in every if not words or _called(output) & set(words))


def _called(output: Output) -> set[str]:
    return {output.name, output.kind, output.course_id}


def _of_piece(piece: Piece) -> Iterator[Output]:
    def output(make: Callable[[Edition], bytes], suffix: str = PDF) -> Output:
        return Output(piece.id, piece.kind, piece.course_id, suffix, partial(contents_of, piece), make)

    if piece.kind == "deck":
        yield output(lambda edition: powerpoint(deck_of(piece, edition), edition), PPTX)
        yield Output(
            name=f"{piece.id}-notes",
            kind="notes",
            course_id=piece.course_id,
            suffix=PDF,
            contents=partial(contents_of, piece),
            make=lambda edition: speaker_notes(deck_of(piece, edition), edition),
        )
    elif piece.kind == "book":
        yield output(partial(book.book_of_piece, piece))
    elif piece.kind == "sign-in":
        yield output(lambda edition: _sign_in(library().course(piece.course_id), edition, piece))
    else:
        yield output(partial(printed_piece, piece))


def _of_course(course: Course, has: set[str]) -> Iterator[Output]:
    def output(
        kind: str, contents: Callable[[Edition], Contents], make: Callable[[Edition], bytes], name: str = ""
    ) -> Output:
        return Output(name or f"{course.id}-{kind}", kind, course.id, PDF, contents, make)

    if any(lesson.easy for lesson in course.lessons):
        easy = partial(course_sheets.easy_contents, course)
        yield output("easy-read", easy, partial(course_sheets.easy_read, course))
    for scenario in course.scenarios:
        yield _of_scenario(scenario, course)
    for kind, answers in (("questions", False), ("answers", True)):
        if course.questions:
            contents = partial(course_sheets.question_contents, course, draw(course, 1), answers=answers)
            yield output(kind, contents, partial(course_sheets.question_sheet, course, answers=answers))
    if "book" not in has:
        yield output("book", partial(book.book_contents, course), partial(book.book_of_course, course))
    # A certificate is in English, whatever the edition.
    yield output(
        "certificate",
        lambda edition: register.plain_contents(course, edition.in_english()),
        partial(_specimen, course),
    )
    if "sign-in" not in has:
        contents = partial(register.plain_contents, course)
        yield output("sign-in", contents, lambda edition: _sign_in(course, edition))


def _of_scenario(scenario: Scenario, course: Course) -> Output:
    return Output(
        name=f"scenario-{scenario.id}",
        kind="scenario",
        course_id=course.id,
        suffix=PDF,
        contents=partial(course_sheets.scenario_contents, scenario, course),
        make=partial(course_sheets.scenario_sheet, scenario, course),
    )


def _specimen(course: Course, edition: Edition) -> bytes:
    """What a certificate of the course looks like; it certifies nothing, and says so."""
    return certificate(
        Certified(
            name="Ada Quayle",
            course_title=course.title,
            course_id=course.id,
            version_id=course.version_id,
            completed_on=SPECIMEN_DAY,
            valid_until=months_after(SPECIMEN_DAY, course.validity_months),
            issuer=edition.pack.controller,
            code="00000 00000",
            check_address=f"{edition.address.rstrip('/')}/certificates/",
            badge_end="00",
            made_up=True,
        )
    )


def _sign_in(course: Course, edition: Edition, piece: Piece | None = None) -> bytes:
    """For any session: everything about it is written by hand."""
    return register.sign_in_sheet(course, register.PrintedSession(), edition, piece)
