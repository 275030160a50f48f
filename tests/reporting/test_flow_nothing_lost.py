"""Reload, Back, a double click, an old token, an ended draft, a database that fails: nothing is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from tests.reporting.reporter import Page, Reporter

from waylight.keys.keyring import KeyMissing
from waylight.reporting import actions, drafts, models, step_views
from waylight.reporting.models import Concern
from waylight.reporting.queries import open_versions_for_desk
from waylight.reporting.visit import COOKIE

pytestmark = pytest.mark.django_db

WORDS = "\nA man said <b>“come here”</b> & laughed.\n\n  She did not."


def fails(problem: Exception) -> Callable[..., Any]:
    def failing(*_args: Any, **_named: Any) -> Any:
        raise problem

    return failing


def let_time_pass(by: timedelta) -> None:
    """As if the drafts had been saved, and the concerns received, so much earlier."""
    for draft in models.Draft.objects.all():
        draft.expires_at -= by
        draft.save()
    for concern in Concern.objects.all():
        concern.received_at -= by
        concern.save()


def test_words_are_shown_again_exactly_as_typed(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words=WORDS)
    for _reload in range(2):
        assert reporter.read("notice").controls["words"] == [WORDS]


def test_a_page_left_empty_on_purpose_is_empty_again(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words=WORDS, signs=["vehicle-waiting"])
    reporter.write("notice", words="")
    assert reporter.read("notice").controls["words"] == [""]
    assert "signs" not in reporter.read("notice").controls


def test_pressing_twice_adds_a_person_once(area: object) -> None:
    reporter = Reporter()
    entry = reporter.read("people").controls["entry"][0]
    for _press in range(2):
        reporter.write("people", entry=entry, name="Ash", go="another")
    assert reporter.read("people").words.count("Ash") == 1


def test_pressing_back_and_continue_again_changes_the_same_person(area: object) -> None:
    reporter = Reporter()
    entry = reporter.read("people").controls["entry"][0]
    reporter.write("people", entry=entry, name="Ash")
    reporter.write("people", entry=entry, name="Ashley")
    page = reporter.read("people")
    assert ("Ashley" in page.words, "Ash" in page.words) == (True, False)


def test_an_old_token_shows_the_page_again_with_everything_on_it(area: object) -> None:
    reporter = Reporter(checks_tokens=True)
    typed = {"words": WORDS, "signs": ["vehicle-waiting", "many-visitors"], "happening_now": "no"}
    answer = reporter.write("notice", **typed)
    page = Page(answer.content.decode())
    assert "Please press the button once more" in page.text
    assert page.controls["words"] == [WORDS]
    assert page.controls["signs"] == typed["signs"]
    assert not models.Draft.objects.exists()

    again = reporter.write("notice", **typed, csrfmiddlewaretoken=page.controls["csrfmiddlewaretoken"][0])
    assert (again.status_code, again["Location"]) == (303, reporter.address("when"))
    assert reporter.read("notice").controls["words"] == [WORDS]


@pytest.mark.parametrize("step", ["people", "me", "you", "when"])
def test_an_old_token_loses_nothing_on_any_page(area: object, step: str) -> None:
    reporter = Reporter(checks_tokens=True)
    page = Page(reporter.write(step, name="Ash", words=WORDS, time="late", entry="e1").content.decode())
    typed = {"people": "name", "me": "words", "you": "name", "when": "time"}[step]
    assert page.controls[typed][0] in ("Ash", WORDS, "late")
    if step == "people":
        assert page.controls["entry"] == ["e1"]


def test_an_old_token_on_send_sends_nothing_until_pressed_again(area: object) -> None:
    reporter = Reporter(checks_tokens=True)
    token = reporter.read("notice").controls["csrfmiddlewaretoken"][0]
    reporter.write("notice", words=WORDS, csrfmiddlewaretoken=token)
    reporter.client.cookies["csrftoken"] = "0" * 32
    page = Page(reporter.client.post(reporter.address("check")).content.decode())
    assert "Please press the button once more" in page.text
    assert "laughed" in page.text
    assert not Concern.objects.exists()
    fresh = page.controls["csrfmiddlewaretoken"][0]
    reporter.client.post(reporter.address("check"), {"csrfmiddlewaretoken": fresh})
    assert Concern.objects.count() == 1


def test_with_cookies_off_the_page_says_why_it_comes_back(area: object) -> None:
    reporter = Reporter(checks_tokens=True)
    page = Page(reporter.write("notice", words=WORDS).content.decode())
    assert "blocking cookies" in page.text
    assert reverse("contacts") in page.links


def test_an_ended_draft_is_announced_and_the_page_just_typed_is_kept(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="earlier")
    let_time_pass(drafts.LIFE)
    assert "has been deleted" in reporter.read("when").text
    reporter.write("when", time="23:40")
    page = reporter.read("where")
    assert "has been deleted" in page.text
    assert reporter.read("when").controls["time"] == ["23:40"]
    assert reporter.read("notice").controls["words"] == [""]
    reporter.write("where", name="The quay")
    assert "has been deleted" not in reporter.read("where").text


def test_sending_an_ended_draft_says_that_nothing_was_sent(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="earlier")
    let_time_pass(drafts.LIFE)
    answer = reporter.client.post(reporter.address("check"))
    assert (answer.status_code, "Nothing was sent" in answer.content.decode()) == (410, True)
    assert not Concern.objects.exists()


def test_each_page_says_until_when_it_is_kept(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="earlier")
    until = timezone.localtime(models.Draft.objects.get().expires_at)
    assert f"kept until {until:%H:%M}" in reporter.read("when").text


def test_sending_twice_gives_the_same_receipt(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    reporter.send()
    first = reporter.receipt_shown()
    reporter.send()
    assert (Concern.objects.count(), reporter.receipt_shown()) == (1, first)


def test_two_sends_at_once_make_one_concern(area: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second request had read the draft before the first one wiped it."""
    reporter = Reporter()
    reporter.write("notice", words="once")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "mark_sent", lambda *_args, **_named: None)
        reporter.send()
    reporter.send()
    assert Concern.objects.count() == 1


