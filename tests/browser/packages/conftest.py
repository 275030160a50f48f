"""A learning system, a package to order, and a window to play it in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.learning_system import LearningSystem, running
from tests.browser.packages.playing import DESK, HOSTS, SCORM12, TODAY, Learner, Play

from waylight.learning.library import library
from waylight.learning.packages import Order, Standard, files


@pytest.fixture
def lms() -> Iterator[LearningSystem]:
    with running() as system:
        yield system
        assert system.missing == []


@pytest.fixture
def order(area: Any) -> Order:
    return Order(library().course("drivers"), SCORM12, TODAY)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a new browser, on a day in the life of the package. It may fall over nothing."""
    opened, fell = [], []

    def make(on: date = TODAY, size: dict[str, int] = DESK, js: bool = True) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=js, timezone_id="Europe/London")  # type: ignore[arg-type]  # a plain dict of the same
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: fell.append(str(error)))
        if js:
            page.clock.install(time=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
        return page

    yield make
    for context in opened:
        context.close()
    assert fell == []


@pytest.fixture
def play(lms: LearningSystem, window: Callable[..., Page], order: Order) -> Play:
    """`play(SCORM12)` opens the course inside a host; `play(page=learner.page)` comes back to it."""

    def opened(
        standard: Standard = SCORM12, page: Page | None = None, first: Any = None, **more: Any
    ) -> Learner:
        if page is None:
            page = window()
            lms.holds(files(replace(order, standard=standard, **more)))
            lms.hosts_scorm(*HOSTS[standard], first=first)
        page.goto(f"{lms.address}/host.html")
        learner = Learner(page, page.frame_locator("iframe"))
        expect(learner.here.locator("body[data-playing=recorded]")).to_be_attached()
        return learner

    return opened
