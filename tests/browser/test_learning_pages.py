"""Every kind of page of Learn, in English and Urdu, by day and by night: axe, language and direction,
headings, numbers, the size of what a thumb must hit, and no sideways scrolling when small or enlarged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .inspection import PUBLIC_TARGET, axe, frame, numbers, reflow, targets
from .watch import Watch

Open = Callable[[Page], object]


def at(path: str) -> Open:
    return lambda page: page.goto(path)


def answered(page: Page) -> None:
    """A question inside a lesson, once wrong and then with another choice."""
    page.goto("/learn/drivers/01-what-exploitation-is/")
    form = page.locator("[data-question]").first
    form.locator("input").nth(1).check()
    form.locator("button").click()
    expect(form.locator("[data-said] .wl-said")).to_be_visible()


def begun(page: Page) -> None:
    page.goto("/learn/drivers/check/")
    page.locator("button[value=begin]").click()
    expect(page.locator("fieldset").first).to_be_visible()


def something_missing(page: Page) -> None:
    begun(page)
    page.locator("fieldset").first.locator("input").first.check()
    page.locator("button[value=mark]").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def marked(page: Page) -> None:
    begun(page)
    for fieldset in page.locator("fieldset").all():
        fieldset.locator("input").first.check()
    page.locator("button[value=mark]").click()
    expect(page.locator(".wl-result").first).to_be_visible()


def half_way(page: Page) -> None:
    for slug in ("01-what-exploitation-is", "02-how-grooming-works"):
        page.goto(f"/learn/drivers/{slug}/")
        page.locator("button[value=done]").click()
        page.wait_for_url(lambda url, slug=slug: slug not in url)
    page.goto("/learn/drivers/?note=kept")
    expect(page.locator("[data-done]").first).to_be_visible()


def one_slide(page: Page) -> None:
    page.goto("/learn/venues/present/")
    page.locator("[data-present-go]").click()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#slide-2-title")).to_be_focused()


def practised(page: Page) -> None:
    page.goto("/learn/practice/notice/")
    page.locator("[name=words]").fill("Two men paid. She was crying.")
    page.locator("button[value=end]").click()
    expect(page.locator(".wl-rating--green")).to_have_count(1)


PAGES: dict[str, Open] = {
    "the list of courses": at("/learn/"),
    "a course": at("/learn/drivers/"),
    "a course half done": half_way,
    "the first lesson": at("/learn/drivers/01-what-exploitation-is/"),
    "a lesson with many safety words": at("/learn/drivers/04-record-report-respond/"),
    "a lesson with a story": at("/learn/full/03-four-stories/"),
    "a question answered": answered,
    "easy read": at("/learn/drivers/03-signs-on-a-fare/easy/"),
    "the check awaits": at("/learn/drivers/check/"),
    "the check": begun,
    "the check, something missing": something_missing,
    "the check, marked": marked,
    "all questions": at("/learn/drivers/questions/"),
    "a scenario begins": at("/learn/drivers/try/night-fare/"),
    "a scenario goes on": at("/learn/drivers/try/night-fare/?by=1.1"),
    "a scenario ends": at("/learn/drivers/try/night-fare/?by=2.3"),
    "a scenario on paper": at("/learn/drivers/try/night-fare/paper/"),
    "slides, all": at("/learn/venues/present/"),
    "slides, one": one_slide,
    "slides from lessons": at("/learn/full/present/"),
    "all parts on a page": at("/learn/drivers/book/"),
    "forget": at("/learn/forget/"),
    "forgotten": at("/learn/?note=forgotten"),
    "not kept": at("/learn/offline/"),
    "the practice": at("/learn/practice/"),
    "a step of the practice": at("/learn/practice/people/"),
    "the end of the practice": practised,
}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("what", PAGES)
def test_page(visit: Visit, watch: Watch, what: str, language: str) -> None:
    page = visit(language=language)
    PAGES[what](page)
    problems = axe(page) + frame(page, language) + numbers(page) + targets(page, PUBLIC_TARGET)
    problems += reflow(page)
    if language == "en":  # its colours are every language's
        page.evaluate("document.documentElement.dataset.theme = 'night'")
        problems += [f"by night, {each}" for each in axe(page, only=["color-contrast"])]
    assert problems == []
