"""From the hub's decision to a level in somebody's name beside a sign of actual harm.

With scripts: a manager at a desk, a worker on a phone, axe on every page, a sentence interrupted in the
middle. Without them: by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from .conftest import PHONE, Visit
from .test_keyboard_and_small_screens import press_on, tab_to
from .test_staff_pages import looked_at
from .watch import Watch

WORDS = "I do not want to go in his car"
REASONS = "He has pictures of her and says what he will do with them. Not confirmed: nobody has seen them."
BEING_HARMED = ["suspected", "confirmed"]


def opened_by_the_manager(page: Page) -> str:
    """The first arrival becomes a record; returns its address."""
    page.goto("/hub/children/")
    looked_at(page)
    page.locator(".wl-table__open").first.click()
    expect(page.get_by_role("heading", name="What the hub knew")).to_be_visible()
    looked_at(page)
    page.get_by_label("Who works with the child").select_option(label="Elsie Marlow")
    page.get_by_label("I have looked: it is none of the records named here").check()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("Nothing had to be written again.")).to_be_visible()
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    looked_at(page)
    return page.url


def the_childs_words(page: Page, record: str) -> None:
    """Typed half, left, found again, finished."""
    page.goto(record)
    page.locator("#line > summary").click()
    fold = page.locator("#line")
    fold.get_by_label("The child's own words").check()
    fold.get_by_label("What happened, or what was said").fill(WORDS[:17])
    expect(fold.get_by_text(re.compile("Kept as a draft at"))).to_be_visible()
    page.goto("/hub/children/")
    page.goto(record)
    expect(fold.get_by_text("You had begun to write this.")).to_be_visible()
    expect(fold.get_by_label("What happened, or what was said")).to_have_value(WORDS[:17])
    fold.get_by_label("What happened, or what was said").fill(WORDS)
    fold.get_by_label("On which day").fill("20/11/2026")
    fold.get_by_label("Where is it known from?").fill("Said to me at school")
    fold.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/chronology/")
    expect(page.locator("#own-words + .wl-typed")).to_contain_text(WORDS)
    looked_at(page)


def a_sign_of_harm(page: Page, record: str) -> None:
    page.goto(record)
    page.get_by_role("button", name="Begin the assessment").click()
    expect(page.locator("#level > summary")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name=re.compile("Write here.*Online and devices")).click()
    page.get_by_label("What is known").fill("She is streetwise. He has pictures of her.")
    expect(page.get_by_text(re.compile("“streetwise”"))).to_be_visible()
    looked_at(page)
    page.get_by_label("What is known").fill("He has pictures of her.")
    page.get_by_label("How is it known?").select_option("disclosed")
    page.get_by_label("From whom or what exactly").fill("Herself, to me")
    page.get_by_label("Now, or in the last 6 months").check()
    page.get_by_label("This is a sign of actual harm").check()
    page.get_by_role("button", name="Save the entry").click()
    expect(page.get_by_text("Signs of actual harm now.")).to_be_visible()
    page.get_by_role("link", name="Back to the assessment").click()
    page.locator("#level > summary").click()
    assert offered(page) == BEING_HARMED
    looked_at(page)


def offered(page: Page) -> list[str]:
    """The levels that can be chosen."""
    return [str(one.get_attribute("value")) for one in page.locator("#level input[type=radio]").all()]


def a_level_with_reasons(page: Page) -> None:
    """Without reasons nothing stands; with them it does, in the worker's name."""
    fold = page.locator("#level")
    fold.get_by_label("Being exploited: suspected").check()
    fold.get_by_role("button", name="This is my conclusion").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    fold.get_by_label("Your reasons").fill(REASONS)
    fold.get_by_role("button", name="This is my conclusion").click()
    expect(page.get_by_text("Saved, in your name.")).to_be_visible()
    stands = page.locator("section", has=page.locator("#level-now"))
    expect(stands).to_contain_text("Being exploited: suspected. Elsie Marlow")
    expect(stands).to_contain_text(REASONS)
    looked_at(page)


def test_from_the_hubs_decision_to_a_sign_of_harm(visit: Visit, watch: Watch) -> None:
    manager, worker = visit(staff="team-manager"), visit(staff="social-worker", size=PHONE)
    record = opened_by_the_manager(manager)
    the_childs_words(worker, record)
    a_sign_of_harm(worker, record)
    watch.expects |= {400, 403}
    a_level_with_reasons(worker)
    worker.goto(record)
    worker.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    looked_at(worker)
    manager.goto("/hub/children/due/")
    expect(manager.get_by_text("Strategy discussion: to be held now").first).to_be_visible()
    looked_at(manager)
    stranger = visit(staff="social-worker2", js=False)
    stranger.goto(record)
    expect(stranger.locator("h1")).to_have_text("Your role does not reach this")
    finder = visit(staff="social-worker2")
    finder.goto("/hub/children/find/")
    looked_at(finder)


def typed(page: Page, selector: str, words: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(words)


def chosen(page: Page, name: str, value: str) -> None:
    """A radio: Tab reaches the group, the arrows its members."""
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")
    for _ in range(len(page.locator(f"[name={name}]").all())):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never reach {value}")


def pressed(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_without_scripts_and_by_keyboard_alone(visit: Visit) -> None:
    page = visit(staff="team-manager", js=False)
    page.goto("/hub/children/")
    press_on(page, ".wl-table__open")
    tab_to(page, "[name=another]")
    page.keyboard.press("Space")
    pressed(page, "main form:not([action]) .govuk-button")
    press_on(page, "form[action$='/begin/'] button")
    assessment = page.url
    press_on(page, "a[href$='/part/online/']")
    typed(page, "[name=statement]", "He has pictures of her. She is streetwise.")
    tab_to(page, "[name=evidence]")
    page.keyboard.type("Told by the child")
    typed(page, "[name=source]", "Herself, to her tutor")
    chosen(page, "currency", "current")
    tab_to(page, "[name=actual_harm]")
    page.keyboard.press("Space")
    pressed(page, "main form .govuk-button")
    expect(page.get_by_text("Signs of actual harm now.")).to_be_visible()
    expect(page.get_by_text("“streetwise”")).to_be_visible()
    page.goto(assessment)
    tab_to(page, "#level > summary")
    page.keyboard.press("Enter")
    assert offered(page) == BEING_HARMED
    chosen(page, "level", "suspected")
    typed(page, "[name=reasons]", REASONS)
    pressed(page, "#level .govuk-button")
    expect(page.get_by_text("Saved, in your name.")).to_be_visible()
    expect(page.locator("section", has=page.locator("#level-now"))).to_contain_text(REASONS)
