"""A passkey, by a real browser's own WebAuthn and an authenticator that Chromium makes up: added, used as the
second step, used for both steps, and taken away."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.accounts.authenticator import code_shown

from waylight.site.demo import people

from .conftest import PATIENCE_MS, somebody
from .house import House

WHO = "licensing"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, waylight: House) -> Iterator[Page]:
    """By the name localhost: a passkey belongs to a name, never to an address in figures."""
    context = browser.new_context(base_url=waylight.address.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    chrome = context.new_cdp_session(opened)
    chrome.send("WebAuthn.enable")
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    context.close()


def type_password(page: Page) -> None:
    page.goto("/staff/login/")
    page.get_by_label("Work e-mail address").fill(somebody(WHO).email)
    page.get_by_label("Password", exact=True).fill(people.password())
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/staff/login/")


def confirm_password(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(people.password())
    page.get_by_role("button", name="Confirm").click()


def test_a_passkey_from_its_making_to_its_removal(page: Page) -> None:
    refused: list[str] = []
    page.on(
        "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
    )
    type_password(page)
    # Another test may have used the code of this half minute; the demonstration takes the next one too.
    page.get_by_label("Code from your authenticator app").fill(
        code_shown(somebody(WHO).secret, time.time() + 60)
    )
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/hub/**")

    page.goto("/staff/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_label("A name for it").fill("work phone")
    page.get_by_label("It may stand for both steps").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/staff/2fa/webauthn/")
    expect(page.get_by_role("row", name="work phone")).to_contain_text("Both steps")
    sign_out(page)

    type_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/hub/**")
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/hub/**")

    page.goto("/staff/2fa/webauthn/")
    page.get_by_role("row", name="work phone").get_by_role("link", name="Remove").click()
    confirm_password(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have none.")).to_be_visible()
    assert refused == []
