"""Every page of the staff's side, as each role sees it whose work it is: axe by day, its colours by night,
headings, numbers, the size of what is pressed, and no sideways scrolling when small or enlarged."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from waylight.site.demo import people

from .conftest import DESK, Visit, sign_in, somebody
from .inspection import SMALLEST_TARGET, axe, frame, frames_that_scroll, numbers, reflow, targets
from .watch import Watch

Open = Callable[[Page], object]


def at(path: str) -> Open:
    return lambda page: page.goto(path)


def first(path: str, link: str = ".wl-table__open") -> Open:
    """The first thing that a list leads to."""

    def opening(page: Page) -> None:
        page.goto(path)
        page.locator(link).first.click()
        page.wait_for_url(lambda url: not url.endswith(path))

    return opening


def everything_open(opening: Open) -> Open:
    def opened(page: Page) -> None:
        opening(page)
        page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    return opened


def sent_empty(path: str, button: str) -> Open:
    """A form with its errors; the summary says what is missing and has the focus."""

    def sending(page: Page) -> None:
        page.goto(path)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".govuk-error-summary")).to_be_focused()

    return sending


def errors_on(opening: Open, act: str, button: str) -> Open:
    def sending(page: Page) -> None:
        opening(page)
        page.locator(f"#{act} > summary").click()
        page.locator(f"#{act}").get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".govuk-error-summary")).to_be_focused()

    return sending


def from_the_concern(link: str) -> Open:
    def opening(page: Page) -> None:
        RATED(page)
        page.get_by_role("link", name=link).click()
        expect(page.locator("h1")).to_be_visible()

    return opening


def keys_help(page: Page) -> None:
    page.goto("/hub/")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()


def found(page: Page) -> None:
    page.goto("/hub/search/")
    page.get_by_label("Telephone").check()
    page.get_by_label("The exact value").fill("07700 900417")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile(r"\d concerns"))


def known(value: str) -> Open:
    """What the one search box finds."""

    def searching(page: Page) -> None:
        page.goto("/hub/known/")
        page.get_by_label("What are you looking for?").fill(value)
        page.get_by_label("What for?").select_option("concern")
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.get_by_role("heading", name="Where this looked, and where not")).to_be_visible()

    return searching


def thing(value: str) -> Open:
    """The first thing of what was found, with every link open."""

    def opening(page: Page) -> None:
        known(value)(page)
        page.locator(".wl-table__open").first.click()
        page.wait_for_url("**/hub/known/entity/**")
        page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    return opening


def link_with_errors(page: Page) -> None:
    thing("07700 900417")(page)
    page.get_by_role("link", name=re.compile("the same$")).first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def mention_to_correct(page: Page) -> None:
    RATED(page)
    page.get_by_role("link", name=re.compile("^Correct")).first.click()
    expect(page.get_by_label("It should say")).to_be_visible()


def entered_for_a_caller(page: Page) -> None:
    page.goto("/hub/enter/")
    page.get_by_label("The caller's own words").fill("A boy waits at the same stop each night.")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".wl-receipt__code")).to_be_visible()


def proof(page: Page) -> None:
    page.goto("/staff/audit/")
    page.get_by_role("button", name="Prove the chain").click()
    page.wait_for_url("**/audit/prove/")


def looked_at_first(button: str, **said: str) -> Open:
    """A rule that was typed and is shown with whom it touches."""

    def opening(page: Page) -> None:
        page.goto("/staff/training/rules/")
        fold = page.locator(f"#{button}")
        fold.locator("> summary").click()
        for label, value in said.items():
            field = fold.get_by_label(label.replace("_", " "), exact=True)
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        fold.get_by_role("button").click()
        expect(page.locator("h1")).to_contain_text("Whom")

    return opening


def a_roster_that_waits(page: Page) -> None:
    page.goto("/staff/training/roster/")
    page.get_by_text("looked at, not used").locator("a").click()
    expect(page.get_by_role("button", name="Use it")).to_be_visible()


RATED = first("/hub/?rating=amber")
STREAM = first("/hub/streams/")

PAGES: dict[str, dict[str, Open]] = {
    "screener": {
        "the list": at("/hub/"),
        "its keys": keys_help,
        "an empty list": at("/hub/?reference=00000000"),
        "a concern": RATED,
        "a concern with every act open": everything_open(RATED),
        "a concern with errors": errors_on(RATED, "rate", "Save the rating"),
        "earlier contacts": from_the_concern("Earlier contacts"),
        "a stream with every act open": everything_open(STREAM),
        "a stream with errors": errors_on(STREAM, "decide", "Decide"),
        "the streams": at("/hub/streams/"),
        "a search": at("/hub/search/"),
        "a search with errors": sent_empty("/hub/search/", "Look"),
        "what it found": found,
        "what is known": sent_empty("/hub/known/", "Search"),
        "what is known of a number": known("900417"),
        "a mention to correct": mention_to_correct,
        "a caller": at("/hub/enter/"),
        "a caller's receipt": entered_for_a_caller,
        "the end of a shift": at("/hub/handover/"),
        "who was paged": at("/hub/pages/"),
        "the numbers": at("/staff/contact-routes/"),
        "my page": at("/staff/me/"),
        "my second step": at("/staff/2fa/"),
        "my passkeys": at("/staff/2fa/webauthn/"),
        "my password": at("/staff/password/change/"),
    },
    "manager": {
        "the list": at("/hub/"),
        "who reported": from_the_concern("Open who reported, with a reason"),
        "offered by other areas": at("/hub/transfers/"),
        "the rota": at("/hub/rota/"),
        "the numbers": at("/staff/contact-routes/"),
        "a number": first("/staff/contact-routes/"),
    },
    "neighbour": {"offered by other areas": at("/hub/transfers/")},
    "intelligence": {
        "the streams": at("/hub/streams/"),
        "a stream": STREAM,
        "nothing known": known("KX00 ZZZ"),
        "a number and its links": thing("07700 900417"),
        "a link with errors": link_with_errors,
        "patterns": at("/hub/known/patterns/"),
    },
    "licensing": {
        "who is trained": at("/staff/training/"),
        "somebody looked for": sent_empty("/staff/training/find/", "Find"),
        "a record": first("/staff/training/?state=valid"),
        "a record with every act open": everything_open(first("/staff/training/?state=valid")),
        "a record with errors": errors_on(first("/staff/training/"), "exempt", "Exempt them"),
        "a roster to paste": at("/staff/training/roster/"),
        "a roster with errors": sent_empty("/staff/training/roster/", "Look at it first"),
        "a roster that waits": a_roster_that_waits,
        "rules": everything_open(at("/staff/training/rules/")),
        "a rule and whom it touches": looked_at_first(
            "rule", Course="drivers", From="01/01/2030", Months_until_the_refresher="12"
        ),
        "letters": at("/staff/training/letters/"),
        "the lapsed": at("/staff/training/lapsed/"),
        "firms": at("/staff/training/firms/"),
        "the nightly count": at("/staff/training/counts/"),
        "questions often missed": at("/staff/training/missed/"),
    },
    "trainer": {
        "the rooms": at("/staff/training/rooms/"),
        "a room": first("/staff/training/rooms/"),
        "a room with errors": sent_empty("/staff/training/rooms/", "Open the session"),
    },
    "operator": {"the passes": at("/staff/training/passes/")},
    "auditor": {"the audit": at("/staff/audit/"), "its proof": proof},
    "administrator": {
        "people": at("/staff/people/"),
        "a colleague": first("/staff/people/", "tbody th a"),
        "an invitation": at("/staff/people/join/"),
        "an invitation with errors": sent_empty("/staff/people/join/", "Make the link"),
        "background work": at("/staff/work/"),
    },
}


TRAINING_OFFICE = ("licensing", "trainer", "operator")


@pytest.mark.looks
@pytest.mark.parametrize(("who", "what"), [(who, what) for who, pages in PAGES.items() for what in pages])
def test_page(visit: Visit, watch: Watch, who: str, what: str) -> None:
    watch.expects |= {400, 422}  # a form with errors answers so
    page = visit(staff=who)
    PAGES[who][what](page)
    if who in TRAINING_OFFICE:
        assert frames_that_scroll(page) == []
    looked_at(page)


def looked_at(page: Page) -> None:
    problems = axe(page) + frame(page, "en") + numbers(page) + targets(page, SMALLEST_TARGET)
    page.evaluate("document.documentElement.dataset.theme = 'night'")
    problems += [f"by night, {each}" for each in axe(page, only=["color-contrast"])]
    assert problems + reflow(page) == []


def test_the_door(visit: Visit) -> None:
    """Both steps of signing in, and each with its error."""
    page = visit(size=DESK)
    page.goto("/hub/")
    looked_at(page)
    page.get_by_label("Work e-mail address").fill(somebody("designated").email)
    page.get_by_label("Password", exact=True).fill("not this one, surely")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    looked_at(page)
    page.get_by_label("Password", exact=True).fill(people.password())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    looked_at(page)
    page.get_by_label("Code from your authenticator app").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    looked_at(page)


def test_two_edits_that_meet_are_both_kept(visit: Visit, watch: Watch) -> None:
    watch.expects.add(400)
    early, late = visit(staff="screener"), visit(staff="screener")
    late_words = "Read again: she may be in the house now."
    first("/hub/?rating=green", "[data-open]")(early)
    late.goto(early.url)
    for page, rating, reason in ((early, "Amber", "A second caller."), (late, "Red", late_words)):
        page.locator("#rate > summary").click()
        page.locator("#rate").get_by_label(rating).check()
        page.locator("#rate").get_by_label("Why?").fill(reason)
        page.locator("#rate").get_by_role("button").click()
    expect(early.get_by_text("Rated.")).to_be_visible()
    expect(late.locator(".govuk-error-summary")).to_contain_text("Somebody changed this")
    expect(late.locator("#rate").get_by_label("Why?")).to_have_value(late_words)
    late.goto(early.url)
    late.get_by_role("link", name="Look at the one that came too late").click()
    expect(late.get_by_text(late_words)).to_be_visible()
    looked_at(late)
    late.get_by_role("button", name="This is settled").click()
    expect(late.get_by_role("link", name="Look at the one that came too late")).to_have_count(0)


def test_a_role_that_does_not_reach_is_told_so_plainly(visit: Visit, watch: Watch) -> None:
    watch.expects.add(403)
    page = visit(staff="administrator")
    page.goto("/hub/")
    expect(page.locator("h1")).to_have_text("Your role does not reach this")
    looked_at(page)


def test_a_lost_address_on_the_staffs_side(visit: Visit, watch: Watch) -> None:
    watch.expects.add(404)
    page = visit(staff="screener")
    page.goto("/hub/nowhere/")
    looked_at(page)


def test_signing_in_brings_the_page_that_was_asked_for(visit: Visit) -> None:
    page = visit(size=DESK)
    sign_in(page, "intelligence")
    expect(page.locator("h1")).to_have_text("Streams")
