"""A course as people go through it: by keyboard, without scripts, read aloud, in a room, without a signal."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from waylight.learning.library import Question, library

from .acts import until
from .conftest import PATIENCE_MS, PHONE, Visit
from .house import House
from .inspection import axe, frame
from .severed_line import Line, line_to

COURSE = library().course("drivers")
HOME = "/learn/drivers/"
FIRST = f"{HOME}{COURSE.lessons[0].slug}/"
CHECK = f"{HOME}check/"
STORIES = tuple(story.id for story in COURSE.scenarios)
MOST_STOPS = 200


def tab_to(page: Page, selector: str) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def press_on(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def asked(page: Page) -> list[Question]:
    names = page.locator("main input[name^=drivers-q]").evaluate_all("all => all.map((each) => each.name)")
    return [library().question(name) for name in dict.fromkeys(names)]


def tick_right(page: Page) -> None:
    for question in asked(page):
        for choice in question.right:
            page.locator(f"[name={question.id}][value={choice}]").check()


def test_the_whole_course_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.goto(HOME)
    press_on(page, "main a.govuk-button")
    for number, lesson in enumerate(COURSE.lessons, start=1):
        page.wait_for_url(f"**/{lesson.slug}/")
        expect(page.locator(".govuk-caption-l")).to_contain_text(f"Part {number} of {len(COURSE.lessons)}")
        for form in page.locator("[data-question]").all():
            ask_by_keyboard(page, form)
        press_on(page, "button[value=done]")
    page.wait_for_url(f"**{CHECK}")
    press_on(page, "button[value=begin]")
    expect(page.locator("fieldset")).to_have_count(COURSE.check_size)
    for question in asked(page):
        answer_by_keyboard(page, question)
    press_on(page, "button[value=mark]")
    expect(page.locator("h1")).to_have_text("You have passed")
    page.goto(HOME)
    expect(page.get_by_role("heading", name="You have finished this course")).to_be_visible()


def ask_by_keyboard(page: Page, form: Locator) -> None:
    question = library().question(str(form.get_attribute("id")))
    answer_by_keyboard(page, question)
    press_on(page, f"[id='{question.id}'] .govuk-button")
    expect(form.get_by_role("status").locator(".wl-said--right")).not_to_have_count(0)
    expect(form.locator(".govuk-button")).to_be_focused()


@pytest.mark.parametrize("story", STORIES)
def test_each_story_by_keyboard_alone(visit: Visit, story: str) -> None:
    page = visit()
    page.goto(HOME)
    press_on(page, f"main a[href$='/try/{story}/']")
    page.wait_for_url(f"**/try/{story}/")
    steps = 0
    while page.locator("[data-place] .wl-choice").count():
        press_on(page, ".wl-choice")
        steps += 1
        expect(page.locator("[data-went] li")).to_have_count(steps)
    assert steps > 1
    expect(page.locator("#here")).to_contain_text("What to do")
    press_on(page, "[data-went] a[href='?#here']")
    expect(page.locator("[data-went]")).to_have_count(0)
    expect(page.locator("#here-title")).to_have_text("How it begins")


def answer_by_keyboard(page: Page, question: Question) -> None:
    if question.kind == "several":
        for choice in question.choices:
            tab_to(page, f"[name={question.id}][value={choice.id}]")
            if choice.right:
                page.keyboard.press("Space")
        return
    tab_to(page, f"[name={question.id}]")
    page.keyboard.press("Space")
    at = next(n for n, choice in enumerate(question.choices) if choice.right)
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"[name={question.id}]:checked")).to_have_value(question.choices[at].id)


def test_the_whole_course_without_scripts(visit: Visit) -> None:
    page = visit(js=False)
    page.goto(HOME)
    page.locator("main a.govuk-button").click()
    for lesson in COURSE.lessons:
        page.wait_for_url(f"**/{lesson.slug}/")
        for form in page.locator("[data-question]").all():
            choose_and_ask(page, form)
        page.locator("button[value=done]").click()
    page.locator("button[value=begin]").click()
    page.locator("button[value=mark]").click()
    expect(page.locator(".govuk-error-summary li")).to_have_count(COURSE.check_size)
    tick_right(page)
    page.locator("button[value=mark]").click()
    expect(page.locator("h1")).to_have_text("You have passed")
    for story in STORIES:
        told_to_its_end(page, story)
    page.goto(HOME)
    expect(page.get_by_role("heading", name="You have finished this course")).to_be_visible()
    assert page.locator("[data-listen], [data-offline]").filter(visible=True).count() == 0


def told_to_its_end(page: Page, story: str) -> None:
    """By the last choice of each place; every choice is a page of its own, and is awaited."""
    page.goto(f"{HOME}try/{story}/")
    steps = 0
    while page.locator(".wl-choice").count():
        page.locator(".wl-choice").last.click()
        steps += 1
        expect(page.locator("[data-went] li")).to_have_count(steps)
    expect(page.locator("#here")).to_contain_text("What to do")


def choose_and_ask(page: Page, form: Locator) -> None:
    id = form.get_attribute("id")
    form.locator("input").first.check()
    form.locator("button").click()
    page.wait_for_url(re.compile(rf"{id}="))
    said = page.locator(f"#{id} [data-said]")
    expect(said.locator(".wl-said")).to_have_count(1)
    box, screen = said.bounding_box(), page.viewport_size
    assert box is not None
    assert screen is not None
    assert box["y"] < screen["height"], "the page opens at the question, not at its top"


def test_an_answer_is_said_in_place_and_announced(visit: Visit) -> None:
    page = visit()
    page.goto(FIRST)
    form = page.locator("[data-question]").first
    question = library().question(str(form.get_attribute("id")))
    status = form.get_by_role("status")
    expect(status).to_be_empty()
    for choice in question.choices:
        form.locator(f"[value={choice.id}]").check()
        form.locator("button").click()
        expect(status).to_contain_text(choice.feedback[:30])
        expect(status.locator(".wl-said--right")).to_have_count(int(choice.right))
        expect(form.locator("button")).to_be_focused()
    assert page.url.endswith(FIRST)


def test_slides_turn_by_keys_and_stay_one_document(visit: Visit) -> None:
    page = visit(size={"width": 1280, "height": 800})
    page.goto("/learn/venues/present/")
    slides = page.locator("[data-slide]")
    many = slides.count()
    press_on(page, "[data-present-go]")
    expect(page.locator("#slide-1-title")).to_be_focused()
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", many), ("Home", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#slide-{number}-title")).to_be_focused()
        assert slides.filter(visible=True).count() == 1
    press_on(page, "#slide-1 summary")
    expect(page.locator("#slide-1 details")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    assert slides.filter(visible=True).count() == many
    expect(page.locator("#slide-1-title")).to_be_focused()


VOICES = """
const spoken = [];
window.spoken = spoken;
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  paused: false, getVoices: () => voices, addEventListener() {},
  speak(line) { spoken.push([line.lang, line.text]); this.line = line; },
  cancel() { this.line = null; }, pause() { this.paused = true; }, resume() { this.paused = false; },
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_reading_aloud_goes_block_by_block_in_the_words_language(visit: Visit) -> None:
    page = visit()
    page.add_init_script(
        VOICES % '[{lang: "pl-PL", localService: true}, {lang: "en-GB", localService: true}]'
    )
    page.goto(FIRST)
    press_on(page, "[data-listen-go]")
    expect(page.locator("[data-listen-go]")).to_have_text("Pause reading")
    for _ in range(3):
        page.evaluate("speechSynthesis.line.onend()")
    heard = page.evaluate("window.spoken")
    assert heard[0] == ["en-GB", COURSE.lessons[0].title]
    assert len(heard) == 4
    assert {language for language, _text in heard} == {"en-GB"}
    assert page.locator(".wl-spoken").inner_text().split() == heard[3][1].split()
    page.keyboard.press("Enter")
    expect(page.locator("[data-listen-go]")).to_have_text("Go on reading")
    page.locator("[data-listen-stop]").click()
    assert page.locator(".wl-spoken").count() == 0
    expect(page.locator("[data-listen-go]")).to_be_focused()


