"""Which questions a check asks, and what an answer is worth."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.learning.library import Choice, Course, Question, library
from waylight.learning.marking import draw, mark, mark_all, needed

ONE = Question(
    "q1", "l1", "one", "What?", (Choice("a", "A", True, "Yes."), Choice("b", "B", False, "No.")), False
)
SEVERAL = replace(ONE, id="q2", kind="several", choices=(*ONE.choices, Choice("c", "C", True, "Also.")))


def a_course(questions: tuple[Question, ...], size: int, mastery: float = 0.8) -> Course:
    return replace(library().course("drivers"), questions=questions, check_size=size, mastery=mastery)


def some(many: int) -> tuple[Question, ...]:
    return tuple(replace(ONE, id=f"q{n:02}") for n in range(many))


@given(st.integers(0, 999_999))
def test_one_number_draws_the_same_different_questions_each_time(number: int) -> None:
    course = a_course(some(30), 10)
    first = draw(course, number)
    assert first == draw(course, number)
    assert len({question.id for question in first}) == 10
    assert set(first) <= set(course.questions)


def test_draws_differ_and_in_time_ask_everything() -> None:
    course = a_course(some(30), 10)
    draws = [draw(course, number) for number in range(60)]
    assert len({tuple(q.id for q in each) for each in draws}) > 50
    assert {q.id for each in draws for q in each} == {q.id for q in course.questions}


def test_a_small_pool_is_asked_whole() -> None:
    assert len(draw(a_course(some(4), 10), 1)) == 4


def test_other_words_are_another_draw() -> None:
    course = a_course(some(30), 10)
    changed = replace(course, version_id="2027-01-1-00000000")
    assert [draw(course, n) for n in range(5)] != [draw(changed, n) for n in range(5)]


@pytest.mark.parametrize(
    ("mastery", "asked", "enough"), [(0.8, 10, 8), (0.8, 12, 10), (1.0, 10, 10), (0.7, 10, 7), (0.0, 5, 0)]
)
def test_how_many_are_enough(mastery: float, asked: int, enough: int) -> None:
    assert needed(a_course((), 10, mastery), asked) == enough


def test_one_right_choice() -> None:
    assert mark(ONE, ["a"]).right
    assert not mark(ONE, ["b"]).right
    assert not mark(ONE, ["a", "b"]).right
    assert mark(ONE, ["a", "made up"]).right, "what is no choice counts as not picked"
    assert not mark(ONE, []).answered


def test_several_right_choices_must_all_be_picked_and_no_other() -> None:
    assert mark(SEVERAL, ["a", "c"]).right
    half = mark(SEVERAL, ["a"])
    assert (half.right, half.nearly) == (False, True)
    assert [choice.id for choice in half.missed] == ["c"]
    mixed = mark(SEVERAL, ["a", "b"])
    assert (mixed.right, mixed.nearly) == (False, False)
    assert [choice.id for choice in mixed.said] == ["a", "b"]


def test_a_check_passes_only_when_every_question_is_answered() -> None:
    course = a_course(some(5), 5)
    right = {question.id: ("a",) for question in course.questions}
    four = {**right, "q00": ("b",)}
    assert mark_all(course, course.questions, right).passed
    assert mark_all(course, course.questions, four).passed
    unanswered = {id: picked for id, picked in right.items() if id != "q00"}
    marks = mark_all(course, course.questions, unanswered)
    assert (marks.right, marks.complete, marks.passed) == (4, False, False)
