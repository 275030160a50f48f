"""All that this installation teaches can be printed in English, with one version on all of it."""

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from waylight.learning import library
from waylight.learning.outputs.building import Built, build
from waylight.learning.outputs.catalogue import outputs
from waylight.learning.outputs.edition import Edition

from .paper import Paper


@pytest.fixture
def made(english: Edition, tmp_path: Path) -> dict[str, Built]:
    library.forget()
    return {each.name: each for each in build(outputs(), english, tmp_path)}


def test_all_of_it_is_made_and_says_its_version(made: dict[str, Built], tmp_path: Path) -> None:
    assert {name: each.why for name, each in made.items() if each.why} == {}
    versions = {course.id: course.version_id for course in library.library().courses}
    for each in made.values():
        for course, version in (part.split() for part in each.version.split(" + ")):
            assert versions[course] == version
        if each.file.endswith(".pdf"):
            sheet_is_sound((tmp_path / each.file).read_bytes(), each)


def sheet_is_sound(file: bytes, built: Built) -> None:
    found = Paper(file)
    levels = [level for level, _ in found.headings]
    assert (found.claim, found.language, levels[0]) == ("1", "en", 1)
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), built.name
    assert all(tag.alt for tag in found.tags if tag.kind == "Figure"), built.name
    assert found.keywords == built.version
    most = {"leaflet": 4, "poster": 1, "sign-in": 1}.get(built.kind)
    assert most is None or len(pypdf.PdfReader(io.BytesIO(file)).pages) <= most


def test_each_kind_that_is_promised_is_there() -> None:
    library.forget()
    kinds = {output.kind for output in outputs()}
    assert kinds >= {
        "answers",
        "book",
        "certificate",
        "deck",
        "easy-read",
        "guide",
        "leaflet",
        "notes",
        "operator-page",
        "poster",
        "questions",
        "scenario",
        "sign-in",
    }


def test_easy_read_is_large_enough(english: Edition) -> None:
    """Fourteen points at least, but for the small print at the foot."""
    library.forget()
    (easy, *_) = [output for output in outputs() if output.kind == "easy-read"]
    sizes: dict[float, int] = {}

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        sizes[round(size, 1)] = sizes.get(round(size, 1), 0) + len(text.strip())

    reader = pypdf.PdfReader(io.BytesIO(easy.make(english)))
    for page in reader.pages[:-2]:
        page.extract_text(visitor_text=visit)
    small = sum(count for size, count in sizes.items() if size < 14)
    assert small < 0.08 * sum(sizes.values())
    assert max(sizes, key=lambda size: sizes[size]) >= 16
