"""Small matters of print: the house's colours, its quotation marks, its codes."""

import re
from pathlib import Path

import pytest

from waylight.learning.library import Run
from waylight.learning.outputs import deck_master, pdf, typst
from waylight.learning.outputs.qr import ScanCode
from waylight.learning.outputs.quotes import line_with_quotes, printed_quotes

ROOT = Path(__file__).resolve().parents[3]
SHEET = (ROOT / "src/waylight/site/static/waylight/waylight.css").read_text()
DAY = dict(re.findall(r"--wl-([\w-]+): var\(--day, (#[0-9a-f]{6})\)", SHEET))


def test_print_has_the_colours_of_the_site_by_day() -> None:
    house = dict(re.findall(r'#let (\w+) = rgb\("(#[0-9a-f]{6})"\)', (pdf.SHEETS / "house.typ").read_text()))
    assert house == {
        "brand": DAY["brand"],
        "lamp": DAY["lamp"],
        "ink": DAY["text"],
        "quiet": DAY["quiet"],
        "hairline": DAY["line"],
        "raised": DAY["raised"],
        "paper": DAY["page"],
    }
    assert DAY["brand"] == typst.BRAND
    assert {f"#{colour}" for colour in deck_master._COLOURS.values()} <= set(DAY.values())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("it's the child's", "it’s the child’s"),
        ('"Call," she said.', "“Call,” she said."),
        ('the ID is "in the car".', "the ID is “in the car”."),
        ("'No stops,' he says, 'tonight.'", "‘No stops,’ he says, ‘tonight.’"),
        ('("quite") and the drivers\' lamp', "(“quite”) and the drivers’ lamp"),
        ("nothing to do", "nothing to do"),
    ],
)
def test_typewriter_quotes_become_those_of_print(typed: str, printed: str) -> None:
    assert printed_quotes(typed) == printed


def test_a_quote_may_open_in_one_run_and_close_in_another() -> None:
    line = (Run('Say "'), Run("no", strong=True), Run('" and call. It is the '), Run("hub"), Run("'s."))
    assert "".join(run.text for run in line_with_quotes(line, "en")) == "Say “no” and call. It is the hub’s."
    assert line_with_quotes((Run('Powiedz "nie"'),), "pl") == (Run('Powiedz "nie"'),)


def test_a_code_shows_its_address_as_people_type_it() -> None:
    assert ScanCode("https://report.merrowdale.example/").shown == "report.merrowdale.example"
    assert ScanCode("https://a.example/learn/room/K7/").shown == "a.example/learn/room/K7"
    assert ScanCode("https://a.example/").svg() == ScanCode("https://a.example/").svg()
    assert ScanCode("https://a.example/").png().startswith(b"\x89PNG")
