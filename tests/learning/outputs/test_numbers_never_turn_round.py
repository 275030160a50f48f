"""A telephone number in right-to-left text looks exactly as it does in English: compared as pictures.

Unicode's own rules print "0800 555 111" as "111 555 0800" there; the boxed number is what prevents it.
"""

import json
from typing import Any

import pytest
import typst

from waylight.learning.library import Library
from waylight.learning.outputs import fonts, pdf
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.pieces import contents_of
from waylight.learning.outputs.sheet import sheet_data

from .conftest import edition_in
from .paper import Paper
from .picture import DOTS, Page, difference

WIDTHS = {"0800 555 111": 6.9, "01632 960 140": 7.4, "999": 1.75, "101": 1.75}
"""In ems of Noto Sans in bold."""
SAME, OTHER = 0.12, 0.25
"""A number at another fraction of a dot differs by up to 0.07; one that turned round, by 0.3 and more."""
RIGHT_TO_LEFT = ("ur", "ar")


def pages(edition: Edition, library: Library) -> list[Page]:
    """The leaflet at one size of letters, whatever would fit."""
    data = sheet_data(contents_of(library.piece("steps-leaflet"), edition), edition)
    data |= {"size": 11, "pages": 4, "folded": False, "write-it-down": False}
    file = pdf.pdf("leaflet.typ", data)
    pictures = pdf.page_pictures("leaflet.typ", data, DOTS)
    return [Page(file, number, picture) for number, picture in enumerate(pictures)]


def found_on(all_pages: list[Page], number: str) -> Page:
    for page in reversed(all_pages):
        try:
            page.place(number)
        except LookupError:
            continue
        return page
    raise LookupError(number)


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_each_number_of_a_leaflet_looks_as_in_english(
    harbour: Library, area: Any, english: Edition, language: str
) -> None:
    here, there = pages(english, harbour), pages(edition_in(language, area), harbour)
    for number, width in WIDTHS.items():
        one, other = found_on(here, number).ink(number, width), found_on(there, number).ink(number, width)
        assert difference(one, other) < SAME, number


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_a_number_in_a_sentence_looks_as_in_english(
    harbour: Library, area: Any, english: Edition, language: str
) -> None:
    number, width = "0800 555 111", 6.1  # no wider, for a full stop follows it
    one = pages(english, harbour)[0].ink(number, width)
    other = pages(edition_in(language, area), harbour)[0].ink(number, width)
    assert difference(one, other) < SAME


SENTENCE = """
#let own = json(bytes(sys.inputs.data))
#set page(width: 120mm, height: 40mm, margin: 5mm)
#set text(lang: own.language, dir: if own.rtl { rtl } else { ltr }, font: own.fonts, size: 11pt)
#own.before #if own.boxed { box(text(dir: ltr, font: "Noto Sans", own.number)) } else { own.number }
"""


def one_line(language: str, boxed: bool) -> Page:
    """A sentence that is nothing but Typst: what would be printed with and without the box."""
    before = {"en": "Call ", "ur": "کال کریں ", "ar": "اتصل بالرقم "}[language]
    data = {"language": language, "rtl": language != "en", "fonts": fonts.families(language)}
    data |= {"before": before, "boxed": boxed, "number": "0800 555 111"}
    how = {"font_paths": fonts.fonts(), "sys_inputs": {"data": json.dumps(data)}}
    file = typst.compile(SENTENCE.encode(), format="pdf", **how)
    return Page(file, 0, typst.compile(SENTENCE.encode(), format="png", ppi=DOTS, **how))


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_the_comparison_sees_a_number_that_turned_round(area: Any, language: str) -> None:
    """Without the box the groups stand in reverse, and the pictures differ."""
    edition_in(language, area)
    straight = one_line("en", boxed=True).ink("0800 555 111", 6.5)
    assert difference(straight, one_line(language, boxed=True).ink("0800 555 111", 6.5)) < SAME
    turned = one_line(language, boxed=False)
    assert turned.place("111")[0] < turned.place("0800")[0]
    assert difference(straight, turned.ink("111", 6.5)) > OTHER


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_an_address_to_type_keeps_its_order(harbour: Library, area: Any, language: str) -> None:
    edition = edition_in(language, area)
    data = sheet_data(contents_of(harbour.piece("steps-guide"), edition), edition) | {"size": 11}
    pieces = Page(pdf.pdf("guide.typ", data), 0, b"").pieces
    typed = [words for words, *_ in pieces if "report.merrowdale.example/" in words]
    assert len(typed) == 2, "in the language, and in the English beside it"
    assert all("report.merrowdale.example/who-to" in words for words in typed)


def test_a_number_is_read_out_in_its_order(harbour: Library, area: Any) -> None:
    for language in RIGHT_TO_LEFT:
        text = Paper(pages(edition_in(language, area), harbour)[0].file).text
        assert text.count("0800 555 111") == 3
        assert "111 555 0800" not in text
