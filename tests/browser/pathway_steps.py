"""A missing episode with its interview, a referral for trafficking, a court case, step by step."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .acts import back, done, follow, room
from .days import ago

Look = Callable[[Page], None]
WORDS = "I was by the harbour. I was afraid to go home."
FOR_THE_UNIT = "A grey car waits by the harbour on Fridays."


def missing(page: Page, look: Look) -> None:
    """From the page of missing episodes: one, its return, its interview, words apart for the unit."""
    look(page)
    seen = {"kind": "M", "since": ago(40), "grade": "medium", "circumstances": "Not home from school."}
    done(page, "missing", "Record it", **seen)
    follow(page.locator(".wl-table__open").first)
    done(page, "located", "Save: the 72 hours begin", returned_at=ago(20), found="At her aunt's.")
    expect(page.get_by_text("Return home interview: 72 hours from the return")).to_be_visible()
    look(page)
    done(page, "offered", "Offered to the child", interviewer="Rowan Day, Harbour Youth", independent="yes")
    done(page, "held", "Save the interview", held_at=ago(2), words=WORDS, who_with="A man with a grey car")
    expect(page.get_by_text("18 hours after the return")).to_be_visible()
    expect(page.locator("#own-words + .wl-typed")).to_contain_text(WORDS)
    done(page, "extracted", "Hand it to the intelligence unit", words=FOR_THE_UNIT)
    expect(page.get_by_text("Waits for the unit")).to_be_visible()
    look(page)


def read_by_the_unit(page: Page, look: Look) -> None:
    """These words alone, never the child's; a report begins with them. What waits longest comes first."""
    room(page, "From interviews")
    expect(page.get_by_text(FOR_THE_UNIT).first).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    look(page)
    follow(page.get_by_role("button", name=re.compile("^Begin a report with this")).last)
    expect(page.get_by_text(FOR_THE_UNIT).first).to_be_visible()
    look(page)


def trafficking(page: Page, look: Look) -> None:
    look(page)
    signs = "Driven between towns by a man who gave her a phone."
    done(page, "trafficking", "Consider a referral", signs=signs)
    expect(page.get_by_text("A child's consent is not required.").first).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("^Considered")).first)
    said = {"types": "criminal", "first_responder": "Merrowdale Council", "places": "Saltby harbour"}
    done(page, "form", "Save the form", **said)
    done(page, "refer", "It was sent", their_reference="NRM-0001")
    expect(page.get_by_text("National Referral Mechanism: ask after the answer")).to_be_visible()
    look(page)


def court(page: Page, look: Look) -> None:
    """A case, a hearing of it, and word of that to the child."""
    look(page)
    done(page, "court", "Save", part="witness", about="MD-77, against a man", wishes="Not to see him.")
    follow(page.get_by_role("link", name=re.compile("^Is a witness")).first)
    listed = {"court": "crown", "place": "Thornleigh", "purpose": "trial", "starts_at": ago(-48)}
    done(page, "hearing", "Add the hearing", **listed)
    look(page)
    follow(page.get_by_role("link", name=re.compile("^A hearing was listed")).first)
    look(page)
    done(page, "tell", "The child was told", how="in-person", told_by="Elsie Marlow", looked="on")
    back(page)
    follow(page.get_by_role("link", name=re.compile("^Trial")).first)
    look(page)
