"""What the hub's desk does with a concern: finds it, takes it, rates it, opens a stream, decides."""

from playwright.sync_api import Page, expect

from . import practice
from .acts import WORKER_TAKES_AT_MOST_SECONDS, act, done, follow


def read_first(page: Page, words: str) -> str:
    """The newest concern with these words, among those that nobody has seen; returns its address."""
    wanted = practice.beginning(words)
    unread = page.locator(".wl-table__unread .wl-table__open")
    for _second in range(WORKER_TAKES_AT_MOST_SECONDS):
        page.goto("/hub/?state=received")
        for address in unread.evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
            follow(unread.and_(page.locator(f"[href='{address}']")))
            if page.get_by_text(wanted).count():
                return page.url
            page.goto("/hub/?state=received")
        page.wait_for_timeout(1000)
    raise AssertionError(f"the hub never sees {words[:60]}")


def taken_and_rated(page: Page, rating: str, reason: str) -> None:
    done(page, "hold")
    done(page, "rate", rating=rating, reason=reason)


def stream(page: Page, kind: str, subject: str, *known: tuple[str, str]) -> str:
    """Opened with what is known, each as how it is known and the words; returns its address."""
    done(page, "fork", kind=kind, subject=subject)
    follow(page.locator("section[aria-labelledby=streams] tbody a").last)
    for how, words in known:
        done(page, "state", kind=how, text=words)
    return page.url


def decided(page: Page, outcome: str, rationale: str, **said: str) -> None:
    said = {"lawful_basis": "public-task", "service_agreement": "not-applicable", **said}
    done(page, "decide", outcome=outcome, rationale=rationale, **said)


def agreed(page: Page, address: str) -> None:
    """By the second person."""
    page.goto(address)
    act(page, "countersign", agree="yes", reason="The same reading of the same facts.")
    expect(page.get_by_text("The same reading of the same facts.")).to_be_visible()
