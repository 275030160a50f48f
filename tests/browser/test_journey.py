"""The whole of it: from a driver's first tap to what the driver is told, by a phone and two desks."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from . import reporter
from .conftest import DESK, Visit, sign_in, sign_out
from .watch import Watch

pytestmark = pytest.mark.journey

WORDS = "I set down a girl of about 14 behind the Tern Hotel. Two men paid and she did not want to go in."
QUESTION = "Thank you. Which door did they use, and did you see the car they came in?"
ANSWER = "The kitchen door. A grey saloon with a dent on the left side."
RATIONALE = "A child taken to a hotel by adults she did not want to be with."
TOLD = "We have passed what you told us to the police."
WORKER_TAKES_AT_MOST_MS = 30_000


@pytest.mark.parametrize(
    ("scripts", "mark", "worker", "second"),
    [(True, "MX00 KLT", "screener2", "manager"), (False, "MX00 KLV", "screener", "manager")],
    ids=["with scripts", "without scripts"],
)
def test_a_concern_from_the_first_tap_to_the_answer(
    visit: Visit, watch: Watch, scripts: bool, mark: str, worker: str, second: str
) -> None:
    watch.expects.add(400)  # a decision without its reasons
    phone = visit(js=scripts)
    receipt = report(phone, mark)

    desk = visit(js=scripts, size=DESK)
    sign_in(desk, worker)
    address = find(desk, mark)
    take_and_rate(desk)
    stream = open_stream(desk)
    desk.goto(address)
    ask(desk)

    answer(phone, receipt)

    desk.goto(address)
    expect(desk.locator(".wl-talk")).to_contain_text(ANSWER, timeout=WORKER_TAKES_AT_MOST_MS)
    desk.goto(stream)
    decide(desk)

    lead = visit(js=scripts, size=DESK)
    sign_in(lead, second)
    lead.goto(stream)
    agree(lead)

    desk.goto(address)
    tell(desk)
    hear(phone, receipt)
    desk.goto(address)
    close(desk)
    sign_out(desk)
    sign_out(lead)


def report(page: Page, mark: str) -> str:
    """In the words that a reader of English sees, from the first page on."""
    page.goto("/")
    page.get_by_role("button", name="Report a concern").click()
    expect(page.locator("h1")).to_have_text("Is a child in danger now?")
    page.get_by_role("button", name="No", exact=True).click()

    expect(page.locator("h1")).to_have_text("What did you notice?")
    page.get_by_label("In your own words").fill(WORDS)
    page.get_by_role("group", name="Is it happening now?").get_by_label("No", exact=True).check()
    page.get_by_label("They seemed drunk, drugged or unusually sleepy").check()
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("When was it?")
    page.get_by_label(re.compile("^(Last|This) night")).first.check()
    page.get_by_label("Time", exact=True).fill("about 1 am")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("Where was it?")
    page.get_by_label("Name of the place").fill("Tern Hotel, Saltby")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("Who was there?")
    page.get_by_label("Child", exact=True).check()
    page.get_by_label("Age, or about how old").fill("14")
    page.get_by_role("button", name="Save and add another person").click()
    expect(page.locator("h2", has_text="Person 2")).to_be_visible()
    page.get_by_label("Adult", exact=True).check()
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("Was there a vehicle?")
    page.get_by_label("Registration plate, or part of it").fill(mark)
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("How do you know?")
    page.get_by_label("I saw or heard it happen").check()
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("About you")
    page.get_by_label("No: anonymous").check()
    page.get_by_label("What brings you to this?").select_option("I drive a taxi or private hire car")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("h1")).to_have_text("Check what you wrote")
    for told in (WORDS, "about 1 am", "Tern Hotel, Saltby", "Person 1", "Person 2", mark):
        expect(page.get_by_text(told).first).to_be_visible()
    page.get_by_role("button", name="Send").click()

    expect(page.locator("h1")).to_have_text("We have received it. Thank you.")
    receipt = page.locator(".wl-receipt__code").inner_text()
    page.get_by_role("button", name="I have written it down").click()
    return receipt


def find(page: Page, mark: str) -> str:
    """The worker has opened it within seconds; an exact mark finds it, and the list names it unopened."""
    reference = re.compile("^[0-9A-F]{8}$")
    until = WORKER_TAKES_AT_MOST_MS // 1000
    for _ in range(until):
        page.goto("/hub/search/")
        page.get_by_label("Registration mark").check()
        page.get_by_label("The exact value").fill(mark)
        page.get_by_role("button", name="Look").click()
        if page.get_by_role("link", name=reference).count():
            break
        page.wait_for_timeout(1000)
    found = page.get_by_role("link", name=reference).first.inner_text()

    page.goto("/hub/")
    page.get_by_label("Reference").fill(found)
    page.get_by_role("button", name="Filter").click()
    row = page.get_by_role("row").filter(has_text=found)
    expect(row).to_contain_text("Not rated")
    expect(row).not_to_contain_text("Tern")
    row.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(found)
    expect(page.get_by_text(WORDS)).to_be_visible()
    return page.url


def act(page: Page, title: str) -> Locator:
    """What may be done lies folded under its name; without scripts too."""
    fold = page.locator("details").filter(
        has=page.locator("summary", has_text=re.compile(f"^\\s*{title}\\s*$"))
    )
    fold.locator("> summary").click()
    return fold


def done(page: Page, words: str) -> None:
    expect(page.locator(".wl-note[role=status]").first).to_have_text(words)


def take_and_rate(page: Page) -> None:
    act(page, "Take it").get_by_role("button").click()
    done(page, "You have it now.")
    rating = act(page, "Rate")
    rating.get_by_label("Amber").check()
    rating.get_by_label("Why?").fill("A child with adults at night; nothing shows that it goes on now.")
    rating.get_by_role("button").click()
    done(page, "Rated.")


def open_stream(page: Page) -> str:
    """The stream's address, with a fact and a hearsay in it."""
    fork = act(page, "Open a stream")
    fork.get_by_label("Referral about a child").check()
    fork.get_by_label("About whom or what").fill("Girl of about 14, Tern Hotel")
    fork.get_by_role("button").click()
    done(page, "Stream opened.")
    page.get_by_role("link", name="Referral about a child").click()
    for kind, words in (
        ("Seen or heard directly", "Set down behind the hotel with two men about 1 am."),
        ("Opinion", "The driver thinks that she was drugged."),
    ):
        statement = act(page, "Add what is known")
        statement.get_by_label(kind).check()
        statement.get_by_label("What", exact=True).fill(words)
        statement.get_by_role("button").click()
        done(page, "Added.")
        expect(page.get_by_role("region", name=kind)).to_contain_text(words)
    return page.url


