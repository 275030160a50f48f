"""Every page that can be reached, by the public in each language and by each of the staff: its headers, its
cookies, and that it brings nothing from elsewhere and runs nothing of its own inside."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import yaml
from django.conf import settings
from tests.site.demonstration import Demonstration
from tests.site.machine import ROOT
from tests.site.visitor import Element, Page, Visitor

from waylight.site.demo import people

LANGUAGES = [code for code, _name in settings.LANGUAGES]
EXIT = "https://www.bbc.co.uk/weather"
ALONE = "/danger/"
"""The page that is also a file for when nothing answers: its style is in it, named by its digest."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "object": "data", "form": "action"}
TELLING = {
    "en": ("exploit", "abus", "report", "traffick", "safeguard"),
    "cy": ("ecsbloet", "camfanteis", "cam-drin", "camdrin", "adrodd", "riport"),
    "pl": ("wykorzyst", "przemoc", "nadużyc", "zgłosz", "zgłoś", "raport"),
    "ro": ("exploat", "abuz", "raport", "sesizar"),
    "ur": ("استحصال", "زیادتی", "بدسلوکی", "رپورٹ"),
    "pa": ("ਸ਼ੋਸ਼ਣ", "ਦੁਰਵਿਵਹਾਰ", "ਬਦਸਲੂਕੀ", "ਰਿਪੋਰਟ"),
    "ar": ("استغلال", "إساءة", "اعتداء", "بلاغ"),
}
MOST_PAGES = 900
"""More than the demonstration has for anybody: a walk that goes on has met addresses without end."""


@cache
def public_contacts() -> frozenset[str]:
    """The addresses of other sites that a page of contacts may offer: those of the dated records."""
    found = set()
    for file in ROOT.glob("content/areas/*/contacts.yaml"):
        for route in yaml.safe_load(file.read_text("utf-8"))["routes"]:
            found.add(route.get("url") or "")
    return frozenset(found - {""})


def crawl(visitor: Visitor, *starts: str) -> Iterator[Page]:
    """Every page that links lead to, each address once. Nothing is sent, nobody is signed out."""
    waiting, known = list(starts), set(starts)
    while waiting:
        page = visitor.get(waiting.pop())
        if not is_page(page):
            continue
        yield page
        for each in page.elements:
            link = urldefrag(urljoin(visitor.base + page.address, each["href"])).url
            own = each.tag == "a" and urlsplit(link).netloc == urlsplit(visitor.base).netloc
            if own and "language=" not in link and link not in known:
                known.add(link)
                waiting.append(link)
        assert len(known) < MOST_PAGES, sorted(known)[:60]


def is_page(page: Page) -> bool:
    """Not a sheet to print or a table to keep."""
    return page.header("Content-Type").startswith("text/html")


def faults(page: Page) -> list[str]:
    """What is wrong with one page, in words."""
    found = [
        f"{name} is {page.header(name)!r}" for name, right in HEADERS.items() if page.header(name) != right
    ]
    if "no-store" not in page.header("Cache-Control").split(", "):
        found.append(f"Cache-Control is {page.header('Cache-Control')!r}")
    found += list(policy_faults(page))
    for each in page.elements:
        if page.address == ALONE and each.tag in ("style", "meta"):
            continue
        found += [f"<{each.tag} {name}>" for name in each.attrs if name.startswith("on") or name == "style"]
        if each.tag == "style" or (each.tag == "script" and not each["src"] and not is_data(each)):
            found.append(f"<{each.tag}> with content")
        loaded = each[LOADS[each.tag]] if each.tag in LOADS else ""
        if urlsplit(loaded).netloc:
            found.append(f"<{each.tag}> asks {loaded}")
        outward = each.tag == "a" and urlsplit(each["href"]).scheme in ("http", "https")
        if outward and each["href"] not in {EXIT, *public_contacts()}:
            found.append(f"a link to {each['href']}")
        if each.tag == "meta" and each["http-equiv"]:
            found.append(f"<meta http-equiv={each['http-equiv']}>")
    if not page.title and "html" in page.header("Content-Type"):
        found.append("no title")
    return found


def is_data(script: Element) -> bool:
    """What a browser never runs."""
    return script["type"] == "application/json"


def policy_faults(page: Page) -> Iterator[str]:
    policy = dict(
        each.strip().partition(" ")[::2] for each in page.header("Content-Security-Policy").split(";")
    )
    scripts = policy.pop("script-src", "")
    if page.address == ALONE and re.fullmatch(r"'sha256-[\w+/]{43}='", policy.get("style-src", "")):
        policy["style-src"] = DIRECTIVES["style-src"]
    if policy != DIRECTIVES:
        yield f"its policy is {policy}"
    if not re.fullmatch(r"'self'( 'nonce-[\w+/=-]{16,}')?", scripts):
        yield f"scripts may come from {scripts!r}"


def assert_sound(pages: list[Page], at_least: int) -> None:
    wrong = {page.address: faults(page) for page in pages}
    assert {address: found for address, found in wrong.items() if found} == {}
    broken = [f"{page.status} {page.address}" for page in pages if page.status >= 400]
    assert broken == []
    assert len(pages) >= at_least, [page.address for page in pages]


TYPED = {"words": "Somebody waits outside each night.", "postcode": "ZZ99 1AA", "mark": "KV00 ?B*"}


