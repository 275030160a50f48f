"""The facts on a printed sheet. A page can say that a line is being checked; a sheet would lack it for as
long as it hangs on a wall. So where a fact has lapsed the words that stand in for it are printed, and where
there are none, nothing is."""

from collections.abc import Iterable
from datetime import date

from waylight.guidance import facts
from waylight.guidance.rule import RouteState
from waylight.learning.library import Block, library
from waylight.learning.library.placeholders import PlaceholderKind, placeholders

from .pdf import CannotPrint


class FactNotShown(CannotPrint):
    """A fact on the sheet may not be shown on its day, and nothing stands in for it. It is named."""


def require_facts(blocks: Iterable[Block], on: date) -> None:
    """Raises FactNotShown for the first that takes its line with it."""
    for block in blocks:
        for each in placeholders(block.source):
            if each.kind == PlaceholderKind.FACT:
                _require(each.id, on)


def _require(id: str, on: date) -> None:
    try:
        fact = facts.fact(id, library().folder)
    except facts.NoSuchFact as missing:
        raise FactNotShown(
            f"There is no fact '{id}': ./waylight content check says where it is used."
        ) from missing
    if fact.shown(on):
        return
    if fact.state(on) == RouteState.WITHDRAWN:
        raise FactNotShown(f"The fact '{id}' is withdrawn ({fact.file}): use the one that replaced it.")
    raise FactNotShown(
        f"The fact '{id}' has lapsed: it was last looked at on {fact.looked_at_on:%-d %B %Y}. Hold it "
        f"against its source and set checked_on and checked_by ({fact.file}), or give it `without`, words "
        "that stand in for it."
    )
