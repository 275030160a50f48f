"""The same content, edition and day give the same bytes, and what a person typed is never read as markup."""

from datetime import timedelta

import pytest

from waylight.learning import library
from waylight.learning.library import Library
from waylight.learning.outputs import pdf as printing
from waylight.learning.outputs.catalogue import outputs
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.register import PrintedSession, sign_in_sheet

from .conftest import edition_in
from .paper import Paper


def everything(edition: Edition) -> dict[str, bytes]:
    return {output.name: output.make(edition) for output in outputs()}


def test_each_output_comes_twice_the_same(harbour: Library, english: Edition) -> None:
    first = everything(english)
    library.forget()
    printing._compiler.cache_clear()
    second = everything(english)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) == 13


def test_the_day_of_printing_is_not_in_the_file(harbour: Library, area: object, english: Edition) -> None:
    later = Edition(english.area, english.address, english.on + timedelta(days=9))
    assert everything(english) == everything(later)


TYPED = "*Ada* #evil() $x$ `code` [link] <tag> @ref = \\ // ${data} https://a.example /* c */"


def test_what_somebody_typed_is_printed_as_typed(harbour: Library, english: Edition) -> None:
    session = PrintedSession(place=TYPED, facilitator='"; panic() #"', code="K7MX4Q")
    text = Paper(sign_in_sheet(harbour.course("harbour"), session, english)).text
    assert TYPED in text
    assert '"; panic() #"' in text


def test_words_that_cannot_be_printed_are_a_sentence(harbour: Library, english: Edition) -> None:
    nothing_has_it = "\U000e0041\ufdd0\U0010fffd"
    with pytest.raises(printing.CannotPrint, match=r"sign-in\.typ"):
        sign_in_sheet(harbour.course("harbour"), PrintedSession(place=nothing_has_it), english)


def test_a_warning_is_an_error(harbour: Library, english: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown font gives Typst's warning, and else blank paper."""
    monkeypatch.setattr("waylight.learning.outputs.sheet.families", lambda language: ["No Such Font"])
    with pytest.raises(printing.CannotPrint, match=r"unknown font family"):
        sign_in_sheet(harbour.course("harbour"), PrintedSession(), english)


def test_another_language_gives_another_file(harbour: Library, area: object, english: Edition) -> None:
    polish = edition_in("pl", area)
    (leaflet,) = [output for output in outputs() if output.name == "steps-leaflet"]
    assert leaflet.make(polish) == leaflet.make(polish) != leaflet.make(english)
