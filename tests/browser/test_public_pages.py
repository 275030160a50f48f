"""Every page of the public's side, in English and Urdu, by day and by night: axe, language and direction,
headings, numbers, the size of what a thumb must hit, and no sideways scrolling when small or enlarged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import reporter
from .conftest import Visit
from .inspection import PUBLIC_TARGET, axe, frame, numbers, reflow, targets
from .watch import Watch

Open = Callable[[Page], object]


def at(path: str) -> Open:
    return lambda page: page.goto(path)


def interrupted(page: Page) -> None:
    """Words that say it is happening now, in the first step, bring 999 once."""
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(reporter.HAPPENING_NOW)
    reporter.go(page)
    page.wait_for_url("**/report/now/*")


def step_with_all_open(page: Page) -> None:
    page.goto("/report/notice/")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def entries(page: Page) -> None:
    page.goto("/report/people/")
    reporter.tick(page, "kind", "child")
    reporter.go(page)
    page.goto("/report/people/")
    expect(page.locator(".govuk-summary-card")).to_be_visible()


def nothing_yet(page: Page) -> None:
    reporter.past_the_gate(page)
    reporter.go(page, "end")
    page.locator("main form button").last.click()
    expect(page.locator(".wl-note").first).to_be_visible()


def nothing_to_send(page: Page) -> None:
    page.goto("/report/check/")
    page.locator("main form button").last.click()
    expect(page.locator("main form")).to_have_count(0)


def stale(page: Page) -> None:
    """A form whose token is too old comes back with everything typed."""
    page.goto("/report/where/")
    page.locator("[name=address]").fill("behind the lido")
    page.locator("main [name=csrfmiddlewaretoken]").evaluate("(token) => { token.value = 'old'; }")
    reporter.go(page)
    expect(page.locator("[name=address]")).to_have_value("behind the lido")


def receipt_shown(page: Page) -> str:
    reporter.say_little(page)
    return reporter.send(page)


def already_sent(page: Page) -> None:
    receipt_shown(page)
    page.goto("/report/notice/")


def begun(page: Page) -> None:
    reporter.say_little(page)
    page.goto("/report/")


def deleted_or_not(page: Page) -> None:
    reporter.say_little(page)
    page.goto("/report/forget/")


def wrong_receipt(page: Page) -> None:
    reporter.open_report(page, "1234 5678 90")
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def followed(page: Page) -> None:
    reporter.open_report(page, receipt_shown(page))
    page.wait_for_url("**/receipt/follow/")
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def followed_with_an_empty_message(page: Page) -> None:
    followed(page)
    page.locator("form:has([value=addition]) button").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def closed(page: Page) -> None:
    followed(page)
    page.locator("[data-close-report] button").click()
    page.wait_for_url("**/receipt/close/")


PAGES: dict[str, Open] = {
    "the first page": at("/"),
    "another area's first page": at("/a/brackenford/"),
    "who to call": at("/who-to-call/"),
    "using this page safely": at("/using-this-page-safely/"),
    "privacy": at("/privacy/"),
    "accessibility": at("/accessibility/"),
    "immediate danger": at("/danger/"),
    "the gate": at("/report/"),
    "999 after the gate": lambda page: reporter.past_the_gate(page, "yes"),
    "999 between two steps": interrupted,
    "step: notice": step_with_all_open,
    "step: when": at("/report/when/"),
    "step: where": at("/report/where/"),
    "step: people": at("/report/people/"),
    "step: people, listed": entries,
    "step: vehicles": at("/report/vehicles/"),
    "step: how": at("/report/how/"),
    "step: you": at("/report/you/"),
    "a child's own way": at("/report/me/"),
    "a form that was open too long": stale,
    "a report begun": begun,
    "check, all told": reporter.tell_everything,
    "check, nothing told": nothing_yet,
    "nothing to send": nothing_to_send,
    "delete it": deleted_or_not,
    "the receipt": receipt_shown,
    "already sent": already_sent,
    "follow": at("/receipt/"),
    "follow, a wrong receipt": wrong_receipt,
    "the report": followed,
    "the report, an empty message": followed_with_an_empty_message,
    "the report closed": closed,
    "a lost receipt": at("/receipt/lost/"),
    "nowhere": at("/nowhere/"),
}

ALWAYS_ENGLISH = {"immediate danger"}  # one file with every language in it


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("what", PAGES)
def test_page(visit: Visit, watch: Watch, what: str, language: str) -> None:
    watch.expects |= {403, 404}
    page = visit(language=language)
    PAGES[what](page)
    problems = (
        axe(page)
        + frame(page, "en" if what in ALWAYS_ENGLISH else language)
        + numbers(page)
        + targets(page, PUBLIC_TARGET)
    )
    problems += reflow(page)
    if language == "en":  # its colours are every language's
        page.evaluate("document.documentElement.dataset.theme = 'night'")
        problems += [f"by night, {each}" for each in axe(page, only=["color-contrast"])]
    assert problems == []
