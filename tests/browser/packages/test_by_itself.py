"""A package's own page: what it keeps, opened by nobody, without scripts, by keyboard, on another day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import inspection
from tests.browser.house import ROOT
from tests.browser.learning_system import LearningSystem
from tests.browser.packages.playing import (
    PHONE,
    STATE_MOST,
    Learner,
)

from waylight.guidance import memory
from waylight.learning.library import library
from waylight.learning.packages import Order, files


def test_what_is_kept_of_the_longest_course_is_short(window: Callable[..., Page]) -> None:
    """SCORM 1.2 promises 4,096 characters; scorm-again takes more than that, so it would not tell us."""
    keeping = (ROOT / "src/waylight/learning/packages/player/keeping.js").read_text()
    longest = max(library().courses, key=lambda course: len(course.lessons))
    most = max(course.check_size for course in library().courses)
    page = window()
    text = page.evaluate(
        f"""([lessons, most]) => {{ {keeping}
        const standing = nothingDone();
        Object.assign(standing, {{ language: "en", at: "check", marked: true }});
        Object.assign(standing, {{ share: 0.9333, told: "pr", seal: uuid() }});
        for (let n = 1; n <= lessons; n += 1) standing.done.add(n);
        standing.drawn = Array.from({{ length: most }}, (_, at) => 1200 + at);
        standing.picked = standing.drawn.map(() => 255);
        const text = written(standing, "0123abcd");
        const back = readBack(text, "0123abcd").standing;
        const plain = (one) => JSON.stringify({{ ...one, done: [...one.done] }});
        return [text, plain(back) === plain(standing)];
        }}""",
        [len(longest.lessons), most],
    )
    assert text[1] is True
    assert len(text[0]) < STATE_MOST / 4


def test_without_any_system_it_is_a_page_to_read(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(order))
    page = window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lms.address}/course/index.html")
    learner = Learner(page, page)
    expect(page.locator("[data-tell]")).to_contain_text("This copy is not open inside a learning system.")
    learner.press("Begin")
    learner.read(1)
    page.reload()
    expect(page.locator('[data-listed="1"][data-done]')).to_be_visible()
    page.get_by_role("button", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Closed")).to_be_visible()
    page.go_back()
    assert "/course/index.html" not in page.url
    assert {each.rpartition("/")[0] for each in asked if "favicon" not in each} == {f"{lms.address}/course"}


def test_without_scripts_everything_can_be_read_and_no_local_number_stands_there(
    lms: LearningSystem, window: Callable[..., Page], order: Order, area: Any
) -> None:
    lms.holds(files(replace(order, area=area)))
    page = window(js=False)
    page.goto(f"{lms.address}/course/index.html")
    for lesson in order.course.lessons:
        expect(page.get_by_role("heading", level=1, name=lesson.title)).to_be_visible()
    expect(page.get_by_text("What each answer means").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    own = {route.phone.replace(" ", "") for route in memory.area_routes(area.slug) if route.phone}
    links = page.locator("a[href^='tel:']:visible").all()
    seen = {(link.get_attribute("href") or "").removeprefix("tel:") for link in links}
    assert seen and not own & seen


def test_a_local_number_shows_only_while_the_devices_date_allows_it(
    lms: LearningSystem, window: Callable[..., Page], order: Order, area: Any
) -> None:
    lms.holds(files(replace(order, area=area)))
    route = next(each for each in memory.area_routes(area.slug) if each.code == "hub")
    own = f"a[href='tel:{route.phone.replace(' ', '')}']"

    def seen(on: date) -> tuple[int, int]:
        page = window(on)
        page.goto(f"{lms.address}/course/index.html")
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
        page.evaluate("document.querySelectorAll('[data-part]').forEach((part) => (part.hidden = false))")
        return page.locator(own).locator("visible=true").count(), page.locator("[data-nation]").locator(
            "visible=true"
        ).count()

    shown, nations = seen(route.lapses_on - timedelta(days=1))
    assert shown > 0 and nations == 0
    for wrong in (route.lapses_on, date(2035, 1, 1), date(2020, 1, 1)):
        shown, nations = seen(wrong)
        assert shown == 0 and nations > 0, wrong


def test_in_the_far_future_only_999_is_left(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(order))
    page = window(date(2035, 1, 1))
    page.goto(f"{lms.address}/course/index.html")
    expect(page.locator("[data-tell]")).to_contain_text("This copy is old.")
    numbers = page.locator("a[href^='tel:']").evaluate_all(
        "links => links.map((a) => a.getAttribute('href'))"
    )
    in_words = page.locator("[data-words] a").evaluate_all(
        "links => links.map((a) => a.getAttribute('href'))"
    )
    assert set(numbers) - set(in_words) == {"tel:999"}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_page_of_the_player_is_accessible(
    lms: LearningSystem, window: Callable[..., Page], order: Order, language: str
) -> None:
    lms.holds(files(replace(order, languages=(language,))))
    page = window(size=PHONE)
    page.goto(f"{lms.address}/course/index.html")
    expect(page.locator("body[data-playing]")).to_be_attached()
    problems = look(page)
    for number in (1, 3, 4):
        page.evaluate(f"document.querySelector('[data-to-part=\"{number}\"]').click()")
        problems += look(page)
    first = page.locator("[data-question]:visible, [data-story]:visible").first
    expect(first).to_be_visible()
    page.evaluate("document.querySelector('[data-to-part=\"check\"]').click()")
    problems += look(page)
    Learner(page, page).answer(right=True)
    page.locator("[data-check] .wl-button").click()
    expect(page.locator("[data-score]")).to_be_visible()
    problems += look(page)
    assert problems == []


def look(page: Page) -> list[str]:
    return [*inspection.axe(page), *inspection.reflow(page), *inspection.numbers(page)]


def test_a_whole_course_by_keyboard(lms: LearningSystem, window: Callable[..., Page], order: Order) -> None:
    lms.holds(files(order))
    page = window()
    page.goto(f"{lms.address}/course/index.html")
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    for number in range(1, len(order.course.lessons) + 1):
        expect(page.locator(f'[data-part="{number}"] h1')).to_be_focused()
        page.locator(f'[data-done="{number}"]:visible').focus()
        page.keyboard.press("Enter")
    expect(page.locator('[data-part="check"] h1')).to_be_focused()
    for question in page.locator("[data-pool]:visible").all():
        good = (question.get_attribute("data-right") or "").split()
        for choice in good:
            question.locator(f'input[value="{choice}"]').focus()
            page.keyboard.press("Space")
    page.locator("[data-check] .wl-button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="You have passed")).to_be_focused()
