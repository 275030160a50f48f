"""Where the laws, definitions and figures of a book come from, said of each: its source and its day, whether
the exact page is known, and whether a person has held it against the source.

In English in every language: so are the sources, and whoever looks one up must find it under its name.
"""

from collections.abc import Iterable
from typing import Any

from waylight.guidance import facts
from waylight.guidance.facts import Fact
from waylight.guidance.rule import RouteState
from waylight.learning.library import Block, Lesson, library
from waylight.learning.library.placeholders import PlaceholderKind, placeholders

from .edition import Edition

HEADING = "Where this comes from"
ABOUT = "Laws, definitions and figures in this book, each with its source and the day the source speaks of."
UNCHECKED = (
    "Where no check is named, only the authors of the book have read it, in the source or in a study of the "
    "field. No person has held it against the source since."
)
PAGE_UNKNOWN = "The exact page is not known."


def used_facts(blocks: Iterable[Block], lessons: Iterable[Lesson]) -> tuple[Fact, ...]:
    """Facts whose words stand in the blocks, then those that the lessons rest on; each once."""
    named = [each.id for b in blocks for each in placeholders(b.source) if each.kind == PlaceholderKind.FACT]
    named += [source for lesson in lessons for source in lesson.sources if "://" not in source]
    return tuple(facts.fact(id, library().folder) for id in dict.fromkeys(named))


def sources_data(used: Iterable[Fact], edition: Edition) -> dict[str, Any]:
    """Plain data for the list: `entries` of those live on the edition's day; empty where there is none."""
    live = [fact for fact in used if fact.state(edition.on) == RouteState.LIVE]
    about = [ABOUT] if all(fact.checked_on for fact in live) else [ABOUT, UNCHECKED]
    return {
        "heading": HEADING,
        "about": " ".join(about),
        "entries": [_entry(fact, edition) for fact in live],
    }


def _entry(fact: Fact, edition: Edition) -> dict[str, str]:
    said = [f"{fact.source_title.rstrip('.')}.", f"As at {edition.day(fact.as_at)}."]
    if not fact.page_known:
        said.append(PAGE_UNKNOWN)
    if fact.checked_on:
        said.append(f"Checked on {edition.day(fact.checked_on)} by {fact.checked_by}.")
    return {"words": fact.words, "source": " ".join(said), "address": fact.source_address}
