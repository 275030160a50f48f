"""The room's dated rules, read from `content/plan`: owner, version and source date stand in each file."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from waylight.engine.clocks import Limit
from waylight.guidance.dated import RulesError, read

from .codes import SheetKind


def opened(name: str) -> dict[str, Any]:
    """A file of `content/plan`. Raises RulesError without owner, version and source date."""
    return read(settings.CONTENT / "plan" / name)


@dataclass(frozen=True)
class Escalation:
    """`after`: since the end of the action's day."""

    after: Limit
    words: str


@cache
def escalations() -> tuple[Escalation, ...]:
    """The set times, the first first."""
    return tuple(
        Escalation(Limit.parse(line["after"]), line["words"])
        for line in opened("escalation.yaml")["escalation"]
    )


@dataclass(frozen=True)
class Question:
    code: str
    ask: str
    hint: str


@dataclass(frozen=True)
class SheetRule:
    """`grade`: the reading grade above which advice is shown."""

    title: str
    grade: float
    questions: tuple[Question, ...]


@cache
def sheets() -> dict[str, SheetRule]:
    """Raises RulesError unless every kind of sheet has its line."""
    found = opened("sheets.yaml")["sheets"]
    if set(found) != set(SheetKind.values):
        raise RulesError(f"sheets.yaml: {', '.join(SheetKind.values)} and no other.")
    return {
        kind: SheetRule(
            line["title"],
            line["grade"],
            tuple(Question(code, part["ask"], part["hint"]) for code, part in line["parts"].items()),
        )
        for kind, line in found.items()
    }


@cache
def follow_up_months() -> tuple[int, ...]:
    return tuple(int(months) for months in opened("follow_up.yaml")["months"])
