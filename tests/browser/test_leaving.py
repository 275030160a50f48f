"""Exit this page on the real pages: it leaves at once, and Back does not bring the form back.

Where it leads is played by a page of our own: nothing leaves this machine.
"""

import re

from playwright.sync_api import Page, expect

from . import reporter
from .conftest import Visit
from .watch import NEUTRAL, Watch

TYPED = "She told me not to tell anybody."


def half_told(page: Page) -> None:
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(TYPED)
    reporter.go(page)
    page.wait_for_url("**/report/when/")


def assert_nothing_shows(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Weather")
    assert page.url == NEUTRAL


def test_three_times_shift_leaves_and_back_does_not_show_the_form(visit: Visit, watch: Watch) -> None:
    page = visit()
    half_told(page)
    for _ in range(3):
        page.keyboard.press("Shift")
    assert_nothing_shows(page)
    page.go_back(wait_until="commit")
    page.wait_for_url(NEUTRAL)
    assert_nothing_shows(page)
    assert len(watch.left_for) >= 2


def test_the_button_leaves_from_every_step(visit: Visit) -> None:
    page = visit()
    half_told(page)
    page.get_by_role("button", name=re.compile("Exit this page")).click()
    assert_nothing_shows(page)


def test_without_scripts_the_button_is_a_link_away(visit: Visit) -> None:
    page = visit(js=False)
    half_told(page)
    page.get_by_role("button", name=re.compile("Exit this page")).click()
    assert_nothing_shows(page)


def test_leaving_closes_an_open_report(visit: Visit) -> None:
    page = visit()
    reporter.say_little(page, TYPED)
    reporter.open_report(page, reporter.send(page))
    page.wait_for_url("**/receipt/follow/")
    page.get_by_role("button", name=re.compile("Exit this page")).click()
    assert_nothing_shows(page)
    page.goto("/receipt/follow/")
    expect(page.get_by_text("Your report is closed in this browser.")).to_be_visible()
    expect(page.get_by_text(TYPED)).to_have_count(0)


def test_a_tab_says_nothing_to_whoever_glances_at_it(visit: Visit) -> None:
    page = visit()
    titles = []
    for path in (
        "/",
        "/report/",
        "/report/notice/",
        "/report/now/",
        "/report/check/",
        "/receipt/",
        "/privacy/",
    ):
        page.goto(path)
        titles.append(page.title())
    telling = re.compile("child|abuse|exploit|report a|concern|waylight|danger|police|harm", re.IGNORECASE)
    assert [title for title in titles if telling.search(title)] == []
