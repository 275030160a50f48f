"""Printed from a small course of its own (`content/`), so that no test hangs on what we teach."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waylight.learning import library
from waylight.learning.outputs import fonts
from waylight.learning.outputs.edition import Edition

CONTENT = Path(__file__).parent / "content"
DAY = date(2026, 11, 22)
ADDRESS = "https://report.merrowdale.example"


@pytest.fixture
def harbour(settings: Any) -> Iterator[library.Library]:
    """The small course in place of what this installation teaches."""
    settings.CONTENT = CONTENT
    library.forget()
    yield library.library()
    library.forget()


@pytest.fixture
def english(area: Any) -> Edition:
    return Edition(area, ADDRESS, DAY)


def needs_letters_of(language: str) -> None:
    """Skips, in words, where this machine has no letters for the language."""
    try:
        fonts.families(language)
    except fonts.FontMissing as missing:
        pytest.skip(str(missing))


def edition_in(language: str, area: Any) -> Edition:
    needs_letters_of(language)
    return Edition(area, ADDRESS, DAY, language)
