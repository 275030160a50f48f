"""The small scripts in a real browser, under the strictest content policy that a page of ours has."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

SITE = Path(__file__).resolve().parents[2] / "src/waylight/site"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"
KINDS = {".css": "text/css", ".js": "text/javascript", ".html": "text/html"}

EXIT = """<div class="govuk-exit-this-page" data-module="govuk-exit-this-page">
  <a href="/neutral.html" class="govuk-button govuk-exit-this-page__button">Exit</a>
</div>"""
ROW = '<tr><td><a data-open href="#{0}" id="{0}">{0}</a></td></tr>'
PAGES = {
    "/one.html": f'{EXIT}<h1>Form, page one</h1><a id="on" href="/two.html">On</a>',
    "/two.html": f"{EXIT}<h1>Form, page two</h1>",
    "/neutral.html": "<h1>Weather</h1>",
    "/wrong.html": """<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">
      <h2>There is a problem</h2></div></div><input id="code">""",
    "/inbox.html": f"""<p data-keys-hint hidden><button data-keys-show>Keys</button></p>
      <input data-inbox-filter>
      <table data-inbox>{"".join(ROW.format(name) for name in ("first", "second", "third"))}</table>
      <dialog class="wl-keys" data-keys-help><input type="checkbox" data-keys-switch></dialog>""",
    "/place.html": """<input id="lat"><input id="lon"><input id="acc">
      <div data-module="wl-location" hidden data-latitude="#lat" data-longitude="#lon" data-accuracy="#acc"
           data-asking="Asking" data-found="Within {metres} metres" data-refused="Your phone said no"
           data-unavailable="No place" data-timeout="Too long" data-removed="Taken out">
        <button type="button" data-location-ask>Ask</button>
        <button type="button" data-location-remove hidden>Remove</button><p role="status"></p></div>""",
}
SHELL = """<!doctype html><html lang="en" data-theme="auto"><head><title>Page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/govuk/govuk-frontend.css">
<link rel="stylesheet" href="/waylight/waylight.css"></head>
<body class="govuk-template__body">
{body}{scripts}</body></html>"""
SCRIPTS = "".join(
    f'<script type="module" src="/waylight/{n}.js"></script>' for n in ("boot", "inbox", "location")
)


class Files(BaseHTTPRequestHandler):
    """Serves PAGES, and the files that set-up made."""

    def do_GET(self) -> None:
        if self.path in PAGES:
            scripts = "" if self.path == "/neutral.html" else SCRIPTS
            body = SHELL.format(body=PAGES[self.path], scripts=scripts).encode()
        else:
            places = (SITE / "static" / self.path[1:], SITE / "assets" / self.path[1:])
            found = next((place for place in places if place.is_file()), None)
            if found is None:
                self.send_error(404)
                return
            body = found.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", KINDS[Path(self.path).suffix])
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: pytest's output is for people."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=address, geolocation={"latitude": 54.1234567, "longitude": -1.5})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must say nothing on its console: a blocked style or script would."""
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    assert said == []


def test_exit_takes_the_pages_place_and_back_does_not_show_the_form(page: Page) -> None:
    page.goto("/one.html")
    page.click("#on")
    page.wait_for_url("**/two.html")
    page.click("text=Exit")
    page.wait_for_url("**/neutral.html")
    page.go_back(wait_until="commit")
    page.wait_for_url("**/neutral.html")
    assert page.inner_text("h1") == "Weather"


def test_shift_pressed_three_times_exits(page: Page) -> None:
    page.goto("/two.html")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/neutral.html")


def test_coming_again_by_address_opens_the_site(page: Page) -> None:
    page.goto("/two.html")
    page.click("text=Exit")
    page.wait_for_url("**/neutral.html")
    page.goto("/one.html")
    page.wait_for_load_state("networkidle")
    assert page.inner_text("h1") == "Form, page one"


def test_exit_is_a_plain_link_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/two.html")
        page.click("text=Exit")
        page.wait_for_url("**/neutral.html")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("begun", [True, False])
def test_a_late_script_takes_nobody_away_from_what_they_type(page: Page, begun: bool) -> None:
    held: list[Route] = []
    page.route("**/boot.js", lambda route: held.append(route))
    page.goto("/wrong.html", wait_until="commit")
    if begun:
        page.locator("#code").press_sequentially("12")
    else:
        page.locator("#code").wait_for()
    while not held:
        page.wait_for_timeout(10)
    held.pop().continue_()
    page.locator("body.js-enabled").wait_for()
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.className") == ("" if begun else "govuk-error-summary")
    page.keyboard.type("34")
    assert page.input_value("#code") == ("1234" if begun else "")


def test_inbox_keys_move_open_filter_and_explain(page: Page) -> None:
    page.goto("/inbox.html")
    for key, there in [("j", "first"), ("j", "second"), ("k", "first"), ("k", "first"), ("j", "second")]:
        page.keyboard.press(key)
        assert focused(page) == there
    page.keyboard.press("o")
    assert page.url.endswith("#second")
    page.keyboard.press("?")
    assert page.locator("dialog").evaluate("dialog => dialog.open")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jo/")
    assert page.input_value("[data-inbox-filter]") == "jo/"


def test_inbox_keys_turned_off_stay_off(page: Page) -> None:
    page.goto("/inbox.html")
    page.click("[data-keys-show]")
    page.uncheck("[data-keys-switch]")
    page.reload()
    page.keyboard.press("j")
    assert focused(page) == ""


def test_a_place_is_filled_only_when_asked_and_can_be_taken_out(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["geolocation"])
    page.goto("/place.html")
    page.wait_for_selector("[data-location-ask]")
    assert page.input_value("#lat") == ""
    page.click("[data-location-ask]")
    page.wait_for_selector("text=/Within \\d+ metres/")
    assert (page.input_value("#lat"), page.input_value("#lon")) == ("54.12346", "-1.50000")
    page.click("[data-location-remove]")
    assert [page.input_value(field) for field in ("#lat", "#lon", "#acc")] == ["", "", ""]
    assert page.inner_text("[role=status]") == "Taken out"


def test_a_refused_place_is_said_in_the_pages_own_words(page: Page) -> None:
    page.goto("/place.html")
    page.click("[data-location-ask]")
    page.wait_for_selector("text=Your phone said no")
    assert page.input_value("#lat") == ""


@pytest.mark.parametrize(
    ("device", "background"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 19, 15)")]
)
def test_the_automatic_theme_follows_the_device(page: Page, device: str, background: str) -> None:
    page.emulate_media(color_scheme="dark" if device == "dark" else "light")
    page.goto("/neutral.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background