def ask(page: Page) -> None:
    question = act(page, "Ask the reporter")
    question.get_by_label("Your question").fill(QUESTION)
    question.get_by_role("button").click()
    done(page, "Sent. The reporter sees it when they next use their receipt.")


def answer(page: Page, receipt: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="Follow with a receipt").click()
    page.get_by_label("The 40 digits of your receipt").fill(receipt)
    page.get_by_role("button", name="Open my report").click()
    expect(page.get_by_text("We have a question for you.")).to_be_visible()
    expect(page.locator(".wl-progress__step--done", has_text="A person has read it.")).to_be_visible()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Thank you. Your answer is sent.")).to_be_visible()
    expect(page.locator(".wl-talk")).to_contain_text(ANSWER)


def decide(page: Page) -> None:
    """Refused without a reason, with what is missing named; then decided, and a second person awaited."""
    decision = act(page, "Decide")
    decision.get_by_label("Strategy discussion, section 47").check()
    decision.get_by_role("button").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write the rationale")
    decision = page.locator("#decide")
    expect(decision.get_by_label("Strategy discussion, section 47")).to_be_checked()
    decision.get_by_label("Rationale").fill(RATIONALE)
    decision.get_by_label("Threshold").select_option(index=4)
    decision.get_by_label("Lawful basis for sharing").select_option("public-task")
    decision.get_by_label("Agreement to a service").select_option("not-safe")
    decision.get_by_label("What is not known").fill("Who she is, and where she went.")
    decision.get_by_role("button").click()
    done(page, "Decided.")
    expect(page.get_by_text("Waits for a second person").first).to_be_visible()


def agree(page: Page) -> None:
    second = act(page, "Second person")
    second.get_by_label("Yes, it stands").check()
    second.get_by_label("Why?").fill("The same reading of the same facts.")
    second.get_by_role("button").click()
    done(page, "Saved.")
    expect(page.get_by_text(RATIONALE)).to_be_visible()


def tell(page: Page) -> None:
    """A sentence from a list; none says whether anybody is known."""
    feedback = act(page, "Tell the reporter")
    feedback.get_by_label(re.compile("passed on", re.IGNORECASE)).first.check()
    feedback.get_by_label("Passed on to").select_option("police")
    feedback.get_by_role("button").click()
    done(page, "Sent.")


def hear(page: Page, receipt: str) -> None:
    reporter.open_report(page, receipt)
    expect(page.locator(".wl-progress__step--done", has_text="It was passed to the police.")).to_be_visible()
    expect(page.locator(".wl-talk")).to_contain_text(TOLD)


def close(page: Page) -> None:
    act(page, "Close").get_by_role("button").click()
    done(page, "Closed. It can be reopened.")
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()
