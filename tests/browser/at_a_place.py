"""What is done about a place: a unit of work, a hotel information notice, a driver's licence looked at."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .acts import answer, awaited, done, follow, press, room
from .days import in_days
from .hand import hand

Look = Callable[[Page], None]
DISRUPTION = "Disruption"
NOTICE = "Hotel information notice"
LICENCE = "Driver's, operator's or vehicle licence suspended, revoked or refused"


def unit(page: Page, subject: str, title: str, owner: str, look: Look) -> None:
    """Opened from what the hub decided; an empty form says what is missing first."""
    arrived = awaited(page, DISRUPTION, page.get_by_role("link", name=subject, exact=True))
    look(page)
    follow(arrived)
    form = page.locator("section[aria-labelledby=new]")
    answer(form, title="")
    press(form)
    expect(page.locator(".govuk-error-summary")).to_contain_text("What is it?")
    look(page)
    concern = "Several concerns tell of children brought there at night."
    answer(form, kind="place", title=title, concern=concern, owner=owner)
    press(form)
    expect(page.get_by_text("Nothing had to be written again.")).to_be_visible()
    look(page)


def to(page: Page, title: str, measure: str = "") -> None:
    """The place by the list of them, and a measure of it by the place."""
    room(page, DISRUPTION)
    follow(page.locator("section[aria-labelledby=all]").get_by_role("link", name=title, exact=True))
    if measure:
        follow(page.get_by_role("link", name=measure, exact=True).first)


def joined(page: Page, subject: str, title: str) -> None:
    """A later concern about the same place."""
    follow(awaited(page, DISRUPTION, page.get_by_role("link", name=subject, exact=True)))
    form = page.locator("section[aria-labelledby=join]")
    answer(form, unit=title)
    press(form)
    expect(page.get_by_text("Nothing had to be written again.")).to_be_visible()


def measure(page: Page, title: str, why: str, second: str, look: Look) -> None:
    """Put forward, and what it means for children written: before that nobody can approve it."""
    done(page, "consider", "Put it forward", measure=title, why=why, second=second)
    expect(page.get_by_text("It cannot be approved before.")).to_be_visible()
    done(page, "check", "Save", children="They come to be warm.", displacement="The flats behind; watched.")
    look(page)


def approved(page: Page, look: Look) -> None:
    """By the second person, to whom it is due."""
    room(page, "Due")
    follow(page.get_by_role("link", name=re.compile("^Second person for a measure")).last)
    done(page, "approve", reason="It fits.")
    look(page)


def notice(page: Page, hotel: str, look: Look) -> None:
    """Written, taken as PDF, served: its end is due in time."""
    where = {"hotel": hotel, "address": "Station Road, Saltby, ZZ99 1AA"}
    given = {"authorised_by": "Hale", "rank": "inspector", "first_day": in_days(0), "last_day": in_days(120)}
    whom = {"recipient": "Saltby Inns", "recipient_kind": "manager"}
    done(
        page,
        "notice",
        "Write the notice",
        grounds="Several accounts name its rooms.",
        **where,
        **whom,
        **given,
    )
    with page.expect_download() as taken:
        hand(page).touch(page.get_by_role("link", name="The notice to print (PDF)"))
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    done(page, "serve-notice", "It was served", served_on=in_days(0), served_how="PC 12, to the manager")
    expect(page.get_by_text("A measure ends in 28 days")).to_be_visible()
    look(page)


def licensing_asked(page: Page, driver: str) -> None:
    """In words written for licensing alone."""
    said = {"name": driver, "number": "D-4471", "information": "Brings young people to hotels at night."}
    done(page, "ask-licensing", "Ask licensing", owner="Ola Brandt", **said)


def licence(page: Page, driver: str, place: str, look: Look) -> None:
    """The officer reads what was written for licensing, judges it and tells the authority that licensed."""
    room(page, "Licences")
    look(page)
    follow(page.get_by_role("link", name=driver).first)
    expect(page.get_by_text(place)).to_have_count(0)
    done(page, "holder", "Save", authority="Eastwick Quay District Council")
    expect(page.get_by_text("Tell the authority that licensed a driver (section 5)")).to_be_visible()
    done(page, "judge", "Save", met="yes", reasons="It would be considered.")
    look(page)
    with page.expect_download() as letter:
        hand(page).touch(page.get_by_role("link", name=re.compile("section 5 .PDF")))
    assert letter.value.path().read_bytes().startswith(b"%PDF-")
    done(page, "send", "It was sent", sent_on=in_days(0))
    expect(page.get_by_text(place)).to_have_count(0)
