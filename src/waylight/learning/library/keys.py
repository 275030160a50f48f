"""Every word that content says, under the key that a translation and a tracker know it by.

A block has its own id. `<lesson>.title`; `<course>.title`, `<course>.summary`; `<question>.ask`,
`<question>.<choice>`, `<question>.<choice>.feedback`; `<scenario>.title`, `<scenario>.<node>`,
`<scenario>.<node>.<n>` (the n-th choice, from 1), `<scenario>.<node>.do`; `<piece>.title`, `<piece>.lead`;
`<piece>.<n>.title`, `.chapter`, `.notes` (the n-th section, from 1); `fact:<id>`, `fact:<id>.without`;
`term:<id>`; and the words of the house (`house.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from waylight.guidance import facts

from .house import ENGLISH_WORDS
from .policy import Weight
from .reading import Library
from .shapes import Block, BlockKind, Course, Lesson, Piece, Question, Scenario


class Sort(StrEnum):
    """What kind of words they are, as rules on wording tell them apart."""

    BLOCK = "block"
    TITLE = "title"
    QUESTION = "question"
    SCENARIO = "scenario"
    PIECE = "piece"
    FACT = "fact"
    TERM = "term"
    HOUSE = "house"


@dataclass(frozen=True)
class Saying:
    """`catalogue`: the .po file, without its ending. `quoted`: words of blame may stand here."""

    key: str
    words: str
    catalogue: str
    sort: Sort
    weight: Weight
    file: str
    line: int
    quoted: bool = False
    block: Block | None = None


def title_key(of: Lesson | Course | Scenario | Piece) -> str:
    return f"{of.id}.title"


def sayings(library: Library) -> Iterator[Saying]:
    """All of them, in the order in which they are read."""
    for course in library.courses:
        yield from _of_course(course)
    for scenario in library.scenarios:
        yield from _of_scenario(scenario)
    for piece in library.pieces:
        yield from _of_piece(piece)
    yield from _of_facts(library)
    yield from _of_the_house()
    for term in library.terms:
        yield Saying(
            f"term:{term.id}", term.term, "terms", Sort.TERM, Weight.PLAIN, term.file, term.line, quoted=True
        )


def _of_the_house() -> Iterator[Saying]:
    for key, words in ENGLISH_WORDS.items():
        yield Saying(key, words, "house", Sort.HOUSE, Weight.PLAIN, "built in", 0)


def _of_course(course: Course) -> Iterator[Saying]:
    about = ((title_key(course), course.title), (f"{course.id}.summary", course.summary))
    for key, words in about:
        yield Saying(key, words, course.id, Sort.TITLE, Weight.PLAIN, course.file, 1)
    for lesson in course.lessons:
        yield from _of_lesson(lesson)
        if lesson.easy:
            yield from _of_lesson(lesson.easy)
    for question in course.questions:
        yield from _of_question(question)


def _of_lesson(lesson: Lesson) -> Iterator[Saying]:
    yield Saying(title_key(lesson), lesson.title, lesson.course_id, Sort.TITLE, Weight.PLAIN, lesson.file, 1)
    for block in lesson.blocks:
        if block.kind not in (BlockKind.QUESTION, BlockKind.SCENARIO):
            yield Saying(
                key=block.id,
                words=block.source,
                catalogue=lesson.course_id,
                sort=Sort.BLOCK,
                weight=Weight.SAFETY if block.safety else Weight.PLAIN,
                file=block.file,
                line=block.line,
                quoted="quoted" in block.classes,
                block=block,
            )


def _of_question(question: Question) -> Iterator[Saying]:
    def saying(key: str, words: str, quoted: str, line: int) -> Saying:
        whole = f"{question.id}.{key}"
        return Saying(
            whole,
            words,
            question.course_id,
            Sort.QUESTION,
            Weight.CHECK,
            question.file,
            line,
            quoted=bool(quoted),
        )

    yield saying("ask", question.ask, question.quoted, question.line)
    for choice in question.choices:
        yield saying(choice.id, choice.words, choice.quoted, choice.line)
        yield saying(f"{choice.id}.feedback", choice.feedback, choice.quoted, choice.line)


def _of_scenario(scenario: Scenario) -> Iterator[Saying]:
    def saying(key: str, words: str, quoted: str = "", line: int = 1) -> Saying:
        whole = f"{scenario.id}.{key}"
        return Saying(
            whole,
            words,
            "scenarios",
            Sort.SCENARIO,
            Weight.PLAIN,
            scenario.file,
            line,
            quoted=bool(quoted),
        )

    yield saying("title", scenario.title)
    for node in scenario.nodes:
        yield saying(node.id, node.words, node.quoted, node.line)
        for n, turn in enumerate(node.choices, 1):
            yield saying(f"{node.id}.{n}", turn.words, turn.quoted or node.quoted, turn.line)
        if node.do:
            yield saying(f"{node.id}.do", node.do, node.quoted, node.line)


def _of_piece(piece: Piece) -> Iterator[Saying]:
    def saying(key: str, words: object, sort: Sort, line: int = 1) -> Iterator[Saying]:
        if words and isinstance(words, str):
            whole = f"{piece.id}.{key}"
            yield Saying(whole, words.strip(), "pieces", sort, Weight.PLAIN, piece.file, line)

    yield from saying("title", piece.title, Sort.TITLE)
    if not piece.lead_block:
        yield from saying("lead", piece.lead, Sort.PIECE)
    for n, section in enumerate(piece.sections, 1):
        yield from saying(f"{n}.title", section.title, Sort.TITLE, section.line)
        yield from saying(f"{n}.chapter", section.fields.get("chapter"), Sort.TITLE, section.line)
        yield from saying(f"{n}.notes", section.fields.get("notes"), Sort.PIECE, section.line)


def _of_facts(library: Library) -> Iterator[Saying]:
    for fact in facts.facts(library.folder):
        for key, words in ((f"fact:{fact.id}", fact.words), (f"fact:{fact.id}.without", fact.without)):
            if words:
                law = fact.kind == facts.FactKind.DEFINITION  # its words are not ours
                yield Saying(key, words, "facts", Sort.FACT, Weight.PLAIN, fact.file, fact.line, quoted=law)
