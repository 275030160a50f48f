"""axe on every page that a learner can reach from the list of courses: each lesson, its easy read, each turn
of each story, the checks, the papers and the slides."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from waylight.learning.library import library

from .conftest import PHONE, Visit
from .inspection import axe

ELSEWHERE = ("/learn/me/", "/learn/practice/", "/learn/request/", "/learn/forget/", "/learn/kiosk/")
REACHED = """() => {
  const to = (address) => new URL(address, location.href)
  const links = [...document.querySelectorAll('main a[href]')].map((link) => to(link.getAttribute('href')))
  const turns = [...document.querySelectorAll('button[name=by]')].map((turn) => to('?by=' + turn.value))
  return [...links, ...turns].filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + (url.searchParams.has('by') ? url.search : ''))
}"""


def is_read_here(address: str) -> bool:
    return address.startswith("/learn/") and not address.startswith(ELSEWHERE) and "." not in _last(address)


def _last(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def told(page: Page) -> str:
    """What a turn of a story says, by whichever way it was reached; else the page's own address."""
    here = page.locator("#here")
    return here.inner_text() if here.count() else page.url


def written() -> set[str]:
    """The page of each lesson, and of each that is there in easy words."""
    lessons = [(course, each) for course in library().courses for each in course.lessons]
    return {f"/learn/{course.id}/{each.slug}/" for course, each in lessons} | {
        f"/learn/{course.id}/{each.slug}/easy/" for course, each in lessons if each.easy
    }


def test_axe_is_clean_on_every_page(visit: Visit) -> None:
    page = visit(size=PHONE, js=True)
    waiting, seen, said, problems = ["/learn/"], {"/learn/"}, set[str](), dict[str, list[str]]()
    while waiting:
        address = waiting.pop()
        page.goto(address)
        if told(page) in said:
            continue
        said.add(told(page))
        if found := axe(page):
            problems[address] = found
        new = [each for each in page.evaluate(REACHED) if each not in seen and is_read_here(each)]
        seen.update(new)
        waiting += new
    assert problems == {}
    assert written() - {urlsplit(each).path for each in seen} == set()
    assert len(said) > 150, "fewer pages than there are lessons, easy reads and turns"
