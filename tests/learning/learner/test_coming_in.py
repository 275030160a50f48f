"""In with a badge number and a code: what it opens, what a wrong pair is told, what a browser carries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from tests.learning.learner.conftest import Driver
from tests.learning.learner.steps import come_in, press, read_lessons, take_check
from tests.learning.records.a_council import Council
from tests.learning.web.conftest import Reader

from waylight.audit.models import Event
from waylight.learning import actions
from waylight.learning.library import Course
from waylight.learning.models import CheckAttempt, Completion, LessonDone, Registration, Visit
from waylight.learning.outputs.certificate import Certified
from waylight.learning.roster_keys import code_as_compared
from waylight.learning.trying import MOST_WRONG, WITHIN_SECONDS
from waylight.learning.views import learner_certificate

WRONG = "The badge number and the code do not belong together. Look at both again."


def test_badge_and_code_open_the_learners_own_page(reader: Reader, mira: Driver, tom: Driver) -> None:
    page = come_in(reader, "d-101 ", mira.code.lower().replace(" ", "-"))
    assert (page.status, page.address) == (200, "/learn/me/")
    assert "Mira Stane" in page.words
    assert "Not done yet" in page.words
    assert "To be done by" in page.words
    assert "Tom" not in page.body
    assert "D102" not in page.body


@pytest.mark.parametrize(
    ("badge", "code"),
    [("D101", "K7QM 2XHP 9RTD"), ("D999", "right"), ("D102", "right"), ("D101", "right right")],
)
def test_a_wrong_pair_is_told_so_and_not_which_of_the_two(
    reader: Reader, mira: Driver, badge: str, code: str
) -> None:
    page = come_in(reader, badge, code.replace("right", mira.code))
    assert page.status == 422
    assert WRONG in page.words
    assert not Visit.objects.exists()
    assert next(each["value"] for each in page.elements if each["id"] == "badge") == badge


def test_another_councils_badge_of_the_same_number_is_not_theirs(
    reader: Reader, mira: Driver, other_area: Any
) -> None:
    page = reader.get("/learn/me/")
    form = page.form("badge", "code", "area")
    page = reader.send(page, form, badge="D101", code=mira.code, area="brackenford")
    assert WRONG in page.words


def test_nothing_typed_says_what_to_type(reader: Reader, mira: Driver) -> None:
    assert "Type your badge or licence number" in come_in(reader, "", "").words


def test_too_many_wrong_codes_for_a_badge_wait_and_only_that_badge(
    reader: Reader, another: Callable[[], Reader], mira: Driver, tom: Driver
) -> None:
    with time_machine.travel(datetime.now().astimezone(), tick=False) as clock:
        for _time in range(MOST_WRONG):
            assert WRONG in come_in(reader, "D101", "AAAA AAAA AAAA").words
        page = come_in(another(), "D101", "AAAA AAAA AAAA")
        assert page.status == 429
        assert "tried too often" in page.words
        assert WRONG in come_in(another(), "D102", "AAAA AAAA AAAA").words
        clock.shift(WITHIN_SECONDS + 1)
        assert WRONG in come_in(another(), "D101", "AAAA AAAA AAAA").words


def test_nobody_keeps_a_driver_out_by_trying_the_badge_they_wear(
    reader: Reader, another: Callable[[], Reader], mira: Driver
) -> None:
    for _time in range(MOST_WRONG + 1):
        come_in(reader, "D101", "AAAA AAAA AAAA")
    assert "Mira Stane" in come_in(another(), "D101", mira.code).words


def test_a_badge_that_nobody_has_is_counted_like_any_other(reader: Reader, mira: Driver) -> None:
    for _time in range(MOST_WRONG):
        come_in(reader, "X1", "AAAA AAAA AAAA")
    assert come_in(reader, "X1", "AAAA AAAA AAAA").status == 429


def test_what_limits_keeps_no_address_and_no_badge(reader: Reader, mira: Driver) -> None:
    from django.db import connection

    come_in(reader, "D101", "AAAA AAAA AAAA")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM staff_limits")
        keys = " ".join(row[0] for row in cursor.fetchall())
    assert "way-in" in keys
    assert "D101" not in keys
    assert "127.0.0.1" not in keys


def test_whoever_left_the_roster_or_got_a_new_code_cannot_use_the_old_one(
    reader: Reader, council: Any, mira: Driver, tom: Driver
) -> None:
    actions.end_record(mira.learner, by=council.licensing)
    actions.give_codes(council.area, [tom.fresh()], by=council.licensing)
    assert WRONG in come_in(reader, "D101", mira.code).words
    assert WRONG in come_in(reader, "D102", tom.code).words


def test_the_cookies_are_for_learning_alone_and_out_of_scripts_reach(reader: Reader, mira: Driver) -> None:
    come_in(reader, "D101", mira.code)
    for name in ("learner", "learning"):
        cookie = reader.client.cookies[name]
        assert (cookie["path"], cookie["httponly"]) == ("/learn/", True)
        assert "D101" not in cookie.value
        assert "Mira" not in cookie.value
    assert not reader.client.cookies["learner"]["max-age"], "it ends with the browser"


def test_a_course_is_kept_on_the_roster_step_by_step(reader: Reader, mira: Driver, drivers: Course) -> None:
    page = come_in(reader, "D101", mira.code)
    page = press(reader, page, "/go-on/drivers/")
    assert page.address == "/learn/drivers/"
    assert "Your council’s list keeps" in page.words
    read_lessons(reader, drivers, last=2)
    kept = set(LessonDone.objects.values_list("lesson_id", flat=True))
    assert kept == {lesson.id for lesson in drivers.lessons[:2]}
    page = reader.get("/learn/me/")
    assert f"2 of {len(drivers.lessons)} parts done" in page.words
    assert "You have begun" in page.words


def test_another_browser_goes_on_where_the_first_stopped(
    reader: Reader, another: Callable[[], Reader], mira: Driver, drivers: Course
) -> None:
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers, last=3)
    other = another()
    page = come_in(other, "D101", mira.code)
    assert f"3 of {len(drivers.lessons)} parts done" in page.words
    assert "Was this you?" not in page.words
    assert "Go on with part 4" in other.get("/learn/drivers/").words


def test_the_whole_course_ends_in_a_certificate_at_once(
    reader: Reader, mira: Driver, drivers: Course
) -> None:
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers)
    assert "Not enough yet" in take_check(reader, drivers, right=False).words
    assert not Completion.objects.exists()
    page = take_check(reader, drivers)
    assert "You have passed" in page.words
    assert "your certificate is ready" in page.words
    completion = Completion.objects.get()
    assert (completion.mode, completion.learner_id) == ("web", mira.learner.pk)
    assert [each.passed for each in CheckAttempt.objects.order_by("id")] == [False, True]
    certificate = completion.certificates.get()
    page = reader.get("/learn/me/")
    assert certificate.code[:4] in page.words
    assert "Up to date" in page.words
    paper = reader.client.get(f"/learn/me/certificate/{certificate.code}.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_what_is_done_again_after_the_certificate_is_practice(
    reader: Reader, mira: Driver, drivers: Course
) -> None:
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers)
    take_check(reader, drivers)
    take_check(reader, drivers)
    assert Completion.objects.count() == 1
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(("role", "course"), [("driver", "drivers"), ("hotel", "venues")])
def test_whom_no_rule_touches_is_offered_the_course_of_their_role(
    reader: Reader, area: Any, actor: Callable[..., Any], role: str, course: str
) -> None:
    council = Council(area, actor)
    council.bring_in(f"X900,Ida Quell,{role},,,")
    (given,) = actions.give_codes(area, [council.learner("X900")], by=council.licensing)
    page = come_in(reader, "X900", given.code)
    assert "Nothing is due now" not in page.words
    offered = [form.action for form in page.forms if "/go-on/" in form.action]
    assert offered == [f"/learn/me/go-on/{course}/"]
    assert "Go on" not in page.words and "Not done yet" not in page.words
    page = press(reader, page, offered[0])
    assert page.address == f"/learn/{course}/"
    assert reader.get("/learn/me/").words.count("You have begun") == 0
    council.trained("X900", course=course)
    page = reader.get("/learn/me/")
    assert "Nothing is due now" in page.words, "it was done, and nobody asks for it"


def test_doing_it_again_begins_at_the_beginning_and_earns_a_second_certificate(
    reader: Reader, mira: Driver, drivers: Course
) -> None:
    page = come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers)
    take_check(reader, drivers)
    page = press(reader, reader.get("/learn/me/"), "/go-on/drivers/")
    assert "Start" in [each.text for each in page.elements if each.tag == "a" and "data-next" in each.attrs]
    read_lessons(reader, drivers)
    take_check(reader, drivers)
    assert Completion.objects.count() == 2
    assert Registration.objects.filter(ended_on__isnull=True).count() == 0


def test_what_the_browser_did_before_is_added_only_when_they_say_that_it_was_theirs(
    reader: Reader, mira: Driver, drivers: Course
) -> None:
    read_lessons(reader, drivers)
    take_check(reader, drivers)
    page = come_in(reader, "D101", mira.code)
    assert "Was this you?" in page.words
    assert not Registration.objects.exists()
    assert "Start" in reader.get("/learn/drivers/").words
    page = press(reader, reader.get("/learn/me/"), "/earlier/", "yes")
    assert "Was this you?" not in page.words
    assert Completion.objects.get().certificates.count() == 1
    assert "Good" in page.words


def test_what_somebody_else_did_is_forgotten(reader: Reader, mira: Driver, drivers: Course) -> None:
    read_lessons(reader, drivers, last=2)
    page = come_in(reader, "D101", mira.code)
    page = press(reader, page, "/earlier/", "no")
    assert "Was this you?" not in page.words
    assert "Was this you?" not in reader.get("/learn/me/").words
    assert not LessonDone.objects.exists()


def test_signing_out_leaves_nothing_here_and_all_of_it_on_the_roster(
    reader: Reader, mira: Driver, tom: Driver, drivers: Course
) -> None:
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers, last=2)
    page = press(reader, reader.get("/learn/me/"), "/me/end/")
    assert "You are signed out" in page.words
    assert not Visit.objects.exists()
    assert {name for name, each in reader.client.cookies.items() if each.value} <= {"csrftoken"}
    page = come_in(reader, "D102", tom.code)
    assert "Was this you?" not in page.words
    assert "parts done" not in page.words
    press(reader, page, "/me/end/")
    assert f"2 of {len(drivers.lessons)} parts done" in come_in(reader, "D101", mira.code).words


def test_a_visit_that_is_over_takes_its_progress_along(reader: Reader, mira: Driver, drivers: Course) -> None:
    with time_machine.travel(datetime.now().astimezone(), tick=False) as clock:
        come_in(reader, "D101", mira.code)
        read_lessons(reader, drivers, last=2)
        clock.shift(timedelta(hours=13))
        page = reader.get("/learn/drivers/")
        assert "Start" in page.words
        assert "badge" in reader.get("/learn/me/").form("badge").names
        assert not reader.client.cookies["learning"].value


def test_their_own_pages_need_a_visit(reader: Reader, mira: Driver, council: Any) -> None:
    certificate = council.trained("D101").certificates.get()
    page = reader.get(f"/learn/me/certificate/{certificate.code}.pdf")
    assert page.address == "/learn/me/"
    assert reader.get("/learn/me/still-here/").status == 404


def test_nobody_prints_another_persons_certificate(
    reader: Reader, mira: Driver, tom: Driver, council: Any
) -> None:
    certificate = council.trained("D101").certificates.get()
    page = come_in(reader, "D102", tom.code)
    assert certificate.code[:4] not in page.words
    assert reader.get(f"/learn/me/certificate/{certificate.code}.pdf").status == 404


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Certified]:
    """What certificates are printed of."""
    printed: list[Certified] = []

    def paper(of: Certified) -> bytes:
        printed.append(of)
        return b"%PDF"

    monkeypatch.setattr(learner_certificate, "certificate", paper)
    return printed


def test_their_own_paper_carries_letters_for_their_badge(
    reader: Reader, mira: Driver, council: Any, papers: list[Certified]
) -> None:
    certificate = council.trained("D101").certificates.get()
    come_in(reader, "d 101", mira.code)
    reader.client.get(f"/learn/me/certificate/{certificate.code}.pdf")
    code = code_as_compared(papers[0].code)
    assert (len(code), code[:10]) == (18, certificate.code)
    assert papers[0].check_address.endswith(f"/certificates/{code}/")
    for badge, told in (("D101", "It is this badge"), ("D102", "It is not this badge")):
        answer = reader.client.post(f"/certificates/{code}/", {"badge": badge})
        assert told in answer.content.decode()


def test_a_certificate_of_an_earlier_badge_carries_none(
    reader: Reader, mira: Driver, council: Any, papers: list[Certified]
) -> None:
    """It names the end of the other badge, and says nothing of the one that its holder came in with."""
    certificate = council.trained("D101").certificates.get()
    actions.change_badge(mira.learner, "D777", by=council.licensing)
    (given,) = actions.give_codes(council.area, [council.learner("D777")], by=council.licensing)
    come_in(reader, "D777", given.code)
    reader.client.get(f"/learn/me/certificate/{certificate.code}.pdf")
    assert code_as_compared(papers[0].code) == certificate.code


def test_the_history_of_a_certificate_is_there_and_only_the_last_prints(
    reader: Reader, mira: Driver, council: Any
) -> None:
    first = council.trained("D101").certificates.get()
    second = actions.reissue(first, by=council.licensing)
    page = come_in(reader, "D101", mira.code)
    assert "Earlier certificates" in page.words
    assert "A newer one took its place" in page.words
    assert reader.client.get(f"/learn/me/certificate/{first.code}.pdf").status_code == 404
    assert reader.client.get(f"/learn/me/certificate/{second.code}.pdf").status_code == 200


def test_a_form_that_was_open_too_long_comes_back_with_what_was_typed(reader: Reader, mira: Driver) -> None:
    answer = reader.client.post("/learn/me/", {"badge": "D101", "code": mira.code, "area": "merrowdale"})
    assert answer.status_code == 403
    assert "Please press the button once more" in answer.content.decode()
    assert "D101" in answer.content.decode()


def test_coming_in_is_audited_without_badge_and_name(reader: Reader, mira: Driver) -> None:
    come_in(reader, "D101", mira.code)
    event = Event.objects.get(action="training.enter")
    assert event.actor == f"learner:{mira.learner.pk}"
    assert "D101" not in str(event.detail)
