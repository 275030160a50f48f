"""What a person with a phone does, in the words of the page's own controls so that any language will do."""

from playwright.sync_api import Page

from .hand import hand

WORDS = "A girl of about 14 was set down at the back of the Tern Hotel by two men. She was crying."
CALM = "The same car waits outside the school every Thursday."
HAPPENING_NOW = "He is hurting her now, in the room next to mine. Please come."
MARK = "MX00 K?T"


def past_the_gate(page: Page, answer: str = "no") -> None:
    page.goto("/report/")
    hand(page).press(page.locator(f"button[name=danger][value={answer}]"))


def go(page: Page, where: str = "next") -> None:
    hand(page).press(page.locator(f"button[name=go][value={where}]"))


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value={value}]").check()


def tell_everything(page: Page, words: str = CALM, mark: str = MARK) -> None:
    """Every step, something on each, up to the page that shows it all."""
    past_the_gate(page)
    page.locator("[name=words]").fill(words)
    tick(page, "happening_now", "no")
    tick(page, "signs", "frightened-or-injured")
    go(page)
    page.locator("[name=day]").nth(1).check()
    tick(page, "part", "night")
    page.locator("[name=time]").fill("about half ten")
    go(page)
    page.locator("[name=name]").fill("Tern Hotel, Saltby")
    page.locator("[name=phones]").fill("07700 900311")
    go(page)
    tick(page, "kind", "child")
    page.locator("[name=clothing]").fill("green coat")
    go(page, "another")
    tick(page, "kind", "adult")
    page.locator("[name=build]").select_option(index=1)
    go(page)
    page.locator("[name=mark]").fill(mark)
    go(page)
    tick(page, "how_known", "saw")
    go(page)
    tick(page, "mode", "anonymous")
    page.locator("[name=role]").select_option("taxi-driver")
    go(page)
    page.wait_for_url("**/report/check/")


def say_little(page: Page, words: str = CALM) -> None:
    """The shortest way to the page that shows it all."""
    past_the_gate(page)
    page.locator("[name=words]").fill(words)
    go(page, "end")
    page.wait_for_url("**/report/check/")


def send(page: Page) -> str:
    """From the check page to the receipt; returns its digits as they are read aloud."""
    hand(page).press(page.locator("main form button").last)
    page.wait_for_url("**/report/done/")
    return page.locator(".wl-receipt__code").inner_text()


def open_report(page: Page, receipt: str) -> None:
    page.goto("/receipt/")
    page.locator("[name=receipt]").fill(receipt)
    page.locator("main form button").first.click()
