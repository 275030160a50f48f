"""The analyst's day: search a part of a mark, read why two are held to be one, confirm, reject, take back.

On a small screen without scripts; then the same pages with them, as axe sees them."""

import re

from playwright.sync_api import Page, expect

from .conftest import PHONE, Visit
from .test_staff_pages import known, looked_at
from .watch import Watch

PART_OF_A_MARK = "MX00 B*"


def to_the_link(page: Page) -> None:
    """The waterfall of the first link, then the page on which it is decided about."""
    fold = page.locator("details").filter(has=page.get_by_text("Together", exact=True)).first
    fold.locator("> summary").click()
    expect(fold.get_by_text("Before anything is compared")).to_be_visible()
    fold.get_by_role("link", name=re.compile("the same$")).click()


def say(page: Page, verdict: str, reason: str) -> None:
    to_the_link(page)
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("Why?").first.fill(reason)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/hub/known/entity/**")
    expect(page.get_by_text(f"{verdict}, says a person").first).to_be_visible()


def test_the_analysts_day(visit: Visit, watch: Watch) -> None:
    page = visit(staff="intelligence", js=False, size=PHONE)
    known(PART_OF_A_MARK)(page)
    page.get_by_role("button", name="Keep this search").click()
    expect(page.get_by_role("heading", name="Your searches")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Search again")).click()
    page.locator(".wl-table__open").first.click()
    entity = page.url
    say(page, "The same", "Both tell of the dent in the door.")
    say(page, "Not the same", "The second is a van.")
    to_the_link(page)
    back = page.locator("details", has_text="Take back what was decided")
    back.locator("> summary").click()
    back.get_by_label("Why?").fill("It was the same after all.")
    back.get_by_role("button").click()
    page.wait_for_url("**/hub/known/entity/**")
    expect(page.get_by_text("Linked by weight").first).to_be_visible()
    page.get_by_role("link", name="Watch this").click()
    page.get_by_label("Why?").fill("The licensing desk asked.")
    page.get_by_role("button", name="Watch it").click()
    expect(page.get_by_text("You watch this until")).to_be_visible()
    page.get_by_role("link", name="Chart of what is told of together").click()
    expect(page.locator("[data-chart] svg")).to_be_visible()

    page = visit(staff="intelligence")
    for address in (entity, f"{entity}chart/", f"{entity}watch/", "/hub/known/"):
        page.goto(address)
        page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        if "chart" in address:
            expect(page.locator("[data-chart] canvas").first).to_be_visible()
        looked_at(page)
    expect(page.get_by_role("heading", name="What you watch")).to_be_visible()
