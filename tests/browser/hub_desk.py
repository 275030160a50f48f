"""What the hub's desk does with a concern: finds it, takes it, rates it, opens a stream, decides."""

from playwright.sync_api import Page, expect

from . import practice
from .acts import WORKER_TAKES_AT_MOST_SECONDS, act, answer, done, follow, opened_about, press, room


def read_first(page: Page, words: str) -> None:
    """The newest concern with these words, among those that nobody has seen."""
    wanted = practice.beginning(words)
    unread = page.locator(".wl-table__unread .wl-table__open")
    room(page, "Concerns")
    narrowed(page, state="received")
    for _second in range(WORKER_TAKES_AT_MOST_SECONDS):
        for address in unread.evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
            follow(unread.and_(page.locator(f"[href='{address}']")))
            if page.get_by_text(wanted).count():
                return
            page.go_back()
            page.reload()  # now seen, it is no longer among the unread
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"the hub never sees {words[:60]}")


def narrowed(page: Page, **asked: str) -> None:
    """The list of concerns, by what its filter asks."""
    form = page.locator("form.wl-filter")
    answer(form, **asked)
    press(form, "Filter")


def taken_and_rated(page: Page, rating: str, reason: str) -> None:
    done(page, "hold")
    done(page, "rate", rating=rating, reason=reason)


def stream(page: Page, kind: str, subject: str, *known: tuple[str, str]) -> None:
    """Opened with what is known, each as how it is known and the words."""
    done(page, "fork", kind=kind, subject=subject)
    follow(page.locator("section[aria-labelledby=streams] tbody a").last)
    for how, words in known:
        done(page, "state", kind=how, text=words)


def decided(page: Page, outcome: str, rationale: str, **said: str) -> None:
    said = {"lawful_basis": "public-task", "service_agreement": "not-applicable", **said}
    done(page, "decide", outcome=outcome, rationale=rationale, **said)


def agreed(page: Page, words: str) -> None:
    """By the second person, among whose concerns it waits."""
    room(page, "Concerns")
    narrowed(page, waiting="second-look")
    opened_about(page, page.locator(".wl-table__open"), practice.beginning(words))
    follow(page.locator("section[aria-labelledby=streams] tbody a").last)
    act(page, "countersign", agree="yes", reason="The same reading of the same facts.")
    expect(page.get_by_text("The same reading of the same facts.")).to_be_visible()
