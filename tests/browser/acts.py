"""One way to do what a page of the hub offers: open its fold, answer, press the button."""

from playwright.sync_api import Locator, Page, expect

from .conftest import PATIENCE_MS
from .hand import hand

WORKER_TAKES_AT_MOST_SECONDS = 90


def opened(page: Page, name: str) -> Locator:
    """The fold of that act, open. Where there are several, a fold carries its thing's key after its name."""
    fold = page.locator(f"details[id='{name}'], details[id^='{name}-']").first
    if fold.get_attribute("open") is None:
        hand(page).touch(fold.locator("> summary"))
        expect(fold).to_have_attribute("open", "")
    return fold


def answer(form: Locator, /, **said: str) -> None:
    """By the fields' own names: words, a date, a code, or several codes apart by spaces; a box is ticked by
    anything."""
    for name, value in said.items():
        field = form.locator(f"[name='{name}']")
        kind = field.first.get_attribute("type")
        if kind == "checkbox" and field.count() == 1 and field.get_attribute("value") is None:
            hand(field).tick(field)
        elif kind in ("radio", "checkbox"):
            for code in value.split():
                hand(field).tick(form.locator(f"[name='{name}'][value='{code}']"))
        elif field.evaluate("one => one.tagName") == "SELECT":
            choose(field, value)
        else:
            hand(field).fill(field, value)


def choose(field: Locator, value: str) -> None:
    """By its code, or by the words that an option begins with."""
    options = field.locator("option").evaluate_all("all => all.map((one) => [one.value, one.text.trim()])")
    found = [code for code, words in options if code == value] or [
        code for code, words in options if code and words.startswith(value)
    ]
    assert found, f"{value} cannot be chosen: {options}"
    hand(field).choose(field, found[0])


def press(form: Locator, button: str = "") -> None:
    """Send it, and wait for the page that answers: a click by itself waits for nothing."""
    named = form.get_by_role("button", name=button, exact=True)
    hand(form).press(named if button else form.locator(".govuk-button").last)
    expect(form.page.locator("h1")).to_be_visible()


def room(page: Page, words: str) -> None:
    """A room of the house, by the menu that stands on every page of the staff; before that, by its door."""
    if page.url == "about:blank":
        page.goto("/staff/")
    menu = page.get_by_role("navigation", name="Staff", exact=True)
    fold = menu.locator("summary")
    if fold.count():  # a long menu is folded on a phone
        hand(page).touch(fold)
    follow(menu.get_by_role("link", name=words, exact=True))


def back(page: Page) -> None:
    """To where a page says that it belongs."""
    follow(page.get_by_role("navigation", name="Back", exact=True).get_by_role("link").first)


def opened_about(page: Page, links: Locator, words: str) -> None:
    """Of a list that names nobody, the one whose page has these words."""
    for address in links.evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
        follow(links.and_(page.locator(f"[href='{address}']")).first)
        if page.get_by_text(words).count():
            return
        page.go_back()
    raise AssertionError(f"none of what waits is about {words}")


def follow(link: Locator) -> None:
    """And its page is there."""
    hand(link).press(link)
    expect(link.page.locator("h1")).to_be_visible()


def awaited(page: Page, words: str, link: Locator) -> Locator:
    """What the worker brings to this room, which does not say so by itself."""
    room(page, words)
    for _second in range(WORKER_TAKES_AT_MOST_SECONDS):
        if link.count():
            return link.first
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"the worker never brings {link} to {words}")


def until(page: Page, expression: str) -> None:
    """It holds. The browser's own way to wait asks again by `eval`, which our pages forbid."""
    for _tenth in range(PATIENCE_MS // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never so: {expression}")


def act(page: Page, name: str, button: str = "", /, **said: str) -> None:
    """Do it. What the page then says is the caller's to look for."""
    fold = opened(page, name)
    answer(fold, **said)
    press(fold, button)


def done(page: Page, name: str, button: str = "", /, **said: str) -> None:
    """Do it, and read that it was done."""
    act(page, name, button, **said)
    expect(page.locator(".wl-note[role=status]").first).to_be_visible()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
