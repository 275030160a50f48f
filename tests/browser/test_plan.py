"""A plan, support and its end, on a phone with scripts off; every page is looked at with axe besides."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .conftest import PHONE, Visit
from .test_staff_pages import looked_at
from .watch import Watch

WANTS = "I want to see my friends without him there."


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")


def a_record(page: Page) -> str:
    """The address of a record: of the first that waits, else of the first there is."""
    page.goto("/hub/children/")
    waiting = page.locator("section[aria-labelledby=arrived] .wl-table__open")
    if waiting.count():
        waiting.first.click()
        page.get_by_label("Who works with the child").select_option(label="Elsie Marlow")
        page.get_by_label("I have looked: it is none of the records named here").check()
        page.get_by_role("button", name="Open the record").click()
    else:
        page.locator("section[aria-labelledby=mine] tbody a").first.click()
    expect(page.get_by_role("heading", name="Around the child")).to_be_visible()
    return page.url


def fold(page: Page, act: str, button: str, **said: str) -> None:
    """Open an act, fill its fields by their names, send it."""
    form = page.locator(f"#{act}")
    if form.get_attribute("open") is None:
        form.locator("> summary").click()
    for name, value in said.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("h1")).to_be_visible()


def seen(eyes: Page, address: str) -> None:
    """With everything open, as axe and a small screen see it."""
    eyes.goto(address)
    eyes.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    looked_at(eyes)


def test_planned_agreed_done_and_ended_without_a_script(visit: Visit, watch: Watch) -> None:
    watch.expects |= {400}
    page = visit(staff="team-manager", js=False, size=PHONE)
    eyes = visit(staff="team-manager", size=PHONE)
    record = a_record(page)
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("button", name=re.compile("^Begin (a|the next) plan$")).click()
    plan = page.url
    fold(page, "part", "Add the part", kind="place", subject="The arcade at Saltby")
    expect(page.locator(".govuk-error-summary")).to_contain_text("What is wanted to be different")
    expect(page.locator("#part [name=subject]")).to_have_value("The arcade at Saltby")
    fold(page, "part", "Add the part", wanted="No adult waits there for children.")
    fold(page, "part", "Add the part", kind="child", subject="The girl", wanted="She sleeps at home.")
    fold(page, "wishes", "Save", child_wants=WANTS)
    page.get_by_role("link", name=re.compile("Add an action or change this.*The girl")).click()
    part = page.url
    do = {"what": "See her on Thursdays.", "agency": "Children's social care", "due_on": in_days(7)}
    fold(page, "action", "Add the action", **do)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Name one person who owns this")
    fold(page, "action", "Add the action", owner="Elsie Marlow")
    seen(eyes, plan)
    seen(eyes, part)
    fold(page, "agree", "Agree the plan")
    expect(page.get_by_text("Agreed. Every action is due to its owner.")).to_be_visible()

    worker = visit(staff="social-worker", js=False, size=PHONE)
    worker.goto("/hub/children/due/")
    worker.get_by_role("link", name="An action of a plan").first.click()
    expect(worker.get_by_text("See her on Thursdays.")).to_be_visible()
    expect(worker.get_by_text(WANTS)).to_have_count(0)
    own = worker.url
    fold(worker, "done", "It is done", evidence="Seen twice, noted in her file.")
    expect(worker.get_by_text("Done.", exact=True).first).to_be_visible()
    seen(visit(staff="social-worker", size=PHONE), own)
    seen(eyes, own.replace("/mine/", "/action/"))

    page.goto(record)
    page.get_by_role("link", name="Support", exact=True).click()
    support = page.url
    what = {"to": "child", "whom": "The girl", "what": "Counselling", "provider": "Harbour Counselling"}
    fold(page, "offer", "Save the offer", **what)
    page.get_by_role("link", name="Counselling").click()
    offer = page.url
    fold(page, "decline", "Save", words="Not now.", reoffer_on=in_days(14))
    expect(page.locator(".wl-facts").get_by_text("offer it again on")).to_be_visible()
    seen(eyes, offer)
    fold(page, "end", "Save", reason="She has another counsellor at school.")
    page.goto(support)
    fold(page, "safety", "Begin the safety plan, or the next")
    seen(eyes, support)
    page.get_by_role("link", name="Safety plan").click()
    fold(page, "write", "Save", helps="Music. My aunt.", numbers="999", at_home="no")
    fold(page, "agree", "They agree: these are their words")
    expect(page.get_by_text("Not safe to keep at home")).to_be_visible()
    seen(eyes, page.url)
    seen(eyes, page.url + "print/")

    page.goto(record)
    page.get_by_role("link", name="Past 18", exact=True).click()
    seen(eyes, page.url)
    page.get_by_role("link", name="Ending", exact=True).click()
    fold(page, "exit", "End support", reason="reached", words="She is safe at her aunt's.")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write what the child wants")
    fold(page, "exit", "End support", child_says="I am all right now.")
    expect(page.get_by_text("to be asked")).to_have_count(3)
    seen(eyes, page.url)
    page.get_by_role("link", name="After 3 months").click()
    seen(eyes, page.url)
