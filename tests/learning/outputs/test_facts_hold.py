"""A fact that has lapsed is printed in the words that stand in for it, or the sheet is not printed."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waylight.guidance import facts
from waylight.learning import library
from waylight.learning.outputs.building import Built, build
from waylight.learning.outputs.catalogue import chosen
from waylight.learning.outputs.dated_facts import FactNotShown
from waylight.learning.outputs.edition import Edition

from .conftest import ADDRESS, CONTENT, DAY
from .paper import Paper

OWN, INSTEAD = "twelve ferries in 2026", "some ferries"
FACT = """- id: ferries
  kind: figure
  words: {words}
{more}
  source: {{title: Nowhere, address: "https://ferries.example/count"}}
  jurisdiction: england
  as_at: 2026-01-01
  read_on: 2025-11-01
  read_by: Somebody
  review_every_days: {days}
"""
SAID = "You do not have to be sure."
WHERE = {
    "a lesson": (
        "courses/harbour/lessons/01-seeing.md",
        "> One sign may mean nothing.",
        "> One sign of {{fact:ferries}}.",
    ),
    "the lead": ("pieces/steps-leaflet.yaml", SAID, '"Think of {{fact:ferries}}."'),
    "a question": ("courses/harbour/questions.yaml", SAID, '"Think of {{fact:ferries}}."'),
}
Shelved = Callable[..., None]


@pytest.fixture
def shelved(tmp_path: Path, settings: Any) -> Iterator[Shelved]:
    """Puts the small course there with one fact in one of its places: checked a year and three weeks ago."""
    settings.CONTENT = tmp_path / "content"
    shutil.copytree(CONTENT, settings.CONTENT)
    (settings.CONTENT / "facts").mkdir()

    def shelve(where: str = "a lesson", more: str = "", days: int = 365) -> None:
        file, old, new = WHERE[where]
        path = settings.CONTENT / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        (settings.CONTENT / "facts/core.yaml").write_text(
            FACT.format(words=OWN, more=more, days=days), "utf-8"
        )
        facts.forget()
        library.forget()

    yield shelve
    facts.forget()
    library.forget()


def leaflet(area: Any, on: date = DAY) -> str:
    (output,) = chosen(["steps-leaflet"])
    return " ".join(Paper(output.make(Edition(area, ADDRESS, on))).text.split())


def test_a_live_fact_is_printed(shelved: Shelved, area: Any) -> None:
    shelved(days=400)
    assert OWN in leaflet(area)


@pytest.mark.parametrize("where", ["a lesson", "the lead"])
def test_with_words_that_stand_in_it_is_printed_with_those(shelved: Shelved, area: Any, where: str) -> None:
    shelved(where, more=f"  without: {INSTEAD}")
    text = leaflet(area)
    assert INSTEAD in text
    assert OWN not in text


@pytest.mark.parametrize("where", ["a lesson", "the lead"])
def test_without_them_it_is_not_printed(shelved: Shelved, area: Any, where: str) -> None:
    shelved(where)
    with pytest.raises(FactNotShown, match=r"'ferries' has lapsed.*1 November 2025.*facts/core.yaml"):
        leaflet(area)


def test_one_that_is_withdrawn_is_not_printed(shelved: Shelved, area: Any) -> None:
    shelved(more="  status: withdrawn", days=400)
    with pytest.raises(FactNotShown, match="'ferries' is withdrawn"):
        leaflet(area)


@pytest.mark.parametrize("name", ["harbour-answers", "harbour-book"])
def test_facts_in_questions_count_too(shelved: Shelved, area: Any, name: str) -> None:
    shelved("a question")
    (sheet,) = chosen([name])
    with pytest.raises(FactNotShown, match="ferries"):
        sheet.make(Edition(area, ADDRESS, DAY))


def test_building_says_which_fact_and_makes_the_rest(shelved: Shelved, area: Any, tmp_path: Path) -> None:
    """A reason to print a number that lapses soon does not print a sheet that lacks a line."""
    shelved()
    edition = Edition(area, ADDRESS, DAY, although="a session tonight")
    found: dict[str, Built] = {
        each.name: each
        for each in build(
            chosen(["steps-leaflet", "steps-deck", "harbour-sign-in"]), edition, tmp_path / "out"
        )
    }
    assert found["steps-leaflet"].wrong and "'ferries' has lapsed" in found["steps-leaflet"].why
    assert found["harbour-sign-in"].file
    assert not list((tmp_path / "out").glob("steps-leaflet*"))
