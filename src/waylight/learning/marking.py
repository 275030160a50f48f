"""The questions of a course: which of them a check asks, and what an answer is worth. Pure, and without a
clock: nobody is timed, and an answer may be tried again as often as somebody likes."""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .library import Choice, Course, Question

Picked = Mapping[str, Sequence[str]]
"""Ids of choices by the id of their question."""

_SMALLEST_SHARE = 1e-9
"""0.8 of 10 questions is 8, however a computer writes 0.8."""


@dataclass(frozen=True)
class Marked:
    """One answered question."""

    question: Question
    picked: frozenset[str]

    @property
    def answered(self) -> bool:
        return bool(self.picked)

    @property
    def right(self) -> bool:
        return self.picked == self.question.right

    @property
    def nearly(self) -> bool:
        """All that was picked is right, and something right was not picked."""
        return self.answered and not self.right and all(choice.right for choice in self.said)

    @property
    def said(self) -> tuple[Choice, ...]:
        """What was picked, in the order of the question."""
        return tuple(choice for choice in self.question.choices if choice.id in self.picked)

    @property
    def missed(self) -> tuple[Choice, ...]:
        """What would have been right and was not picked."""
        return tuple(c for c in self.question.choices if c.right and c.id not in self.picked)


@dataclass(frozen=True)
class Marks:
    """A whole check. `needed`: how many right answers are enough."""

    marked: tuple[Marked, ...]
    needed: int

    @cached_property
    def right(self) -> int:
        return sum(each.right for each in self.marked)

    @cached_property
    def unanswered(self) -> tuple[Marked, ...]:
        return tuple(each for each in self.marked if not each.answered)

    @property
    def complete(self) -> bool:
        return bool(self.marked) and not self.unanswered

    @property
    def passed(self) -> bool:
        return self.complete and self.right >= self.needed


def draw(course: Course, number: int) -> tuple[Question, ...]:
    """The questions of one check: the same number draws the same questions of the same version."""
    pool = sorted(course.questions, key=lambda question: question.id)
    size = min(course.check_size, len(pool))
    # Nothing is kept secret by this draw; it only has to come out the same again.
    return tuple(random.Random(f"{course.version_id} {number}").sample(pool, size))  # noqa: S311


def needed(course: Course, asked: int) -> int:
    """How many of `asked` questions must be right."""
    return math.ceil(course.mastery * asked - _SMALLEST_SHARE)


def mark(question: Question, picked: Iterable[str]) -> Marked:
    """What is not a choice of this question counts as not picked."""
    known = {choice.id for choice in question.choices}
    return Marked(question, frozenset(picked) & known)


def mark_all(course: Course, questions: Sequence[Question], picked: Picked) -> Marks:
    marked = tuple(mark(question, picked.get(question.id, ())) for question in questions)
    return Marks(marked, needed(course, len(questions)))
