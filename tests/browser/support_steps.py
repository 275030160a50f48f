"""A plan with owners, support offered, a safety plan, the end of support: step by step, by the pages."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .acts import act, back, done, follow, press, room
from .days import in_days
from .hand import hand

Look = Callable[[Page], None]
WANTS = "I want to see my friends without him there."
WHAT = "See her on Thursdays."


def planned(page: Page, look: Look) -> None:
    """A part for a place and one for the child; an action has one owner. The manager agrees it."""
    look(page)
    hand(page).press(page.get_by_role("button", name=re.compile("^Begin (a|the next) plan$")))
    act(page, "part", "Add the part", kind="place", subject="The arcade at Saltby")
    expect(page.locator(".govuk-error-summary")).to_contain_text("What is wanted to be different")
    expect(page.locator("#part [name=subject]")).to_have_value("The arcade at Saltby")
    done(page, "part", "Add the part", wanted="No adult waits there for children.")
    done(page, "part", "Add the part", kind="child", subject="The girl", wanted="She sleeps at home.")
    done(page, "wishes", "Save", child_wants=WANTS)
    look(page)
    follow(page.get_by_role("link", name=re.compile("Add an action or change this.*The girl")))
    do = {"what": WHAT, "agency": "Children's social care", "due_on": in_days(7)}
    act(page, "action", "Add the action", **do)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Name one person who owns this")
    done(page, "action", "Add the action", owner="Elsie Marlow")
    look(page)
    act(page, "agree", "Agree the plan")
    expect(page.get_by_text("Agreed. Every action is due to its owner.")).to_be_visible()


def done_by_its_owner(page: Page, look: Look) -> None:
    """From the owner's own list; the page shows the action and nothing else of the plan."""
    room(page, "Due")
    look(page)
    follow(page.get_by_role("link", name="An action of a plan").first)
    expect(page.get_by_text(WHAT)).to_be_visible()
    expect(page.get_by_text(WANTS)).to_have_count(0)
    done(page, "done", "It is done", evidence="Seen twice, noted in her file.")
    expect(page.get_by_text("Done.", exact=True).first).to_be_visible()
    look(page)


def supported(page: Page, look: Look) -> None:
    """Offered to the child, not now, offered again, begun elsewhere; then a plan in her own words."""
    what = {"to": "child", "whom": "The girl", "what": "Counselling", "provider": "Harbour Counselling"}
    done(page, "offer", "Save the offer", **what)
    follow(page.get_by_role("link", name="Counselling"))
    done(page, "decline", "Save", words="Not now.", reoffer_on=in_days(14))
    expect(page.locator(".wl-facts").get_by_text("offer it again on")).to_be_visible()
    look(page)
    done(page, "end", "Save", reason="She has another counsellor at school.")
    back(page)
    act(page, "safety", "Begin the safety plan, or the next")
    look(page)
    follow(page.get_by_role("link", name="Safety plan"))
    done(page, "write", "Save", helps="Music. My aunt.", numbers="999", at_home="no")
    done(page, "agree", "They agree: these are their words")
    expect(page.get_by_text("Not safe to keep at home")).to_be_visible()
    look(page)
    press(page.locator("main form").filter(has=page.get_by_role("button", name="To print")), "To print")
    look(page)
    back(page)


def ended(page: Page, look: Look) -> None:
    """Not without what the child says; then three days on which somebody asks how it goes."""
    act(page, "exit", "End support", reason="reached", words="She is safe at her aunt's.")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write what the child wants")
    done(page, "exit", "End support", child_says="I am all right now.")
    expect(page.get_by_text("to be asked")).to_have_count(3)
    look(page)
    follow(page.get_by_role("link", name="After 3 months"))
    look(page)