def test_the_words_are_wiped_as_soon_as_they_are_sent(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    reporter.send()
    kept = drafts.find(reporter.flow)
    assert kept is not None
    assert kept.draft == drafts.Draft(sent=str(reporter.sent().pk))


def test_should_wiping_fail_the_receipt_is_shown_and_wipes(
    area: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "mark_sent", fails(OperationalError()))
        reporter.send()
    assert reporter.receipt_shown() == reporter.flow.receipt
    kept = drafts.find(reporter.flow)
    assert kept is not None
    assert kept.draft.pages == {}


@pytest.mark.parametrize("problem", [OperationalError("disk full"), KeyMissing("no key")])
def test_what_could_not_be_stored_is_said_not_to_be_received(
    area: object, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    reporter = Reporter()
    reporter.write("notice", words=WORDS)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "submit", fails(problem))
        answer = reporter.client.post(reporter.address("check"))
    assert answer.status_code == 503
    page = Page(answer.content.decode())
    assert "has NOT been received" in page.text
    assert "laughed" in page.text
    reporter.send()
    assert reporter.opened()["words"].strip() == WORDS.strip()


def test_a_page_that_could_not_be_kept_still_holds_what_was_typed(
    area: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = Reporter()
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "change", fails(OperationalError()))
        answer = reporter.write("notice", words=WORDS, signs=["vehicle-waiting"])
    page = Page(answer.content.decode())
    assert (answer.status_code, page.controls["words"]) == (503, [WORDS])
    assert page.controls["signs"] == ["vehicle-waiting"]


def test_with_no_database_at_all_the_form_still_holds_what_was_typed(
    area: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = Reporter()
    reporter.write("notice", words="first")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "find", fails(OperationalError()))
        answer = reporter.write("notice", words=WORDS)
        sending = reporter.client.post(reporter.address("check"))
    assert Page(answer.content.decode()).controls["words"] == [WORDS]
    assert (sending.status_code, "has NOT been received" in sending.content.decode()) == (503, True)


def test_words_typed_after_sending_are_shown_and_said_not_to_be_sent(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    reporter.send()
    page = Page(reporter.write("where", name="One more place").content.decode())
    assert "was NOT sent" in page.text
    assert "One more place" in page.text
    assert Concern.objects.count() == 1


def test_the_receipt_is_shown_for_half_an_hour(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    reporter.send()
    let_time_pass(drafts.RECEIPT_SHOWN - timedelta(minutes=1))
    assert reporter.receipt_shown() == reporter.flow.receipt
    let_time_pass(timedelta(minutes=2))
    page = reporter.read("done")
    assert "nobody can give it to you again" in page.text
    assert not reporter.client.cookies[COOKIE].value


def test_written_down_drops_the_row_and_the_cookie(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="once")
    reporter.send()
    answer = reporter.client.post(reporter.address("done"), {"written": "yes"})
    assert answer["Location"] == reverse("home")
    assert not models.Draft.objects.exists()
    assert not reporter.client.cookies[COOKIE].value
    assert reporter.client.get(reporter.address("done"))["Location"] == reverse("home")


def test_there_is_no_receipt_before_sending(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="not yet")
    assert reporter.client.get(reporter.address("done"))["Location"] == reverse("report-check")


def test_a_second_report_begins_a_flow_of_its_own(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="first")
    first = reporter.send()
    assert reporter.address("done") in Page(reporter.client.get(reverse("report")).content.decode()).links
    reporter.client.post(reverse("report"), {"danger": "no"})
    reporter.write("notice", words="second")
    assert reporter.send().locator != first.locator


def test_an_unfinished_report_is_offered_again(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="first")
    gate = Page(reporter.client.get(reverse("report")).content.decode())
    assert reporter.address("check") in gate.links
    reporter.client.post(reverse("report"), {"danger": "no"})
    assert reporter.read("notice").controls["words"] == ["first"]


def test_what_was_typed_can_be_deleted(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="a second thought")
    assert reporter.read("forget").title
    assert models.Draft.objects.count() == 1
    reporter.client.post(reporter.address("forget"))
    assert not models.Draft.objects.exists()
    assert reporter.read("notice").controls["words"] == [""]


def test_looking_and_skipping_keep_nothing_and_set_no_key(area: object) -> None:
    reporter = Reporter()
    reporter.read("notice")
    reporter.write("notice")
    assert COOKIE not in reporter.client.cookies
    assert not models.Draft.objects.exists()


def test_the_key_is_out_of_reach_of_scripts_and_other_pages(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="a worry")
    cookie = reporter.client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/report/")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.parametrize("value", ["", "x", "A" * 43, "é" * 43, "=" * 43])
def test_a_cookie_that_is_no_key_is_passed_over(area: object, value: str) -> None:
    reporter = Reporter()
    reporter.client.cookies[COOKIE] = value
    assert reporter.read("notice").controls["words"] == [""]
    reporter.write("notice", words="still kept")
    assert reporter.read("notice").controls["words"] == ["still kept"]


def test_words_changed_in_another_tab_while_sending_reach_the_hub(
    area: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A send may wait for the database; what is kept meanwhile must not be wiped with what was sent."""
    reporter, other_tab = Reporter(), Reporter()
    reporter.write("notice", words="A van waited.")
    other_tab.client.cookies = reporter.client.cookies
    submit = actions.submit

    def slow(answers: Any, **named: Any) -> Any:
        sent = submit(answers, **named)
        monkeypatch.setattr(actions, "submit", submit)
        other_tab.write("notice", words="A van waited. It was blue.")
        return sent

    monkeypatch.setattr(actions, "submit", slow)
    reporter.client.post(reporter.address("check"))
    reporter.read("done")
    concern = Concern.objects.get()
    [version] = open_versions_for_desk(concern)
    assert version.answers["words"] == "A van waited. It was blue."
    assert reporter.client.get(reporter.address("check")).headers["Location"] == reverse("report-done")


def test_words_typed_as_the_other_tab_sends_are_shown_not_hidden(
    area: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter, other_tab = Reporter(), Reporter()
    reporter.write("notice", words="A van waited.")
    other_tab.client.cookies = reporter.client.cookies
    keep = step_views._keep

    def late(*args: Any) -> Any:
        other_tab.client.post(other_tab.address("check"))
        return keep(*args)

    monkeypatch.setattr(step_views, "_keep", late)
    answer = reporter.write("notice", words="It was blue.")
    assert answer.status_code == 200
    assert "It was blue." in Page(answer.content.decode()).text


@pytest.mark.parametrize("day", ["9999-12-31 night", "9999-12-31", "0001-01-01 night"])
def test_the_last_day_there_is_stops_nothing(area: object, day: str) -> None:
    reporter = Reporter()
    reporter.write("when", day=day, part="night")
    assert reporter.client.get(reporter.address("when")).status_code == 200
    assert reporter.client.get(reporter.address("check")).status_code == 200
