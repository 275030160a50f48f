"""A panel from being called to its agreed minutes, on a phone without scripts; then as axe sees its pages."""

import re

from playwright.sync_api import Page, expect

from .conftest import PHONE, Visit
from .test_staff_pages import looked_at
from .watch import Watch


def fold(page: Page, name: str) -> None:
    page.locator(f"#{name} > summary").click()


def press(page: Page, name: str) -> None:
    page.locator(f"#{name}").get_by_role("button").click()


def fill(page: Page, name: str, **typed: str) -> None:
    """Open a fold, type and press; no word of it needs a script."""
    fold(page, name)
    for field, words in typed.items():
        page.locator(f"#{name} [name={field}]").fill(words)
    press(page, name)


def today(page: Page) -> str:
    day: str = page.evaluate("new Intl.DateTimeFormat('en-GB').format(new Date())")
    return day


def called(page: Page, day: str) -> str:
    page.goto("/hub/meetings/")
    page.get_by_role("link", name="Call a meeting").click()
    page.get_by_label("Panel on places, people and themes").check()
    page.get_by_label("Day", exact=True).fill(day)
    page.get_by_label("Time").fill("23:30")
    page.get_by_label("Where, or the words of the link").fill("Room 2")
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_role("heading", name="Agenda", exact=True)).to_be_visible()
    return page.url


def test_a_panel_is_called_held_and_written_up(visit: Visit, watch: Watch) -> None:
    watch.expects |= {400}
    with_scripts = visit(staff="coordinator")
    with_scripts.goto("/hub/meetings/")
    day = today(with_scripts)
    page = visit(staff="coordinator", js=False, size=PHONE)
    meeting = called(page, day)
    fold(page, "invite")
    page.locator("#invite [name=person]").select_option(label="Ravi Tennant")
    press(page, "invite")
    fold(page, "words")
    page.locator("#words").get_by_label("Theme", exact=True).check()
    page.locator("#words [name=title]").fill("Hotels in Saltby")
    page.locator("#words [name=reason]").fill("Three reports in a month.")
    press(page, "words")
    fold(page, "papers")
    press(page, "papers")
    fold(page, "held")
    press(page, "held")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say who came")
    page.get_by_label(re.compile("^Omar Tressell")).check()
    press(page, "held")
    page.get_by_role("link", name="1. Hotels in Saltby").click()
    item = page.url
    fill(page, "decide", words="Train the staff of three hotels.", reasons="They asked what to look for.")
    fold(page, "action")
    page.locator("#action [name=owner]").select_option(label="Ravi Tennant")
    page.locator("#action [name=what]").fill("Ring the hotels.")
    page.locator("#action [name=due_on]").fill(day)
    press(page, "action")
    expect(page.get_by_role("cell", name="Ring the hotels.")).to_be_visible()
    page.goto(meeting)
    fold(page, "agree")
    press(page, "agree")
    page.get_by_role("link", name="Minutes", exact=True).click()
    expect(page.get_by_text("Copy of Omar Tressell")).to_be_visible()
    expect(page.get_by_text("Train the staff of three hotels.")).to_be_visible()
    minutes = page.url

    owner = visit(staff="intelligence", js=False, size=PHONE)
    owner.goto("/hub/children/due/")
    owner.get_by_role("link", name="Action of a meeting").first.click()
    action = owner.url
    owner.get_by_label("What was done, and how anybody can see that").fill("All three rang back.")
    owner.get_by_role("button", name="It is done").click()
    expect(owner.get_by_text("All three rang back.")).to_be_visible()

    addresses = (
        "/hub/meetings/",
        "/hub/meetings/call/",
        meeting,
        item,
        minutes,
        minutes.replace("minutes", "paper"),
    )
    for address in (*addresses, action):
        with_scripts.goto(address)
        with_scripts.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        looked_at(with_scripts)