def send_a_concern(visitor: Visitor) -> list[Page]:
    """Each page of the form as it stands before it is sent on, then the receipt and what it opens."""
    seen = [visitor.get("/report/"), visitor.get("/report/now/"), visitor.get("/report/me/")]
    page = visitor.get("/report/notice/")
    while page.address != "/report/check/":
        seen.append(page)
        form = next(form for form in page.forms if "next" in [button["value"] for button in form.buttons])
        page = visitor.send(page, form, **{name: TYPED[name] for name in TYPED if name in form.names})
        assert len(seen) < 20, page.address
    seen += [page, visitor.get("/report/forget/")]
    done = visitor.send(page, next(form for form in page.forms if not form.action))
    assert done.address == "/report/done/", done.words
    receipt = re.findall(r"(?<!\d)\d{4}(?!\d)", done.words)[:10]
    entry = visitor.get("/receipt/")
    refused = visitor.send(entry, entry.form("receipt"), receipt="12")
    follow = visitor.send(entry, entry.form("receipt"), receipt=" ".join(receipt))
    assert follow.address == "/receipt/follow/", follow.words
    return [*seen, done, entry, refused, follow]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_sound_and_says_nothing_in_its_title(
    demonstration: Demonstration, language: str
) -> None:
    visitor = demonstration.visitor()
    visitor.get(f"/?language={language}")
    pages = [*crawl(visitor, "/", "/danger/"), *send_a_concern(visitor)]
    assert_sound(pages, at_least=25)
    for page in pages:
        root = next(each for each in page.elements if each.tag == "html")
        if page.address != ALONE:
            direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
            assert (root["lang"], root["dir"]) == (language, direction)
    telling = [word for code in ("en", language) for word in TELLING[code]]
    titles = {page.title for page in pages}
    assert {title for title in titles if any(word in title.casefold() for word in telling)} == set()


@pytest.mark.parametrize("key", [somebody.key for somebody in people.cast()])
def test_every_staff_page_is_sound(demonstration: Demonstration, key: str) -> None:
    visitor = demonstration.visitor()
    first = demonstration.sign_in(visitor, key)
    assert first.address != "/staff/2fa/authenticate/"
    list(crawl(visitor, first.address, "/staff/me/", "/staff/2fa/"))
    assert_sound([page for page in visitor.seen if is_page(page)], at_least=10)


def test_lost_pages_and_refusals_are_sound_too(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    lost = visitor.get("/nowhere/at/all/")
    assert (lost.status, faults(lost)) == (404, [])
    refused = visitor.post("/theme/", [("theme", "night")])
    assert (refused.status, faults(refused)) == (403, [])
    demonstration.sign_in(visitor, "licensing")
    for path, status in (("/hub/", 403), ("/hub/nowhere/", 404), ("/staff/people/", 403)):
        page = visitor.get(path)
        assert (page.status, faults(page)) == (status, []), path


def test_a_reader_is_given_no_more_than_a_language_a_theme_and_a_form_token(
    demonstration: Demonstration,
) -> None:
    visitor = demonstration.visitor()
    list(crawl(visitor, "/"))
    visitor.get("/?language=cy")
    page = visitor.get("/")
    visitor.send(page, page.form(to="/theme/"))
    given = {line.partition("=")[0]: line for line in visitor.set_cookies}
    assert set(given) == {"csrftoken", "language", "theme"}
    assert all("samesite=lax" in line.casefold() and "path=/" in line.casefold() for line in given.values())
    assert "httponly" in given["csrftoken"].casefold()
    assert "max-age" not in given["csrftoken"].casefold(), "it goes when the browser closes"


def test_what_opens_something_is_out_of_reach_of_scripts(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    send_a_concern(visitor)
    demonstration.sign_in(visitor, "screener")
    given = {line.partition("=")[0]: line.casefold() for line in visitor.set_cookies}
    secret = set(given) - {"csrftoken", "language", "theme"}
    assert "hub" in secret
    assert len(secret) >= 3, secret
    for name in secret:
        assert "httponly" in given[name], name
        assert "samesite=" in given[name], name
        assert "samesite=none" not in given[name], name


def test_a_public_page_gives_nobody_a_session(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    send_a_concern(visitor)
    assert "hub" not in {line.partition("=")[0] for line in visitor.set_cookies}


def test_static_files_are_kept_for_ever_and_are_what_they_say(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    page = visitor.get("/")
    loaded = [each[LOADS[each.tag]] for each in page.elements if each.tag in ("link", "script")]
    assert len(loaded) >= 3
    for path in loaded:
        answer = visitor.get(path)
        assert answer.status == 200, path
        assert "immutable" in answer.header("Cache-Control"), path
        assert answer.header("X-Content-Type-Options") == "nosniff", path
        assert "Set-Cookie" not in dict(answer.headers), path


def test_the_check_finds_what_it_looks_for() -> None:
    page = Page(
        200,
        [
            ("Content-Type", "text/html"),
            ("Content-Security-Policy", "default-src *; script-src 'unsafe-inline'"),
        ],
        "<title></title><p onclick=x style=y><script>z</script><script src='https://elsewhere.example/a.js'>"
        "</script><a href='https://elsewhere.example/'>there</a><style></style>",
        "/",
    )
    found = faults(page)
    assert len([each for each in found if " is '" in each]) == len(HEADERS) + 1
    for part in ("<p onclick>", "<p style>", "<script> with content", "<style> with content", "no title"):
        assert part in found
    assert "<script> asks https://elsewhere.example/a.js" in found
    assert "a link to https://elsewhere.example/" in found
    assert len([each for each in found if "policy" in each or "scripts may" in each]) == 2
