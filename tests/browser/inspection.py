"""What may be asked of any page: each question answers with the problems that it found, in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320
USUAL_TEXT = 16
SMALLEST_TARGET, PUBLIC_TARGET = 24, 44
QUESTIONS = Path(__file__).with_suffix(".js").read_text()
RIGHT_TO_LEFT = {"ur", "ar"}


def axe(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice, or of the rules in `only`."""
    page.evaluate(AXE_SCRIPT)
    return _ask(page, "axe", STANDARDS, list(only))


def frame(page: Page, language: str) -> list[str]:
    """The page's own language and direction, one heading of level 1, and no level left out."""
    return _ask(page, "frame", language, "rtl" if language in RIGHT_TO_LEFT else "ltr")


def reflow(page: Page) -> list[str]:
    """No sideways scrolling at 320 px (WCAG 1.4.10), nor with text at twice its size (1.4.4)."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    found = [f"at {NARROWEST} px, {each}" for each in _ask(page, "sideways")]
    page.set_viewport_size(size)
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * USUAL_TEXT}})
    found += [f"with text at 200 %, {each}" for each in _ask(page, "sideways")]
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": USUAL_TEXT}})
    settings.detach()
    return found


def frames_that_scroll(page: Page) -> list[str]:
    """Frames around a table that one must push sideways to read it, as wide as the page is now."""
    wide = (
        "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel ?? '')"
    )
    return list(page.locator(".wl-scroll").evaluate_all(wide))


def targets(page: Page, least: int) -> list[str]:
    """Controls smaller than `least` px; a radio or checkbox counts with its label. axe measures the links."""
    return _ask(page, "small", least)


def numbers(page: Page) -> list[str]:
    """Phones, plates and receipts whose characters do not stand in one line from left to right."""
    return _ask(page, "turned")


def _ask(page: Page, question: str, *about: Any) -> list[str]:
    page.wait_for_load_state()
    path = "/" + page.url.split("/", 3)[-1]
    problems = page.evaluate(f"(about) => {QUESTIONS.strip()}.{question}(...about)", list(about))
    return [f"{path}: {problem}" for problem in problems]