def test_without_a_voice_for_its_words_a_page_offers_no_reading(visit: Visit) -> None:
    page = visit()
    page.add_init_script(VOICES % '[{lang: "pl-PL", localService: true}]')
    page.goto(FIRST)
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_numbers_go_when_they_lapse_and_when_the_clock_is_wrong(visit: Visit) -> None:
    """The page is made today, and read on a device whose own day is another."""
    where = f"{HOME}04-record-report-respond/"
    for day, local, national in (
        (datetime.now(), True, True),  # noqa: DTZ005 (the device's own clock)
        (datetime(2031, 1, 1), False, False),  # noqa: DTZ001
        (datetime(2020, 1, 1), False, True),  # noqa: DTZ001
    ):
        page = visit()
        page.clock.set_fixed_time(day)
        page.goto(where)
        calls = page.locator("main a[href^='tel:']").evaluate_all(
            "all => all.map((one) => one.hash || one.href)"
        )
        assert ("tel:01632960140" in calls) == local, day
        assert ("tel:101" in calls) == national, day
        assert "tel:999" in calls
        assert page.locator(".wl-danger__call").is_visible()


@contextmanager
def phone(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    """A device at the end of a line that may be cut."""
    context = browser.new_context(base_url=line.address, viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context
    finally:
        context.close()


def until_kept(page: Page) -> None:
    page.goto(HOME)
    expect(page.locator("[data-offline-kept]")).to_be_visible(timeout=30_000)


def kept_addresses(page: Page) -> list[str]:
    return page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys()) {
          for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        }
        return found; }"""
    )


def test_the_whole_course_without_a_signal_once_opened(browser: Browser, waylight: House) -> None:
    with line_to(waylight.address) as line, phone(browser, line) as context:
        page = context.new_page()
        until_kept(page)
        line.cut()
        page.goto(FIRST)
        expect(page.locator("[data-kept-copy]")).to_be_visible()
        assert page.locator(".wl-bar").evaluate("(bar) => getComputedStyle(bar).display") == "flex"
        for lesson in COURSE.lessons:
            page.wait_for_url(f"**/{lesson.slug}/")
            for form in page.locator("[data-question]").all():
                form.locator("input").first.check()
                form.locator("button").click()
                expect(form.get_by_role("status")).not_to_be_empty()
            page.locator("button[value=done]").click()
        page.wait_for_url(f"**{CHECK}")
        page.get_by_role("button", name="Begin").click()
        expect(page.locator("fieldset")).to_have_count(COURSE.check_size)
        page.get_by_role("button", name="Check my answers").click()
        expect(page.locator("[data-missing]")).to_be_visible()
        assert axe(page) + frame(page, "en") == []
        tick_right(page)
        page.get_by_role("button", name="Check my answers").click()
        expect(page.get_by_role("heading", name="You have passed")).to_be_focused()
        assert axe(page) + frame(page, "en") == []
        play_a_story(page)
        for story in STORIES:
            told_to_its_end(page, story)
        for lesson in COURSE.lessons:
            if lesson.easy:
                page.goto(f"{HOME}{lesson.slug}/easy/")
                expect(page.locator(f"[id='{lesson.easy.blocks[0].id}']")).to_be_visible()
        assert axe(page) + frame(page, "en") == []
        page.goto(HOME)
        expect(page.locator("li[data-done]")).to_have_count(len(COURSE.lessons))
        page.goto("/learn/full/")
        expect(page.locator("h1")).to_contain_text("There is no signal")
        expect(page.locator(".wl-danger__call")).to_be_visible()

        line.mend()
        page.goto(HOME)
        until(page, "!Object.values(JSON.parse(localStorage.learning)).some((each) => each.owed)")
        page.goto(HOME)
        expect(page.get_by_role("heading", name="You have finished this course")).to_be_visible()


def play_a_story(page: Page) -> None:
    page.goto(f"{HOME}try/night-fare/")
    page.locator(".wl-choice").nth(1).click()
    expect(page.locator("[data-went] li")).to_have_count(1)
    page.locator(".wl-choice").nth(2).click()
    expect(page.locator("#here")).to_contain_text("What to do")
    expect(page.locator("[data-went] li")).to_have_count(2)


def test_nothing_outside_learn_is_kept_and_copies_know_nobody(browser: Browser, waylight: House) -> None:
    with line_to(waylight.address) as line, phone(browser, line) as context:
        page = context.new_page()
        page.goto(FIRST)
        page.locator("button[value=done]").click()
        until_kept(page)
        for path in ("/report/", "/report/notice/", "/receipt/", "/who-to-call/", "/learn/practice/notice/"):
            page.goto(path)
        page.goto(HOME)
        addresses = kept_addresses(page)
        assert FIRST in addresses
        assert len(addresses) > 30
        strange = [each for each in addresses if not each.startswith(("/learn/", "/static/"))]
        assert strange == []
        assert [each for each in addresses if "practice" in each or "noted" in each] == []
        copy = page.evaluate(f"async () => (await caches.match('{HOME}', {{ignoreVary: true}})).text()")
        assert "data-done" not in copy
        line.cut()
        for path in ("/report/", "/receipt/", "/who-to-call/"):
            assert fails_to_open(page, path), f"{path} opens without a signal"


def fails_to_open(page: Page, path: str) -> bool:
    from playwright.sync_api import Error

    try:
        page.goto(path)
    except Error as problem:
        return "ERR_" in str(problem)
    return False


def test_removing_and_forgetting_leave_nothing_on_the_device(browser: Browser, waylight: House) -> None:
    with line_to(waylight.address) as line, phone(browser, line) as context:
        page = context.new_page()
        until_kept(page)
        page.locator("[data-offline-drop]").click()
        expect(page.locator("[data-offline-offer]")).to_be_visible()
        assert FIRST not in kept_addresses(page)
        page.goto(FIRST)
        page.wait_for_timeout(500)
        assert FIRST not in kept_addresses(page), "who removed it is not given it again unasked"
        page.goto(HOME)
        page.locator("[data-offline-keep]").click()
        expect(page.locator("[data-offline-kept]")).to_be_visible(timeout=30_000)
        page.goto("/learn/forget/")
        page.get_by_role("button", name="Forget it").click()
        page.wait_for_url("**/learn/?note=forgotten")
        assert [each for each in kept_addresses(page) if each.startswith("/learn/")] == []
        assert page.evaluate("localStorage.learning ?? '{}'") == "{}"
        assert [cookie for cookie in context.cookies() if cookie["name"] == "learning"] == []


def test_a_device_keeps_the_course_in_the_readers_language(browser: Browser, waylight: House) -> None:
    with line_to(waylight.address) as line, phone(browser, line) as context:
        page = context.new_page()
        page.goto(f"{HOME}?language=ur")
        until_kept(page)
        line.cut()
        page.goto(FIRST)
        expect(page.locator("html")).to_have_attribute("lang", "ur")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("[data-kept-copy]")).to_be_visible()
