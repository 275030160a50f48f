"""Slides for a room: one page in order, with notes to open, whatever a browser can do."""

import pytest
from tests.learning.web.conftest import Reader, courses

from waylight.learning.library import library


@pytest.mark.parametrize("id", courses())
def test_every_slide_is_a_section_named_by_its_heading(reader: Reader, id: str) -> None:
    page = reader.get(f"/learn/{id}/present/")
    slides = [each for each in page.elements if "data-slide" in each.attrs]
    ids = {each["id"]: each.tag for each in page.elements if each["id"]}
    assert len(slides) > 5
    assert [ids[each["aria-labelledby"]] for each in slides] == ["h2"] * len(slides)
    assert f"Slide {len(slides)} of {len(slides)}" in page.words
    assert "application" not in [each["role"] for each in page.elements]


def test_a_deck_is_shown_as_somebody_made_it_with_its_notes(reader: Reader) -> None:
    deck = next(piece for piece in library().pieces if piece.kind == "deck" and piece.course_id == "venues")
    page = reader.get("/learn/venues/present/")
    slides = [each for each in page.elements if "data-slide" in each.attrs]
    assert len(slides) == len(deck.sections)
    for section in deck.sections:
        assert section.title in page.words
        assert str(section.fields["notes"])[:40] in page.words
    assert page.words.count("Notes for whoever speaks") == len(deck.sections)


@pytest.mark.parametrize("id", courses())
def test_the_whole_course_prints_from_one_page(reader: Reader, id: str) -> None:
    page = reader.get(f"/learn/{id}/book/")
    ids = {each["id"] for each in page.elements}
    words = {"heading", "paragraph", "list", "steps", "callout", "case"}
    wanted = {b.id for lesson in library().course(id).lessons for b in lesson.blocks if b.kind in words}
    assert wanted <= ids
    assert library().course(id).version_id in page.words
