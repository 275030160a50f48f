"""A learner with badge and code in a real browser: pages clean in English and Urdu, in and out by keyboard
and without scripts, and a shared device on which nothing of one person stays for the next."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from . import house
from .conftest import PHONE, Visit
from .house import House
from .inspection import PUBLIC_TARGET, SMALLEST_TARGET, axe, frame, numbers, reflow, targets
from .watch import Watch

MAKE = """
import json
from django.utils import timezone
from waylight.accounts.models import Person
from waylight.accounts.queries import actor_for
from waylight.guidance.models import Area
from waylight.learning import actions
from waylight.learning.actions.devices import open_device
from waylight.learning.codes import Mode, Role
from waylight.learning.models import CourseRule, Learner
from waylight.learning.roster_keys import roster_keys
area, today = Area.objects.get(slug="merrowdale"), timezone.localdate()
by = actor_for(Person.objects.get(email="licensing@merrowdale.example"))
if not CourseRule.objects.filter(area=area, course_id="drivers").exists():
    draft = actions.RuleDraft("drivers", starts=today, roles=(Role.DRIVER,), months=36, first_days=180)
    actions.make_rule(area, draft, to_all=True, by=by)
badges = ["B901", "B902", "B903"]
lines = [f"{badge},Driver {badge[-1]} Lantern,driver" for badge in badges]
kept, _plan = actions.preview_roster(area, "\\n".join(["Badge,Name,Role", *lines]), by=by)
actions.apply_roster(kept, by=by)
found = [Learner.objects.get(area=area, badge_key=roster_keys(area.slug).badge(each)) for each in badges]
codes = {given.learner.badge: given.code for given in actions.give_codes(area, found, by=by)}
finished = [actions.Finished(found[0].pk, today)]
done = actions.write_completions(area.slug, "drivers", "2026-11-1-00000000", Mode.ROOM, finished, by=by)
actions.reissue(done[0].certificates.get(), by=by)
device = open_device(area, hours=8, place="Counter", by=by).code
print(json.dumps({"codes": codes, "device": device}))
"""


@dataclass(frozen=True)
class Council:
    """What a licensing office hands out: codes by badge, and one for a device."""

    codes: dict[str, str]
    device: str


@pytest.fixture(scope="module")
def council(waylight: House) -> Council:
    """Three drivers, in the running house's own database. B901 has a certificate, and an earlier one."""
    home = waylight.log.with_suffix("")
    own = {"WAYLIGHT_HOME": str(home), "WAYLIGHT_DEMO": "1", "PYTHONPATH": str(house.ROOT / "src")}
    if url := os.environ.get("DATABASE_URL", ""):
        address, mark, options = url.partition("?")
        own["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{home.name}{mark}{options}"
    ready = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'waylight.site.settings'; django.setup()\n"
    )
    rest = {name: value for name, value in os.environ.items() if not name.startswith("WAYLIGHT_")}
    done = subprocess.run(
        [sys.executable, "-c", ready + MAKE], env=rest | own, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return Council(**json.loads(done.stdout.splitlines()[-1]))


Open = Callable[[Page, Council], object]


def come_in(page: Page, council: Council, badge: str = "B901") -> None:
    page.goto("/learn/me/")
    page.locator("#badge").fill(badge)
    page.locator("#code").fill(council.codes[badge])
    page.locator("#code").press("Enter")
    expect(page.locator(".wl-visit__end")).to_be_visible()


def wrong(page: Page, council: Council) -> None:
    page.goto("/learn/me/")
    page.locator("#badge").fill("B901")
    page.locator("#code").fill("AAAA AAAA AAAA")
    page.locator("#code").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def was_it_you(page: Page, council: Council) -> None:
    page.goto("/learn/drivers/01-what-exploitation-is/")
    page.locator("button[value=done]").click()
    page.wait_for_url("**/learn/drivers/02-*/")
    page.goto("/learn/drivers/")
    expect(page.locator("[data-done]").first).to_be_visible()
    come_in(page, council, "B902")
    expect(page.locator("#earlier")).to_be_visible()


def own_page(page: Page, council: Council) -> None:
    come_in(page, council)
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def lesson(page: Page, council: Council) -> None:
    come_in(page, council)
    page.goto("/learn/drivers/01-what-exploitation-is/")


def share(page: Page, council: Council) -> None:
    page.goto("/learn/device/")
    page.locator("#code").fill(council.device)
    page.locator("#code").press("Enter")
    page.wait_for_url("**/learn/me/")
    expect(page.get_by_role("region").locator("form[data-end]")).to_be_visible()


def shared_and_in(page: Page, council: Council) -> None:
    share(page, council)
    come_in(page, council, "B903")


def no_device(page: Page, council: Council) -> None:
    page.goto("/learn/device/")
    page.locator("#code").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def asked(page: Page, council: Council) -> None:
    page.goto("/learn/request/")
    page.locator("[name=piece]").select_option("course:drivers")
    page.locator("[name=format][value=audio]").check()
    page.locator("[name=language]").select_option("ti")
    page.locator("[name=contact]").fill("07700 900123")
    page.locator("main form button").last.click()
    expect(page.locator(".wl-receipt__code")).to_be_visible()


def asked_too_little(page: Page, council: Council) -> None:
    page.goto("/learn/request/")
    page.locator("[name=format][value=same]").check()
    page.locator("main form button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def followed(page: Page, council: Council) -> None:
    asked(page, council)
    number = "".join(page.locator(".wl-receipt__code .wl-number").all_inner_texts())
    page.goto("/learn/request/follow/")
    page.locator("#reference").fill(number)
    page.locator("#reference").press("Enter")
    expect(page.locator(".wl-facts")).to_be_visible()


def at(path: str) -> Open:
    return lambda page, council: page.goto(path)


PAGES: dict[str, Open] = {
    "the door": at("/learn/me/"),
    "the door, a wrong pair": wrong,
    "their own page": own_page,
    "was it you": was_it_you,
    "a lesson while in": lesson,
    "share this device": at("/learn/device/"),
    "share, no such code": no_device,
    "the door of a shared device": share,
    "their own page on a shared device": shared_and_in,
    "ask for a format": at("/learn/request/"),
    "ask, too little said": asked_too_little,
    "asked": asked,
    "how it stands": followed,
}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("what", PAGES)
def test_page(visit: Visit, watch: Watch, council: Council, what: str, language: str) -> None:
    watch.expects |= {422}
    page = visit(language=language)
    PAGES[what](page, council)
    if what.startswith(("share", "the door of", "their own page on")) and language != "en":
        page.goto(f"{page.url.partition('?')[0]}?language={language}")  # a shared device forgets the language
    problems = axe(page) + frame(page, language) + numbers(page) + targets(page, PUBLIC_TARGET)
    problems += reflow(page)
    if language == "en":  # its colours are every language's
        page.evaluate("document.documentElement.dataset.theme = 'night'")
        problems += [f"by night, {each}" for each in axe(page, only=["color-contrast"])]
    assert problems == []


@pytest.mark.parametrize("path", ["/staff/learning/requests/", "/staff/learning/devices/"])
def test_page_of_the_desk(visit: Visit, council: Council, path: str) -> None:
    asked(visit(), council)
    page = visit(staff="licensing")
    page.goto(path)
    problems = axe(page) + frame(page, "en") + targets(page, SMALLEST_TARGET) + reflow(page)
    if "requests" in path:
        page.locator(".wl-table__open").first.click()
        expect(page.locator(".wl-facts")).to_be_visible()
        problems += axe(page) + frame(page, "en") + reflow(page)
    assert problems == []


def test_in_and_out_with_the_keyboard_alone(visit: Visit, council: Council) -> None:
    page = visit(size=PHONE)
    page.goto("/learn/me/")
    _tab_to(page, "#badge")
    page.keyboard.type("B901")
    page.keyboard.press("Tab")
    page.keyboard.type(council.codes["B901"])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your page")
    _tab_to(page, ".wl-visit__end")
    page.keyboard.press("Enter")
    expect(page.locator("#badge")).to_be_visible()


def _tab_to(page: Page, wanted: str) -> None:
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{wanted}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_without_scripts_to_the_certificate_of_a_shared_device(visit: Visit, council: Council) -> None:
    page = visit(js=False)
    share(page, council)
    come_in(page, council, "B901")
    assert page.locator("a[href$='.pdf']").count() == 1
    page.goto("/learn/drivers/01-what-exploitation-is/")
    page.locator("button[value=done]").click()
    page.wait_for_url("**/learn/drivers/02-*/")
    page.locator(".wl-visit__end").click()
    expect(page.locator("#badge")).to_be_visible()
    expect(page.locator("main")).to_contain_text("The next person can begin")


def test_back_shows_nothing_of_the_last_person_and_nothing_is_stored(visit: Visit, council: Council) -> None:
    page = visit()
    page.goto(
        "/learn/drivers/01-what-exploitation-is/"
    )  # opened before, it is kept with all that belongs to it
    share(page, council)
    come_in(page, council, "B903")
    expect(page.locator("main")).to_contain_text("Lantern")
    page.goto("/learn/drivers/02-how-grooming-works/")
    page.locator("button[value=done]").click()
    page.wait_for_url("**/learn/drivers/03-*/")
    page.locator(".wl-visit__end").click()
    expect(page.locator("main")).to_contain_text("The next person can begin")
    assert page.evaluate("localStorage.getItem('learning')") in (None, "{}")
    assert page.evaluate("caches.keys()") == []
    names = {each["name"] for each in page.context.cookies()}
    assert names <= {"shared-device", "csrftoken"}
    for _step in range(4):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Lantern")
        expect(page.locator("body")).not_to_contain_text("badge ending")
    page.goto("/learn/drivers/")
    assert page.locator("[data-done]").count() == 0


def test_it_asks_before_it_ends_and_ends_when_nobody_answers(visit: Visit, council: Council) -> None:
    page = visit()
    page.clock.install()
    shared_and_in(page, council)
    page.wait_for_load_state()
    page.clock.run_for(9 * 60_000 + 2_000)
    asking = page.locator("[data-idle-ask]")
    expect(asking).to_be_visible()
    assert axe(page) == []
    page.locator("[data-idle-stay]").click()
    expect(asking).to_be_hidden()
    page.clock.run_for(9 * 60_000 + 2_000)
    expect(asking).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.locator("main")).to_contain_text("The next person can begin")
    expect(page.locator("body")).not_to_contain_text("Lantern")
