"""The leaflet that we print, in every language that we print it in."""

from typing import Any

import pytest

from waylight.learning import library
from waylight.learning.outputs import fonts
from waylight.learning.outputs.catalogue import chosen

from .conftest import edition_in
from .paper import Paper


@pytest.mark.parametrize("language", library.languages())
def test_the_leaflet_is_sound_in_it(area: Any, language: str) -> None:
    library.forget()
    edition = edition_in(language, area)
    (leaflet,) = [each for each in chosen(["leaflet"]) if each.name == "leaflet"]
    contents = leaflet.contents(edition)
    found = Paper(leaflet.make(edition))
    assert (found.claim, found.language, found.tagged) == ("1", language, True)
    assert found.direction == ("/R2L" if fonts.is_right_to_left(language) else "/L2R")
    assert len(found.pages) in (2, 4)
    levels = [level for level, _ in found.headings]
    assert levels[0] == 1 and max(levels) == 2
    assert all(tag.alt for tag in found.tags if tag.kind == "Figure")
    spoken = {tag.language for tag in found.tags}
    assert {language, "en"} <= spoken
    assert found.keywords == contents.version(language)
    assert f".{language}-" in found.keywords
    assert "Nobody who reads this language has checked these words yet." in found.text
    safety = [block for block in contents.blocks if block.safety]
    assert safety
    for block in safety:
        assert library.passages((block,), language, area, edition.on)[0].language == language, block.id
    for passage in library.passages(safety, "en", area, edition.on):
        line = passage.text.split("\n")[0].replace("\u00a0", " ")
        words = "".join(letter for letter in line if letter not in "\u2066\u2067\u2068\u2069")
        assert " ".join(words.split())[:60] in found.text, "the English stands beside"


def test_there_are_six() -> None:
    assert set(library.languages()) == {"cy", "pl", "ro", "ur", "pa", "ar"}
