"""Makes docs/screenshots from a demonstration of its own.

PYTHONPATH=src .venv/bin/python -m tests.browser.screenshots
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import Browser, Page, sync_playwright

from . import house, reporter
from . import respond_pictures as rooms
from .conftest import CHROMIUM, DESK, PHONE, QUIET, Hub

FOLDER = house.ROOT / "docs" / "screenshots"
LARGEST_BYTES = 150_000
SCREEN = {**DESK, "height": 800}
WORDS = "I set down a girl of about 14 behind the Tern Hotel. Two men paid. She was crying."


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def notice(page: Page) -> None:
    page.goto("/report/notice/")
    page.locator("[name=words]").fill(WORDS)


def interrupted(page: Page) -> None:
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(reporter.HAPPENING_NOW)
    reporter.go(page)
    page.wait_for_url("**/report/now/*")


def receipt(page: Page) -> None:
    reporter.say_little(page, WORDS)
    reporter.send(page)


def concern(page: Page) -> None:
    """An amber concern whose reporter has answered, if the story has one."""
    page.goto("/hub/")
    amber = page.locator("tr", has=page.locator(".wl-rating--amber"))
    (amber.filter(has_text="message to read").or_(amber)).first.locator("[data-open]").click()
    page.wait_for_url("**/hub/concern/**")


def decision(page: Page) -> None:
    """The newest decision with a stated fact under it."""
    page.goto("/hub/streams/?state=decided")
    for address in page.locator(".wl-table__open").evaluate_all("all => all.map((link) => link.href)"):
        page.goto(address)
        if page.locator("section[aria-labelledby=fact] .wl-typed").count():
            return


def slide(page: Page) -> None:
    page.goto("/learn/drivers/present/")
    page.get_by_role("button", name="Show one slide at a time").click()
    for _slide in range(4):
        page.keyboard.press("ArrowRight")


def vehicle(page: Page) -> None:
    """What is known of a vehicle that several concerns tell of, found by a part of its mark."""
    page.goto("/hub/known/")
    page.get_by_label("What are you looking for?").fill("MX00 B*")
    page.get_by_label("What for?").select_option("concern")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator(".wl-table__open").first.click()
    page.wait_for_url("**/hub/known/entity/**")


def chart(page: Page) -> None:
    vehicle(page)
    page.get_by_role("link", name="Chart of what is told of together").click()
    page.locator("[data-chart] canvas").first.wait_for()


@dataclass(frozen=True)
class Shot:
    name: str
    opening: Callable[[Page], object]
    staff: str = ""
    language: str = "en"
    theme: str = "day"

    @property
    def size(self) -> dict[str, int]:
        """As its name ends."""
        return PHONE if self.name.endswith("-360") else SCREEN


SHOTS = (
    Shot("front-360", at("/")),
    Shot("notice-360", notice),
    Shot("danger-360", interrupted),
    Shot("receipt-360", receipt),
    Shot("urdu-360", at("/report/notice/"), language="ur"),
    Shot("night-360", notice, theme="night"),
    Shot("inbox-1280", at("/hub/"), staff="screener"),
    Shot("concern-1280", concern, staff="screener"),
    Shot("stream-1280", decision, staff="manager"),
    Shot("known-1280", vehicle, staff="intelligence"),
    Shot("chart-1280", chart, staff="intelligence"),
    Shot("arabic-360", at("/report/"), language="ar"),
    Shot("course-360", at("/learn/drivers/")),
    Shot("lesson-360", at("/learn/drivers/03-signs-on-a-fare/")),
    Shot("easy-read-360", at("/learn/drivers/03-signs-on-a-fare/easy/")),
    Shot("scenario-360", at("/learn/drivers/try/night-fare/")),
    Shot("deck-1280", slide),
    Shot("training-1280", at("/staff/training/"), staff="licensing"),
    Shot("rule-1280", at("/staff/training/rules/"), staff="licensing"),
    Shot("record-1280", rooms.record(rooms.KAI), staff="social-worker"),
    Shot("chronology-360", rooms.of_record(rooms.KAI, "Chronology"), staff="social-worker"),
    Shot("assessment-360", rooms.of_record(rooms.KAI, "", "/assessment/"), staff="social-worker"),
    Shot("due-360", at("/hub/children/due/"), staff="social-worker"),
    Shot("referral-1280", rooms.of_record(rooms.ELIN, "Referrals", "/referral/"), staff="social-worker"),
    Shot("asked-1280", rooms.of_record(rooms.ELIN, "Agencies"), staff="social-worker"),
    Shot("discussion-1280", rooms.of_record(rooms.ELIN, "Strategy", "/discussion/"), staff="team-manager"),
    Shot("plan-1280", rooms.of_record(rooms.KAI, "Plan"), staff="social-worker"),
    Shot("safety-plan-360", rooms.safety_plan, staff="social-worker"),
    Shot(
        "missing-1280", rooms.of_record(rooms.KAI, "Missing", "/hub/pathways/missing/"), staff="social-worker"
    ),
    Shot(
        "trafficking-360",
        rooms.of_record(rooms.KAI, "Trafficking", "/hub/pathways/trafficking/"),
        staff="social-worker",
    ),
    Shot("court-360", rooms.of_record(rooms.KAI, "Court"), staff="social-worker"),
    Shot("place-1280", rooms.chosen("/hub/disruption/", "Tern Hotel"), staff="coordinator"),
    Shot("hotel-notice-360", rooms.chosen("/hub/disruption/", "Hotel information"), staff="coordinator"),
    Shot("licence-1280", rooms.chosen("/hub/licences/", "Stan Oakley"), staff="licensing"),
    Shot("agenda-1280", rooms.chosen("/hub/meetings/", "^Panel"), staff="team-manager"),
    Shot("minutes-360", rooms.minutes, staff="team-manager"),
)


def take(shot: Shot, browser: Browser, hub: Hub) -> None:
    """Raises RuntimeError for a picture that is too large to keep in the repository."""
    context = browser.new_context(
        base_url=hub.address,
        viewport=shot.size,  # type: ignore[arg-type]  # a plain dict of the same
        storage_state=hub.signed_in(shot.staff) if shot.staff else None,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    cookies = {"language": shot.language, "theme": shot.theme}
    context.add_cookies([{"name": n, "value": v, "url": hub.address} for n, v in cookies.items()])
    page = context.new_page()
    shot.opening(page)
    picture = FOLDER / f"{shot.name}.png"
    page.screenshot(path=picture, animations="disabled")
    context.close()
    if picture.stat().st_size > LARGEST_BYTES:
        raise RuntimeError(f"{picture.name} has {picture.stat().st_size} bytes, more than {LARGEST_BYTES}.")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with house.running() as waylight, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        hub = Hub(browser, waylight.address)
        for shot in SHOTS:
            take(shot, browser, hub)
        browser.close()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.site.settings"
    with TemporaryDirectory() as nobodys_home:
        os.environ["WAYLIGHT_HOME"] = nobodys_home
        django.setup()
        main()
