"""A child's record from its opening to a level in somebody's name, as its pages offer it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .acts import act, answer, awaited, back, done, follow, opened, press, room
from .days import in_days
from .hand import hand

Look = Callable[[Page], None]
CHILDREN = "Children"
BEING_HARMED = ["suspected", "confirmed"]
REASONS = "He has pictures of her and says what he will do with them. Not confirmed: nobody has seen them."


def arrived(page: Page, subject: str, look: Look, worker: str = "Elsie Marlow") -> None:
    """The manager opens a record from what the hub decided about this child."""
    link = page.locator("section[aria-labelledby=arrived]").get_by_role("link", name=subject, exact=True)
    awaited(page, CHILDREN, link)
    look(page)
    follow(link)
    expect(page.get_by_role("heading", name="What the hub knew")).to_be_visible()
    look(page)
    form = page.locator("section[aria-labelledby=open]")
    answer(form, worker=worker, another="yes")
    press(form, "Open the record")
    expect(page.get_by_text("Nothing had to be written again.")).to_be_visible()
    look(page)


def to(page: Page, child: str, words: str = "") -> None:
    """A record by the list of one's children, and a page of it by the record's own navigation."""
    room(page, CHILDREN)
    follow(page.locator("section[aria-labelledby=mine]").get_by_role("link", name=child, exact=True))
    if words:
        section(page, words)


def section(page: Page, words: str) -> str:
    """A page of the record that one is on, by the record's own navigation; returns its address."""
    follow(page.get_by_role("navigation", name="This record").get_by_role("link", name=words, exact=True))
    expect(page.get_by_role("link", name=words, exact=True).last).to_have_attribute("aria-current", "page")
    return page.url


def own_words(page: Page, child: str, words: str, look: Look) -> None:
    to(page, child)
    act(page, "line", "Add it", kind="child", text=words, happened_on=in_days(-1), source="Said to me")
    expect(page.locator("#own-words + .wl-typed")).to_contain_text(words)
    look(page)


def offered(page: Page) -> list[str]:
    """The levels that can be chosen."""
    return [str(one.get_attribute("value")) for one in page.locator("#level input[type=radio]").all()]


def sign_of_harm(page: Page, child: str, look: Look) -> None:
    """An entry that is a sign of actual harm: then nobody can choose a lower level."""
    to(page, child)
    hand(page).press(page.get_by_role("button", name="Begin the assessment"))
    look(page)
    follow(page.get_by_role("link", name=re.compile("Write here.*Online and devices")))
    said = {"statement": "He has pictures of her.", "source": "Herself, to me", "currency": "current"}
    form = page.locator("main form").filter(has=page.locator("[name=statement]"))
    answer(form, evidence="disclosed", actual_harm="yes", **said)
    press(form, "Save the entry")
    expect(page.get_by_text("Signs of actual harm now.")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Back to the assessment"))
    opened(page, "level")
    assert offered(page) == BEING_HARMED


def level(page: Page, look: Look) -> None:
    """Without reasons nothing stands; with them it does, in the worker's name."""
    act(page, "level", "This is my conclusion", level="suspected")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    done(page, "level", "This is my conclusion", reasons=REASONS)
    stands = page.locator("section", has=page.locator("#level-now"))
    expect(stands).to_contain_text("Being exploited: suspected. Elsie Marlow")
    expect(stands).to_contain_text(REASONS)
    look(page)


def safer(page: Page, second: Page, child: str, look: Look) -> None:
    """The sign of harm no longer holds, and why; what is lower than before takes a second person."""
    to(page, child)
    hand(page).press(page.get_by_role("button", name="Begin a review"))
    follow(page.get_by_role("link", name=re.compile("^Change.*He has pictures")))
    hand(page).touch(page.locator("main summary", has_text="It no longer holds"))
    form = page.locator("main form").last
    answer(form, reason="The police have his phone; nothing was sent on.")
    press(form)
    back(page)
    done(page, "level", "This is my conclusion", level="recovering", reasons="Three months of quiet.")
    expect(page.get_by_text("It waits for a second person")).to_be_visible()
    room(second, "Due")
    follow(second.get_by_role("link", name=re.compile("^Second person for an assessment")).last)
    follow(second.locator("section[aria-labelledby=assessments] a").first)
    done(second, "second", "Save", agree="yes", reason="I read it with the police; so it is.")
    expect(second.get_by_text("Second person: ")).to_be_visible()
    look(second)
