"""Sheets that follow from a course by itself: easy read, scenarios and questions to work through on paper."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from waylight.learning.library import Asked, Block, BlockKind, Course, Node, Question, Scenario
from waylight.learning.library.keys import title_key
from waylight.learning.marking import draw

from .edition import Edition
from .pdf import pdf
from .sheet import Contents, Part, sheet_data
from .typst import passage_data

EASY = gettext_noop("Easy read")
PAPER = gettext_noop("Questions")
ANSWERS = gettext_noop("Questions with answers")
EASY_CONTACTS = ("999", "hub", "crimestoppers", "childline")
LETTERS = "ABCDEFGH"


def easy_read(course: Course, edition: Edition) -> bytes:
    """Every easy-read twin of the course, in its order. Raises CannotPrint and FontMissing."""
    return pdf("easy.typ", sheet_data(easy_contents(course, edition), edition))


def easy_contents(course: Course, edition: Edition) -> Contents:
    twins = [lesson.easy for lesson in course.lessons if lesson.easy]
    return Contents(
        title=edition.say(title_key(course), course.title),
        lead=None,
        parts=tuple(
            Part(edition.say(title_key(twin), twin.title), edition.passages(twin.blocks)) for twin in twins
        ),
        blocks=tuple(block for twin in twins for block in twin.blocks),
        courses=(course,),
        contacts=EASY_CONTACTS,
        kind=EASY,
    )


# Scenarios


def numbered(scenario: Scenario) -> Mapping[str, int]:
    """The number of each node on paper: the start is 1, the others are shuffled, always the same way, so that
    nobody reads on by mistake."""
    others = [node.id for node in scenario.nodes if node.id != scenario.start]
    others.sort(key=lambda id: hashlib.sha256(f"{scenario.id} {id}".encode()).digest())
    return {id: place for place, id in enumerate((scenario.start, *others), 1)}


def scenario_data(scenario: Scenario, edition: Edition) -> dict[str, Any]:
    """Its places by number: words, then choices with the number to go to, or an end and what to do."""
    numbers = numbered(scenario)
    nodes = sorted(scenario.nodes, key=lambda node: numbers[node.id])
    return {
        "id": scenario.id,
        "title": passage_data(edition.say(title_key(scenario), scenario.title), edition.address),
        "places": [_place(scenario, node, numbers, edition) for node in nodes],
    }


def _place(scenario: Scenario, node: Node, numbers: Mapping[str, int], edition: Edition) -> dict[str, Any]:
    def said(key: str, words: str) -> dict[str, Any]:
        return passage_data(edition.say(f"{scenario.id}.{key}", words), edition.address)

    return {
        "n": numbers[node.id],
        "words": said(node.id, node.words),
        "choices": [
            {"words": said(f"{node.id}.{place}", turn.words), "to": numbers[turn.to]}
            for place, turn in enumerate(node.choices, 1)
        ],
        "end": node.end,
        "do": said(f"{node.id}.do", node.do) if node.do else None,
    }


def scenario_sheet(scenario: Scenario, course: Course, edition: Edition) -> bytes:
    """Raises CannotPrint and FontMissing."""
    data = sheet_data(scenario_contents(scenario, course, edition), edition)
    return pdf("scenario.typ", {**data, "scenario": scenario_data(scenario, edition)})


def scenario_contents(scenario: Scenario, course: Course, edition: Edition) -> Contents:
    return Contents(
        title=edition.say(title_key(scenario), scenario.title),
        lead=None,
        parts=(),
        blocks=words_of_scenario(scenario),
        courses=(course,),
        kind=gettext_noop("Scenario"),
    )


def words_of_scenario(scenario: Scenario) -> tuple[Block, ...]:
    """Its words as blocks, for the numbers they name."""
    words = [
        text for node in scenario.nodes for text in (node.words, node.do, *(t.words for t in node.choices))
    ]
    return tuple(map(bare_block, words))


def bare_block(words: str) -> Block:
    return Block("", BlockKind.PARAGRAPH, words)


# Questions


def question_sheet(course: Course, edition: Edition, *, answers: bool, paper: int = 1) -> bytes:
    """One check of the course on paper, or the same with the answers and why. The same paper of the same
    version asks the same questions on a screen. Raises CannotPrint and FontMissing."""
    questions = draw(course, paper)
    data = sheet_data(question_contents(course, questions, edition, answers=answers), edition)
    asked = questions_data(questions, edition)
    return pdf("questions.typ", {**data, "questions": asked, "answers": answers})


def question_contents(
    course: Course, questions: Sequence[Question], edition: Edition, *, answers: bool
) -> Contents:
    return Contents(
        title=edition.say(title_key(course), course.title),
        lead=None,
        parts=(),
        blocks=words_of_questions(questions),
        courses=(course,),
        kind=ANSWERS if answers else PAPER,
    )


def words_of_questions(questions: Sequence[Question]) -> tuple[Block, ...]:
    """Their words as blocks, for the numbers they name."""
    words = [
        text
        for question in questions
        for text in (question.ask, *(t for c in question.choices for t in (c.words, c.feedback)))
    ]
    return tuple(map(bare_block, words))


def questions_data(questions: Sequence[Question], edition: Edition) -> list[dict[str, Any]]:
    return [_question(place, edition.ask(question), edition) for place, question in enumerate(questions, 1)]


def _question(place: int, asked: Asked, edition: Edition) -> dict[str, Any]:
    return {
        "id": asked.question.id,
        "n": place,
        "ask": passage_data(asked.ask, edition.address),
        "several": asked.question.kind == "several",
        "choices": [
            {
                "letter": letter,
                "words": passage_data(answer.words, edition.address),
                "right": answer.choice.right,
                "feedback": passage_data(answer.feedback, edition.address),
            }
            for letter, answer in zip(LETTERS, asked.answers, strict=False)
        ],
    }
