"""An editor sees what a reader will, with what the check says beside it, as soon as the file is saved."""

import http.client
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from tests.learning.shelf import FILES, LESSON, QUESTIONS, Shelf

from waylight.learning.library import library
from waylight.learning.preview.pages import Page, page, stamp
from waylight.learning.preview.server import server

pytestmark = pytest.mark.django_db
PICTURE = FILES["pictures/bus.svg"].encode()
POINT = "A boy of about 14 gets on at 2.30 am."


@pytest.fixture(autouse=True)
def this_content(shelf: Shelf, settings: LazySettings) -> None:
    settings.CONTENT = shelf.folder


def text(path: str, **query: str) -> str:
    return page(path, query).body.decode()


def test_the_first_page_leads_to_everything() -> None:
    home = text("/")
    for path in (
        "/lesson/bus-01",
        "/lesson/bus-01-easy",
        "/questions/bus",
        "/scenario/last-bus",
        "/piece/card",
    ):
        assert f'href="{path}"' in home
        assert page(path).status == 200
    assert "Nothing to mend." in home


def test_a_saved_file_shows_at_once_with_what_is_wrong(shelf: Shelf) -> None:
    assert POINT in text("/lesson/bus-01")
    path = shelf.folder / LESSON
    before = stamp(shelf.folder)
    path.write_text(path.read_text().replace(POINT, "He was there in 2019."))
    page_now = text("/lesson/bus-01")
    assert "He was there in 2019." in page_now
    assert "“2019” is a number that can go out of date" in page_now
    assert f"{LESSON}:20" in page_now
    assert "1 to mend before this can be released" in text("/")
    assert stamp(shelf.folder) != before


def test_a_file_that_cannot_be_read_is_named_where_its_page_was(shelf: Shelf) -> None:
    path = shelf.folder / LESSON
    path.write_text(path.read_text().replace("minutes: 5", "minutes: five"))
    found = page("/lesson/bus-01")
    assert found.status == 404
    assert "write a whole number from 1 to" in found.body.decode()


def test_a_lesson_shows_its_reading_level_its_question_and_its_number() -> None:
    found = text("/lesson/bus-01")
    assert "of 6 at most" in found and ", 5 at most" in found
    assert "Yes. You do not have to be sure." in found
    assert '<bdi class="wl-number" dir="ltr">999</bdi>' in found


def test_questions_scenarios_and_pieces_show_what_is_wrong_with_them(shelf: Shelf) -> None:
    shelf.change(QUESTIONS, "words: Drive on.", "words: It is a lifestyle.")
    shelf.change("scenarios/last-bus.yaml", "words: The boy cries.", "words: Call 101.")
    shelf.change("pieces/card.yaml", "[bus-01-1]", "[bus-01-1, bus-01-99]")
    assert "Abuse is no way of life." in text("/questions/bus")
    assert "“101” is a number" in text("/scenario/last-bus")
    assert "There is no block" in text("/piece/card") and "(no block bus-01-99)" in text("/piece/card")


def test_another_language_is_a_link_away(shelf: Shelf) -> None:
    shelf.write("i18n/ur/bus.po", 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n')
    assert 'href="?language=ur"' in text("/lesson/bus-01")
    assert page("/lesson/bus-01", {"language": "ur"}).status == 200


@pytest.mark.parametrize(
    "path", ["/lesson/nothing", "/nothing", "/questions/nothing", "/scenario/x", "/piece/x"]
)
def test_what_is_not_there_is_said_to_be_so(path: str) -> None:
    assert page(path).status == 404


@pytest.mark.parametrize(
    "name", ["../terms.yaml", "%2e%2e/terms.yaml", "nothing.svg", "", "..", "bus.svg/.."]
)
def test_only_pictures_are_given_out(name: str) -> None:
    assert page(f"/picture/{name}").status == 404
    assert page("/picture/bus.svg") == Page(PICTURE, 200, "image/svg+xml")


def test_words_cannot_become_markup(shelf: Shelf) -> None:
    shelf.change(LESSON, POINT, "<script>alert(1)</script>")
    shelf.change(QUESTIONS, "ask: A boy looks afraid.", "ask: <img onerror=x> A boy.")
    assert "<script>alert" not in text("/lesson/bus-01") and "<img onerror" not in text("/questions/bus")


Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def ask() -> Iterator[Ask]:
    running = server()
    thread = threading.Thread(target=running.serve_forever)
    thread.start()

    def get(path: str, host: str = "127.0.0.1") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=20)
        connection.request("GET", path, headers={"Host": f"{host}:{running.server_port}"})
        return connection.getresponse()

    yield get
    running.shutdown()
    thread.join()
    running.server_close()


def test_the_server_is_for_this_machine_alone(ask: Ask) -> None:
    running = server()
    assert running.server_address[0] == "127.0.0.1"
    running.server_close()
    assert ask("/stamp").status == 200
    assert ask("/stamp", host="evil.example").status == 421
    picture = ask("/picture/bus.svg")
    assert (picture.status, picture.read()) == (200, PICTURE)
    assert picture.headers["Cache-Control"] == "no-store"
    assert ask("/picture/../terms.yaml").status == 404


def test_the_content_of_this_repository_can_be_looked_at(settings: LazySettings) -> None:
    settings.CONTENT = settings.SOURCE / "content"
    assert page("/").status == 200
    assert page(f"/lesson/{library().lessons[0].id}").status == 200
