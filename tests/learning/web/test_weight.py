"""A lesson over a slow line: with every file that a first visit needs, in each language."""

import importlib.util
from pathlib import Path

import pytest
from tests.learning.web.conftest import Reader

from waylight.learning.library import languages, library

HEAVIEST = 40.0
"""Kilobytes, gzipped."""
_WEIGHING = Path(__file__).parents[3] / "bench" / "weighing.py"
_spec = importlib.util.spec_from_file_location("weighing", _WEIGHING)
assert _spec is not None and _spec.loader is not None
weighing = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(weighing)


@pytest.mark.parametrize("language", ["en", *languages()])
def test_each_lesson_with_all_that_it_names_is_light(reader: Reader, language: str) -> None:
    reader.client.cookies["language"] = language
    found = {}
    for course in library().courses:
        for lesson in course.lessons:
            for easy in ("", "easy/") if lesson.easy else ("",):
                address = f"/learn/{course.id}/{lesson.slug}/{easy}"
                page, *shared = weighing.weights(reader.get(address).body.encode())
                assert page > 2 and sum(shared) > 10, "the style sheets are built, and were weighed"
                found[address] = page + sum(shared)
    assert {address: round(kb, 1) for address, kb in found.items() if kb > HEAVIEST} == {}


def test_what_is_not_there_is_not_weighed_as_nothing() -> None:
    with pytest.raises(LookupError):
        weighing.weights(b'<link href="/static/learning/no-such.css">')
