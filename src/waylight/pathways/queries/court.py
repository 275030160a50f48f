"""A child's cases before a court, their hearings and measures, and what the child is owed word of."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.casework.models import Child
from waylight.casework.queries import dues_of
from waylight.casework.queries.due import DueRow

from ..models import Hearing, Measure, Proceedings, Word

_OF_CHILD = ("child__area", "child__worker", "child__manager")


def find_proceedings(pk: UUID) -> Proceedings:
    """For an action or a query that asks the policy itself. Raises Proceedings.DoesNotExist."""
    return Proceedings.objects.select_related(*_OF_CHILD).get(pk=pk)


def find_hearing(pk: UUID) -> Hearing:
    return Hearing.objects.select_related(*_OF_CHILD, "proceedings").get(pk=pk)


def find_word(pk: UUID) -> Word:
    return Word.objects.select_related(*_OF_CHILD, "proceedings").get(pk=pk)


@dataclass(frozen=True)
class WordRow:
    word: Word
    due: DueRow | None


@dataclass(frozen=True)
class Case:
    proceedings: Proceedings
    hearings: list[Hearing]
    measures: list[Measure]
    words: list[WordRow]


def cases(viewer: Actor, child: Child) -> list[Case]:
    """A child's, the latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    rows = child.proceedings.prefetch_related("hearings", "measures", "words__settled_by")
    due = {row.due.about: row for row in dues_of(child)}
    return [
        Case(
            each,
            list(each.hearings.all()),
            list(each.measures.all()),
            [WordRow(word, due.get(word.pk)) for word in each.words.all()],
        )
        for each in rows
    ]


def case_of(viewer: Actor, proceedings: Proceedings) -> Case:
    """The caller has opened the child."""
    return next(case for case in cases(viewer, proceedings.child) if case.proceedings.pk == proceedings.pk)
