"""What set-up makes of GOV.UK Frontend: nothing only gov.uk may use, and a true mirror for right-to-left."""

import json
import re
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "src/waylight/site"
ASSETS = SITE / "assets"


def built(name: str) -> str:
    path = ASSETS / name
    assert path.is_file(), f"{name} is missing: run ./waylight prepare"
    return path.read_text()


@pytest.mark.parametrize("name", ["govuk/govuk-frontend.css", "govuk/govuk-frontend.rtl.css"])
@pytest.mark.parametrize("word", ["GDS Transport", "@font-face", "crest", "url(", "sourceMappingURL"])
def test_nothing_of_the_crown_is_copied(name: str, word: str) -> None:
    assert word not in built(name)


def test_every_font_is_ours_to_set() -> None:
    fonts = re.findall(r"font-family:([^;}]+)", built("govuk/govuk-frontend.css"))
    assert fonts
    assert set(fonts) <= {"var(--wl-font,sans-serif)", "inherit", "monospace"}


def test_the_mirrored_sheet_is_mirrored() -> None:
    """GOV.UK's error bar stands on the left, so on the right for right-to-left."""
    bar = r"\.govuk-form-group--error\{[^}]*border-%s:5px"
    assert re.search(bar % "left", built("govuk/govuk-frontend.css"))
    assert re.search(bar % "right", built("govuk/govuk-frontend.rtl.css"))


@pytest.mark.parametrize("selector", [".wl-number", ".wl-receipt__code"])
def test_numbers_stay_left_to_right_in_the_mirrored_sheet(selector: str) -> None:
    rules = re.findall(re.escape(selector) + r" \{([^}]*)\}", built("waylight/waylight.rtl.css"))
    assert any("direction: ltr" in rule for rule in rules)
    assert not any("direction: rtl" in rule for rule in rules)


def test_every_part_has_its_version_and_licence() -> None:
    parts = json.loads(built("components.json"))
    assert {part["name"] for part in parts} == {"govuk-frontend", "cytoscape"}
    assert all(part["version"] and part["licence"] and part["holder"] for part in parts)


def test_no_page_has_a_component_that_the_sheet_left_out() -> None:
    source = (SITE.parents[2] / "tools/assets.mjs").read_text()
    listed = re.search(r"const unused = \[(.*?)\];", source, re.DOTALL)
    unused = re.findall(r'"([a-z-]+)"', listed[1]) if listed else []
    assert len(unused) > 5
    theirs = re.compile(rf"govuk-(?:{'|'.join(unused)})(?![a-z]|-[a-z])")
    assert not theirs.search(built("govuk/govuk-frontend.css"))
    files = [path for path in SITE.parent.rglob("*") if path.suffix in (".html", ".py", ".js", ".css")]
    ours = [path for path in files if ASSETS not in path.parents]
    assert len(ours) > 500
    named = {path.name: found[0] for path in ours if (found := theirs.search(path.read_text("utf-8")))}
    assert named == {}, "take them out of the list in tools/assets.mjs"
