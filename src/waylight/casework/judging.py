"""The two rules about levels, as pure functions: what may stand beside actual harm, what needs two people."""

from collections.abc import Iterable

from .rules import levels

FIRST_BEFORE = "at-risk"
"""A first level is measured against this one: a first "low" needs a second person too."""


def may_stand(level: str, *, harm: bool) -> bool:
    """Signs that a child is being harmed are never signs of risk only (IICSA 2022, recommendation 4)."""
    return level in levels() and (levels()[level].beside_harm or not harm)


def needs_second(before: Iterable[str], level: str, *, harm_before: bool, harm: bool) -> bool:
    """Whether a second person must agree: the level is lower than one that stood ("" where none did), or a
    sign of actual harm is let go. Raising never waits."""
    let_go = harm_before and not harm
    return let_go or any(levels()[level].rank < levels()[each or FIRST_BEFORE].rank for each in before)


def stands(level: str, *, harm: bool) -> str:
    """What a record says of its child: known harm says at least the least level that may stand beside it."""
    least = min((each for each in levels().values() if each.beside_harm), key=lambda each: each.rank)
    return level or (least.code if harm else "")
