"""By keyboard alone, on the first screen of a phone, and in a language that runs the other way."""

import pytest
from playwright.sync_api import Page, expect

from . import reporter
from .conftest import PHONE, Visit

FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const label = at.labels?.[0] && getComputedStyle(at.labels[0], "::before");
  const marked = [style, label].some((each) => each && (each.boxShadow !== "none"
    || (each.outlineStyle !== "none" && parseFloat(each.outlineWidth) > 0)));
  const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return {name: at.name || at.id || at.className || at.tagName, tag: at.tagName, marked, seen};
}"""
MOST_STOPS = 120


def stops(page: Page) -> list[dict[str, object]]:
    """Where Tab goes, from the page's beginning to its end."""
    found: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            return found
        found.append(stop)
    raise AssertionError(f"Tab does not leave the page: {found[-3:]}")


@pytest.mark.parametrize(
    "path",
    ["/", "/report/", "/report/notice/", "/report/when/", "/report/where/", "/report/people/", "/receipt/"],
)
def test_tab_reaches_all_and_shows_where_it_is(visit: Visit, path: str) -> None:
    page = visit()
    page.goto(path)
    walked = stops(page)
    assert "govuk-skip-link" in str(walked[0]["name"])
    assert "govuk-exit-this-page" in str(walked[1]["name"])
    assert [stop for stop in walked if not stop["marked"] or not stop["seen"]] == []
    controls = page.locator("main :is(button, textarea, select, input[type=text], input[type=checkbox])")
    waiting = controls.filter(visible=True).evaluate_all(
        "all => all.map((each) => each.name || each.id || each.className)"
    )
    assert set(waiting) <= {str(stop["name"]) for stop in walked}


def test_a_whole_report_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    press_on(page, "a[href^='/report/']:not([href*='me'])")
    press_on(page, "button[name=danger][value=no]")
    tab_to(page, "[name=words]")
    page.keyboard.type(reporter.CALM)
    tab_to(page, "[name=happening_now]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=happening_now][value=no]")).to_be_checked()
    press_on(page, "button[name=go][value=end]")
    expect(page.locator("main")).to_contain_text(reporter.CALM)
    press_on(page, "main form button")
    expect(page.locator(".wl-receipt__code")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def press_on(page: Page, selector: str) -> None:
    tab_to(page, selector)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def test_the_skip_link_leads_past_everything(visit: Visit) -> None:
    page = visit()
    page.goto("/report/notice/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/", "h1"),
        ("/", "a[href='/report/']"),
        ("/report/", "h1"),
        ("/report/notice/", "[name=words]"),
        ("/report/where/", "[name=name]"),
    ],
)
def test_the_question_is_on_a_phones_first_screen(visit: Visit, path: str, selector: str) -> None:
    """With what stands on every page above it, and the demonstration's ribbon besides."""
    page = visit()
    page.goto(path)
    box = page.locator(f"main {selector}").first.bounding_box()
    assert box is not None
    assert box["y"] + min(box["height"], 60) <= PHONE["height"]


def test_999_is_on_every_first_screen_and_can_be_called(visit: Visit) -> None:
    page = visit()
    for path in ("/", "/report/", "/report/notice/", "/receipt/", "/privacy/", "/who-to-call/"):
        page.goto(path)
        call = page.locator(".wl-danger__call")
        assert call.get_attribute("href") == "tel:999"
        box = call.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < PHONE["height"] / 3


def test_words_that_say_now_interrupt_once_and_never_block(visit: Visit) -> None:
    page = visit()
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(reporter.HAPPENING_NOW)
    reporter.go(page)
    page.wait_for_url("**/report/now/*")
    expect(page.locator("h1")).to_contain_text("999")
    page.get_by_role("button", name="Go on with my report").click()
    page.wait_for_url("**/report/when/")
    reporter.go(page, "back")
    expect(page.locator("[name=words]")).to_have_value(reporter.HAPPENING_NOW)
    reporter.go(page)
    page.wait_for_url("**/report/when/")


def test_urdu_runs_right_to_left_and_its_numbers_do_not(visit: Visit) -> None:
    page = visit(language="ur")
    reporter.say_little(page)
    reporter.send(page)
    digits = page.locator(".wl-receipt__code .wl-number").first
    assert digits.evaluate("(each) => getComputedStyle(each).direction") == "ltr"
    heading, screen = page.locator("h1").bounding_box(), page.viewport_size
    assert heading is not None
    assert screen is not None
    start = page.locator("h1").evaluate(
        """(h1) => { const text = document.createRange(); text.selectNodeContents(h1);
        return text.getClientRects()[0].right; }"""
    )
    assert start > screen["width"] * 0.8, "an Urdu heading begins at the right edge"


@pytest.mark.parametrize("theme", ["day", "night"])
def test_the_theme_is_kept_without_scripts(visit: Visit, theme: str) -> None:
    page = visit(js=False, theme="night" if theme == "day" else "day")
    page.goto("/privacy/")
    page.get_by_role("button", name="Day colours" if theme == "day" else "Night colours").click()
    page.wait_for_url("**/privacy/")
    page.goto("/report/")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_a_printed_receipt_names_neither_the_service_nor_its_purpose(visit: Visit) -> None:
    page = visit()
    reporter.say_little(page)
    receipt = reporter.send(page)
    page.emulate_media(media="print")
    ribbon = page.locator(".wl-ribbon").inner_text()
    printed = page.locator("body").inner_text().replace(ribbon, "")
    assert printed.split() == ["Your", "receipt", *receipt.split()]
