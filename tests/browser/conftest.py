"""A real Chromium, a whole Waylight, and what may be asked of a page."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from waylight.site.demo import people

from . import house
from .house import House
from .watch import Watch

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
CODE_SECONDS = 30
PATIENCE_MS = 20_000
"""How long a page may take on a loaded machine. What is waited for is the outcome; how long says nothing."""

LOOKS = {
    "test_every_page_of_learn.py",
    "test_keyboard_and_small_screens.py",
    "test_learning.py",
    "test_learning_pages.py",
    "test_public_pages.py",
    "test_small_scripts.py",
    "test_by_itself.py",
    "test_cmi5.py",
    "test_packages.py",
}
"""How pages look and behave in a browser, with one kind of database behind them. What a
database brings to them, the tests of their rooms ask of each kind."""

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(house.ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
            if item.path.name in LOOKS:
                item.add_marker(pytest.mark.looks)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; as root on Debian: apt install chromium")
    # Playwright keeps an event loop running in this thread, and Django would refuse the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def waylight(browser: Browser) -> Iterator[House]:
    """After `browser`: without a Chromium there is nothing to start it for."""
    with house.running() as running:
        yield running


@pytest.fixture
def watch(waylight: House) -> Iterator[Watch]:
    watching, said = Watch(waylight.address), waylight.said()
    yield watching
    assert watching.seen == [], waylight.complaints(said)


@pytest.fixture
def visit(browser: Browser, waylight: House, watch: Watch, hub: "Hub") -> Iterator[Visit]:
    """`visit(language="ur", theme="night", js=False, staff="screener", size=PHONE)`: a page of a new browser.

    `staff` is a key of content/demo/people.yaml, signed in already; without it nobody is.
    """
    opened: list[BrowserContext] = []

    def make(
        *,
        size: dict[str, int] | None = None,
        js: bool = True,
        language: str = "en",
        theme: str = "day",
        staff: str = "",
    ) -> Page:
        context = browser.new_context(
            base_url=waylight.address,
            viewport=size or (DESK if staff else PHONE),  # type: ignore[arg-type]  # a plain dict of the same
            java_script_enabled=js,
            locale="en-GB",
            timezone_id="Europe/London",
            storage_state=hub.signed_in(staff) if staff else None,
        )
        opened.append(context)
        cookies = {"language": language, "theme": theme}
        context.add_cookies([{"name": n, "value": v, "url": waylight.address} for n, v in cookies.items()])
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


class Hub:
    """Signs the demonstration's people in by their real password and second step, each of them once: a code
    can be used only once, and the same sign-in serves every test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.known: dict[str, StorageState] = {}

    def signed_in(self, key: str) -> StorageState:
        if key not in self.known:
            context = self.browser.new_context(base_url=self.address, viewport=DESK)  # type: ignore[arg-type]
            sign_in(context.new_page(), key)
            self.known[key] = context.storage_state()
            context.close()
        return self.known[key]


@pytest.fixture(scope="package")
def hub(browser: Browser, waylight: House) -> Hub:
    return Hub(browser, waylight.address)


def somebody(key: str) -> people.Somebody:
    return next(each for each in people.cast() if each.key == key)


def sign_in(page: Page, key: str) -> None:
    """From the hub's door to the person's first page."""
    person = somebody(key)
    page.goto("/staff/login/")
    page.get_by_label("Work e-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(people.password())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    _second_step(page, person)
    if "/2fa/authenticate/" in page.url:
        page.wait_for_timeout((CODE_SECONDS - time.time() % CODE_SECONDS) * 1000)
        _second_step(page, person)
    page.wait_for_url(lambda url: "/2fa/authenticate/" not in url)


def _second_step(page: Page, person: people.Somebody) -> None:
    """A code that opened the door a moment ago opens it no second time: then the next one is awaited."""
    page.get_by_label("Code from your authenticator app").fill(people.code_now(person))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_load_state()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/staff/login/**")


def pytest_assertrepr_compare(op: str, left: Any, right: Any) -> list[str] | None:
    """A list of problems that should be empty reads best one to a line."""
    if op == "==" and right == [] and isinstance(left, list):
        return [f"{len(left)} problems", *map(str, left)]
    return None
