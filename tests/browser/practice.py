"""One practice report by its number, and its way in: by the public form, or written down for a caller."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import reporter
from .acts import answer
from .hand import hand
from .house import ROOT

FOLDER = Path(os.environ.get("WAYLIGHT_PRACTICE_DATA", ROOT.parent / "shared/data/reports"))
REPORTS = FOLDER / "practice.jsonl"
NEEDED = pytest.mark.skipif(
    not REPORTS.is_file(),
    reason="the practice reports are not on this machine: set WAYLIGHT_PRACTICE_DATA to their folder",
)


@cache
def _by_number() -> dict[str, dict[str, Any]]:
    lines = map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines())
    return {line["id"]: line for line in lines}


def words_of(number: str) -> str:
    """What whoever reported it wrote."""
    return str(_by_number()[number]["text"])


def told_by_form(page: Page, number: str, place: str) -> str:
    """As a member of the public, with the name of the place; returns the receipt."""
    reporter.past_the_gate(page)
    answer(page.locator("main form"), words=words_of(number))
    reporter.go(page)
    reporter.go(page)
    answer(page.locator("main form"), name=place)
    reporter.go(page, "end")
    page.wait_for_url("**/report/check/")
    return reporter.send(page)


def told_to_the_hub(page: Page, number: str, channel: str, role: str) -> None:
    """By somebody of the desk, for a professional who rang or wrote."""
    page.goto("/hub/enter/")
    own = hand(page)
    own.tick(page.get_by_label(channel, exact=True))
    own.fill(page.get_by_label("The caller's own words"), words_of(number))
    own.tick(page.get_by_label("Confidential", exact=True))
    own.fill(page.get_by_label("The caller's role"), role)
    own.press(page.get_by_role("button", name="Send it"))
    expect(page.locator(".wl-receipt__code")).to_be_visible()


def beginning(words: str) -> re.Pattern[str]:
    """The first words of a report, however the page breaks its lines."""
    return re.compile(r"\s+".join(map(re.escape, words.split()[:4])))
