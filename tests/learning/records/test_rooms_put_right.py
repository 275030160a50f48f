"""Lines of a register that say too little, too much or two things, and days that have not come."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.learning.web.conftest import Reader

from waylight.learning import actions, queries
from waylight.learning.actions import Why
from waylight.learning.codes import CheckHow, Mode, Result
from waylight.learning.models import Attendance, Certificate, Completion, RoomSession, StruckLine

from .a_council import MIRA, TODAY, TOM, VERSION, Council, days

NO_BADGE = "Badge,Name,Check,Result\nD101,Mira Stane,spoken,passed\n,Sam Vole,,\n"
TWO_WORDS = "Badge,Name,Check,Result\nD101,Mira,spoken,passed\nD102,Tom,w,passed\nd 101,Mira,spoken,not yet\n"


@pytest.fixture
def session(staffed: Council) -> RoomSession:
    return actions.open_room(
        staffed.area, "drivers", VERSION, on=TODAY, place="x", facilitator="x", by=staffed.trainer
    )


def refused(why: Why, act: Callable[[], object]) -> str:
    with pytest.raises(actions.NotPossible) as problem, transaction.atomic():
        act()
    assert problem.value.why == why
    return problem.value.sentence


def line(session: RoomSession, number: int) -> Attendance:
    return session.register.get(line=number)


def test_a_session_is_made_ready_before_its_day_but_not_years_before(staffed: Council) -> None:
    about = {"place": "x", "facilitator": "x", "by": staffed.trainer}
    actions.open_room(staffed.area, "drivers", VERSION, on=days(90), **about)
    refused(Why.FAR, lambda: actions.open_room(staffed.area, "drivers", VERSION, on=days(91), **about))


def test_no_training_is_of_a_day_that_has_not_come(staffed: Council) -> None:
    refused(Why.FUTURE, lambda: staffed.trained("D101", on=days(1)))
    for mode in (Mode.SCORM, Mode.EQUIVALENT):
        refused(Why.FUTURE, lambda mode=mode: staffed.trained("D101", on=days(1), mode=mode))
    assert not Completion.objects.exists()
    assert staffed.due("D101").last_on is None


def test_the_form_of_a_day_too_far_ahead_keeps_what_was_typed(
    staff_client: Callable[..., Any], staffed: Council
) -> None:
    trainer = Reader(staff_client("trainer"))
    page = trainer.get(reverse("training-rooms"))
    typed = {"course": "drivers", "facilitator": "Ned Vale", "on": "31/12/2099"}
    page = trainer.send(page, page.form("place"), place="Saltby Town Hall", **typed)
    assert page.status == 422
    assert "This day is too far ahead." in page.words
    assert "31/12/2099" in page.body
    assert "Saltby Town Hall" in page.body


def test_a_session_of_a_day_to_come_is_not_closed_and_hinders_no_roster(
    staffed: Council, session: RoomSession
) -> None:
    by = staffed.trainer
    for badge in ("D102", "X1"):
        actions.sign(session, badge=badge, check_how="spoken", result=Result.PASSED, by=by)
    RoomSession.objects.filter(pk=session.pk).update(on=days(30))
    refused(Why.FUTURE, lambda: actions.close_room(session, by=by))
    RoomSession.objects.filter(pk=session.pk).update(state="closed")
    staffed.bring_in(MIRA, TOM, "X1,Sam Vole,driver,,,")
    assert not Certificate.objects.exists()


def test_a_line_without_a_badge_is_given_a_result_that_counts_for_nobody(
    staffed: Council, session: RoomSession
) -> None:
    by = staffed.trainer
    actions.read_back(session, NO_BADGE, by=by)
    refused(Why.UNMATCHED, lambda: actions.close_room(session, by=by))
    actions.change_line(line(session, 2), check_how=CheckHow.WRITTEN, result=Result.PASSED, by=by)
    actions.close_room(session, by=by)
    assert [done.learner.badge for done in Completion.objects.all()] == ["D101"]
    refused(Why.CLOSED, lambda: actions.change_line(line(session, 2), check_how="", result="", by=by))
    actions.correct_line(line(session, 2), badge="D102", by=by)
    assert {done.learner.badge for done in Completion.objects.all()} == {"D101", "D102"}


def test_a_line_is_struck_out_with_a_reason_and_stays(staffed: Council, session: RoomSession) -> None:
    by = staffed.trainer
    actions.read_back(session, NO_BADGE, by=by)
    refused(Why.NO_REASON, lambda: actions.strike_line(line(session, 2), reason=" ", by=by))
    actions.strike_line(line(session, 2), reason="Came to ask the way", by=by)
    actions.close_room(session, by=by)
    found = queries.room(by, session.pk)
    assert [each.name for each in found.register] == ["Mira Stane", "Sam Vole"]
    assert (found.off_roster, found.without_result) == ([], [])
    assert queries.rooms(by).get().people == 1
    again = line(session, 2)
    refused(Why.STRUCK, lambda: actions.strike_line(again, reason="Twice", by=by))
    refused(Why.STRUCK, lambda: actions.correct_line(again, badge="D102", by=by))
    refused(Why.SETTLED, lambda: actions.strike_line(line(session, 1), reason="Was not there", by=by))
    for change in (StruckLine.objects.all().delete, lambda: StruckLine.objects.update(by="user:9")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_struck_badge_is_matched_by_no_roster_and_can_be_written_anew(
    staffed: Council, session: RoomSession
) -> None:
    by = staffed.trainer
    wrong = actions.sign(session, badge="X1", check_how="spoken", result=Result.PASSED, by=by)
    actions.strike_line(wrong, reason="Smudged", by=by)
    actions.close_room(session, by=by)
    staffed.bring_in("X1,Sam Vole,driver,,,")
    assert not Completion.objects.exists()
    other = actions.open_room(staffed.area, "drivers", VERSION, on=TODAY, place="x", facilitator="x", by=by)
    actions.strike_line(actions.sign(other, badge="D101", by=by), reason="Wrong line", by=by)
    assert actions.sign(other, badge="D101", by=by).line == 2


def test_who_passed_without_a_check_is_named_before_closing(staffed: Council, session: RoomSession) -> None:
    by = staffed.trainer
    actions.sign(session, badge="D102", check_how="spoken", result=Result.PASSED, by=by)
    actions.sign(session, badge="D101", result=Result.PASSED, by=by)
    assert "line 2." in refused(Why.UNCHECKED, lambda: actions.close_room(session, by=by))
    assert not Completion.objects.exists()
    actions.sign(session, badge="D101", check_how="spoken", by=by)
    actions.close_room(session, by=by)
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize("struck", [1, 3])
def test_of_two_lines_that_disagree_a_person_chooses(
    staffed: Council, session: RoomSession, struck: int
) -> None:
    by = staffed.trainer
    for _twice in range(2):
        actions.read_back(session, TWO_WORDS, by=by)
    assert session.register.count() == 3
    assert "1, 3." in refused(Why.DISAGREE, lambda: actions.close_room(session, by=by))
    actions.strike_line(line(session, struck), reason="The other is right", by=by)
    actions.close_room(session, by=by)
    passed = {"D102"} if struck == 1 else {"D101", "D102"}
    assert {done.learner.badge for done in Completion.objects.all()} == passed


def test_lines_that_agree_after_all_count_once(staffed: Council, session: RoomSession) -> None:
    by = staffed.trainer
    actions.read_back(session, TWO_WORDS, by=by)
    actions.change_line(line(session, 3), check_how="spoken", result=Result.PASSED, by=by)
    actions.close_room(session, by=by)
    assert Completion.objects.filter(learner=staffed.learner("D101")).count() == 1


def test_the_second_line_was_another_persons(staffed: Council, session: RoomSession) -> None:
    by = staffed.trainer
    actions.read_back(session, TWO_WORDS, by=by)
    actions.correct_line(line(session, 3), badge="P007", by=by)
    actions.close_room(session, by=by)
    assert {done.learner.badge for done in Completion.objects.all()} == {"D101", "D102"}


def test_two_badges_of_one_person_do_not_disagree_unseen(staffed: Council, session: RoomSession) -> None:
    by = staffed.trainer
    actions.sign(session, badge="D101", check_how="spoken", result=Result.PASSED, by=by)
    actions.change_badge(staffed.learner("D101"), "D201", by=staffed.licensing)
    actions.sign(session, badge="D201", result=Result.NOT_YET, by=by)
    assert "1, 2." in refused(Why.DISAGREE, lambda: actions.close_room(session, by=by))


def test_the_page_lets_a_line_be_changed_and_struck(
    staff_client: Callable[..., Any], staffed: Council
) -> None:
    trainer = Reader(staff_client("trainer"))
    page = trainer.get(reverse("training-rooms"))
    typed = {"course": "drivers", "facilitator": "x", "on": f"{TODAY:%d/%m/%Y}"}
    page = trainer.send(page, page.form("place"), place="x", **typed)
    page = trainer.send(page, page.form("sheet"), sheet=",Sam Vole,,\n" + TWO_WORDS.partition("\n")[2])
    assert "Lines about the same person do not agree: 2, 4." in page.words
    page = trainer.send(page, page.form("line", to="/change/"), result="not-yet")
    assert "Changed." in page.words
    page = trainer.send(page, page.form(button="Close the session"))
    assert "Lines about the same person do not agree: 2, 4." in page.words
    page = trainer.send(page, page.form("line", to="/strike/"))
    assert "Write why the line is struck out." in page.words
    forms = [form for form in page.forms if form.action.endswith("/strike/")]
    page = trainer.send(page, forms[-1], reason="Written twice")
    assert "Struck out on 18 November 2026" in page.words
    assert "Written twice" in page.words
    page = trainer.send(page, page.form(button="Close the session"))
    assert "Closed. Whoever passed has completed the course." in page.words
    assert Completion.objects.count() == 2
