"""Reload, back, a double press, a token too old, a browser without scripts: every character is still there,
and one report is one concern."""

import pytest
from playwright.sync_api import Page, expect

from . import reporter
from .conftest import Visit, somebody
from .watch import Watch

ODD = "She said “nie, proszę” \u0645\u062f\u062f \U0001f6a8 <b>&amp; 50% off</b>\n  two spaces\tand a tab  "


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_reload_and_back_keep_what_was_typed(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(ODD)
    reporter.tick(page, "happening_now", "unsure")
    page.locator("main details").nth(1).locator("> summary").click()
    reporter.tick(page, "signs", "adult-speaks-for-child")
    reporter.go(page)
    page.locator("[name=time]").fill("half ten")
    reporter.go(page)
    page.wait_for_url("**/report/where/")
    page.go_back()
    expect(page.locator("[name=time]")).to_have_value("half ten")
    page.reload()
    expect(page.locator("[name=time]")).to_have_value("half ten")
    reporter.go(page, "back")
    expect(page.locator("[name=words]")).to_have_value(ODD)
    expect(page.locator("[name=happening_now][value=unsure]")).to_be_checked()
    expect(page.locator("[name=signs][value=adult-speaks-for-child]")).to_be_checked()


def test_a_token_too_old_keeps_the_page_and_its_words(visit: Visit, watch: Watch) -> None:
    watch.expects.add(403)
    page = visit()
    reporter.past_the_gate(page)
    page.locator("[name=words]").fill(ODD)
    page.locator("main [name=csrfmiddlewaretoken]").evaluate("(token) => { token.value = 'old'; }")
    reporter.go(page)
    expect(page.get_by_text("Please press the button once more.")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(ODD)
    reporter.go(page)
    page.wait_for_url("**/report/when/")


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_pressing_send_twice_sends_one_concern_with_one_receipt(visit: Visit, js: bool) -> None:
    mark = "MX00 DBL" if js else "MX00 DBM"
    page = visit(js=js)
    reporter.past_the_gate(page)
    reporter.go(page)
    page.goto("/report/vehicles/")
    page.locator("[name=mark]").fill(mark)
    reporter.go(page, "end")
    page.locator("main form button").last.dblclick()
    page.wait_for_url("**/report/done/")
    receipt = page.locator(".wl-receipt__code").inner_text()
    page.go_back()
    page.goto("/report/check/")
    expect(page.locator(".wl-receipt__code")).to_have_text(receipt, use_inner_text=True)
    assert concerns_with(visit(staff="screener"), mark) == 1


def concerns_with(desk: Page, mark: str) -> int:
    """How many an exact search finds, once the worker has taken them up."""
    for _ in range(30):
        desk.goto("/hub/search/")
        desk.get_by_label("The exact value").fill(mark)
        desk.get_by_role("button", name="Look").click()
        found = desk.locator("[aria-label=Found] tbody tr").count()
        if found:
            return found
        desk.wait_for_timeout(1000)
    return 0


def test_a_second_press_of_a_persons_button_adds_nobody_twice(visit: Visit) -> None:
    page = visit()
    reporter.past_the_gate(page)
    page.goto("/report/people/")
    page.locator("[name=nickname]").fill("Red")
    page.locator("button[name=go][value=another]").dblclick()
    page.wait_for_url("**/report/people/?another")
    page.goto("/report/people/")
    expect(page.locator(".govuk-summary-card")).to_have_count(1)


def test_a_wrong_password_loses_no_address(visit: Visit) -> None:
    page = visit()
    page.goto("/staff/login/")
    page.get_by_label("Work e-mail address").fill(somebody("auditor").email)
    page.get_by_label("Password", exact=True).fill("surely not")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Work e-mail address")).to_have_value(somebody("auditor").email)
