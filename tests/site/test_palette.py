"""Colours can be told apart, day and night: WCAG 2.2 AA, 4.5 to 1 for words and 3 to 1 for edges."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "src/waylight/site/static/waylight/waylight.css"
ENTRY = re.compile(r"--wl-([\w-]+): var\(--day, (#[0-9a-f]{6})\) var\(--night, (#[0-9a-f]{6})\);")
PALETTE = {name: {"day": day, "night": night} for name, day, night in ENTRY.findall(SHEET.read_text())}

WORDS_ON = {
    "page": "text quiet link link-seen link-hover error error-hover success red amber green blue grey",
    "raised": "text quiet link link-seen link-hover error success red amber green blue grey",
    "hover": "text",
    "line": "text",
    "text": "page",
    "brand": "on-brand",
    "exit": "on-exit",
    "action": "on-action",
    "action-hover": "on-action",
    "danger": "on-danger",
    "danger-hover": "on-danger",
    "mark": "on-mark",
}
EDGES_ON = {"page": "edge rule", "raised": "edge", "brand": "lamp"}


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(front, back) for back, fronts in table.items() for front in fronts.split()]


def test_the_measure_is_the_standard_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("front", "back"), pairs(WORDS_ON))
def test_words_can_be_read(front: str, back: str, theme: str) -> None:
    assert contrast(PALETTE[front][theme], PALETTE[back][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("front", "back"), pairs(EDGES_ON))
def test_edges_can_be_seen(front: str, back: str, theme: str) -> None:
    assert contrast(PALETTE[front][theme], PALETTE[back][theme]) >= 3


def test_no_colour_of_the_table_is_left_unmeasured() -> None:
    measured = {name for pair in pairs(WORDS_ON) + pairs(EDGES_ON) for name in pair}
    assert set(PALETTE) == measured
