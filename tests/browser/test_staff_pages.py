"""Every page of the staff's side, by day and by night, as the people see it whose work it is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import Visit, sign_in
from .inspection import SMALLEST_TARGET, axe, frame, numbers, reflow, targets

Open = Callable[[Page], object]

COLOURS = ["color-contrast"]


def at(path: str) -> Open:
    return lambda page: page.goto(path)


def concern_with_everything_open(page: Page) -> None:
    page.goto("/hub/?rating=amber")
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/hub/concern/*")
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")


PAGES: dict[str, dict[str, Open]] = {
    "screener": {
        "inbox": at("/hub/"),
    },
}


@pytest.mark.parametrize("who", PAGES)
def test_pages(visit: Visit, who: str) -> None:
    page = visit(staff=who)
    problems: list[str] = []
    for open_page in PAGES[who].values():
        open_page(page)
        problems += axe(page) + frame(page, "en") + numbers(page) + targets(page, SMALLEST_TARGET) + reflow(page)
    assert problems == []
