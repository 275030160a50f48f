"""The rooms of Respond as the story leaves them, for docs/screenshots."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from . import childs_record
from .acts import follow

Opening = Callable[[Page], object]
KAI, ELIN = "Kai Renn", "Elin Marsh"


def record(child: str) -> Opening:
    return lambda page: childs_record.to(page, child)


def of_record(child: str, words: str, then: str = "") -> Opening:
    """A page of the record, by its navigation; then the first thing there whose address has these words. The
    picture begins below what stands on every page of the record."""

    def opening(page: Page) -> None:
        childs_record.to(page, child, words)
        if then:
            follow(page.locator(f"main a[href*='{then}']:not(nav a)").first)
        below = page.get_by_role("navigation", name="This record")
        (below if below.count() else page.locator("h1")).evaluate("one => one.scrollIntoView()")

    return opening


def chosen(path: str, words: str) -> Opening:
    """What a list leads to under these words."""

    def opening(page: Page) -> None:
        page.goto(path)
        follow(page.get_by_role("link", name=re.compile(words)).first)

    return opening


def minutes(page: Page) -> None:
    """Of the panel that was held: it stands below the one to come."""
    page.goto("/hub/meetings/")
    follow(page.get_by_role("link", name=re.compile("^Panel")).last)
    follow(page.get_by_role("link", name="Minutes", exact=True))
    page.locator("h1").evaluate("one => one.scrollIntoView()")


def safety_plan(page: Page) -> None:
    """In plain words, as it is printed for the child."""
    of_record(KAI, "Support", "/hub/plan/sheet/")(page)
    page.goto(page.url + "print/")
