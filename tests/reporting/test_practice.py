"""The form in a sandbox: the same questions, and nothing that could be sent, kept or read afterwards."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.site.visitor import Page

from waylight.reporting.form import form
from waylight.reporting.practice import CARRIED, MOST_CARRIED, carried, points, to_carry

HERE = "/learn/practice/"
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")
STORY = {
    "notice": {"words": "Two men paid. She was crying.", "signs": ["frightened-or-injured"]},
    "when": {"part": "night", "time": "about twenty to midnight"},
    "where": {"name": "behind the Tern Hotel", "phones": "07700 900311"},
    "people": {"kind": "child", "clothing": "red coat"},
    "vehicles": {"mark": "?? 00 K"},
    "how": {"how_known": ["saw"]},
    "you": {"mode": "anonymous"},
}


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Whatever would change a row of any table fails the test."""

    def refuse(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        assert sql.lstrip().split()[0].upper() in READS, sql
        return execute(sql, *more)

    with connection.execute_wrapper(refuse):
        yield


def page_of(answer: Any) -> Page:
    assert answer.status_code == 200
    return Page(200, list(answer.items()), answer.content.decode(), HERE)


def practise(client: Client, go: str = "next") -> Page:
    """Every step with the story, each sent to where the page itself says; returns the last page."""
    page = page_of(client.get(f"{HERE}{form().row[0].id}/"))
    for step in form().row:
        own = page.form(CARRIED)
        assert own.action == f"{HERE}{step.id}/"
        held = next(each["value"] for each in own.fields if each["name"] == CARRIED)
        page = page_of(client.post(own.action, {CARRIED: held, **STORY[step.id], "go": go}))
    return page


def test_a_whole_practice_writes_nothing_and_shows_everything(area: Any) -> None:
    client = Client()
    with nothing_is_written():
        end = practise(client)
    for typed in ("Two men paid.", "about twenty to midnight", "behind the Tern Hotel", "red coat", "00 K"):
        assert typed in end.words
    assert "Here there is no such button." in end.words
    assert set(client.cookies) <= {"csrftoken", "language"}
    assert all("practice" in each.action or "theme" in each.action for each in end.forms)


def test_the_guard_of_this_test_would_see_a_write(area: Any) -> None:
    client = Client()
    with pytest.raises(AssertionError, match=r"INSERT|DELETE|UPDATE"), nothing_is_written():
        client.post("/report/notice/", {"words": "A worry.", "go": "next"})


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_every_page_says_that_it_is_practice_and_leads_to_the_real_form(area: Any, language: str) -> None:
    client = Client()
    client.cookies["language"] = language
    for path in ("", *(f"{step.id}/" for step in form().row)):
        page = page_of(client.get(HERE + path))
        assert "This is practice. Nothing you type here is sent, and nothing is kept." in page.words
        assert "/report/" in [each["href"] for each in page.elements if each.tag == "a"]
        assert "tel:999" in [each["href"] for each in page.elements]


def test_back_and_another_lose_nothing(area: Any) -> None:
    client = Client()
    page = page_of(client.post(f"{HERE}notice/", {"words": "Two men.", "go": "next"}))
    held = page.form(CARRIED).filled()
    page = page_of(client.post(f"{HERE}when/", {**dict(held), "time": "23:40", "go": "back"}))
    assert "Two men." in page.body
    page = page_of(
        client.post(
            f"{HERE}people/", {**dict(page.form(CARRIED).filled()), "clothing": "red coat", "go": "another"}
        )
    )
    page = page_of(
        client.post(f"{HERE}people/", {CARRIED: held_of(page), "clothing": "grey cap", "go": "end"})
    )
    for typed in ("Two men.", "23:40", "red coat", "grey cap"):
        assert typed in page.words


def held_of(page: Page) -> str:
    return next(each["value"] for each in page.form(CARRIED).fields if each["name"] == CARRIED)


def test_words_that_say_now_are_answered_as_the_real_form_would(area: Any) -> None:
    answer = Client().post(f"{HERE}notice/", {"words": "He is hurting her now. Please come.", "go": "next"})
    assert "would bring up 999 first" in page_of(answer).words


def test_the_end_says_what_helps_and_blames_for_nothing(area: Any) -> None:
    told = {point.words: point.told for point in points(carried(json.dumps({"when": [{"time": "23:40"}]})))}
    assert list(told.values()) == [False, True, False, False, False, False]
    empty = page_of(Client().post(f"{HERE}you/", {"go": "next"}))
    assert empty.words.count("You left out") == len(told)
    assert "One word, one sign or one place would be enough." in empty.words


def test_an_old_token_does_not_stop_a_practice(area: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"{HERE}notice/", {"words": "Two men.", "go": "end"})
    assert "Two men." in page_of(answer).words


@pytest.mark.parametrize(
    "rubbish",
    ["", "[", "[]", "null", '{"notice": 5}', '{"notice": [5]}', '{"notice": [{"words": {"a": 1}}]}',
     '{"people": [{"clothing": "\\u0000 coat"}], "atlantis": [{}]}', "x" * (MOST_CARRIED + 1)],
)  # fmt: skip
def test_what_no_page_of_ours_wrote_does_no_harm(area: Any, rubbish: str) -> None:
    page_of(Client().post(f"{HERE}notice/", {CARRIED: rubbish, "words": "Two men.", "go": "end"}))


def test_what_is_carried_comes_back() -> None:
    held = json.dumps({step: [typed] for step, typed in STORY.items()})
    assert json.loads(to_carry(carried(held))) == json.loads(held)


@pytest.mark.parametrize("step", ["me", "check", "done", "nowhere"])
def test_there_is_no_other_page(area: Any, step: str) -> None:
    assert Client().get(f"{HERE}{step}/").status_code == 404
