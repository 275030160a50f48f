"""Training in a room: the register typed, or read back from paper, and what follows when it is closed."""

import pytest

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.learning import actions, queries
from waylight.learning.codes import CheckHow, Mode, Result
from waylight.learning.models import Attendance, Completion, RoomSession
from waylight.learning.register import read_register

from .a_council import IDA, MIRA, TODAY, TOM, VERSION, Council, days

PAPER = """Badge\tName\tCheck\tResult
D101\tMira Stane\tspoken\tpassed
d-102\tTom A.\tinterpreter\tnot yet
X999\tSam Vole\twritten\tpassed
\tno badge with them\t\tpassed
P007\tIda\tby singing\tpassed
"""


def opened(council: Council, by: str = "trainer", **how: object) -> RoomSession:
    return actions.open_room(
        council.area,
        "drivers",
        VERSION,
        on=days(-1),
        place="Saltby Town Hall",
        facilitator="Ned Vale",
        by=getattr(council, by),
        **how,  # type: ignore[arg-type]  # as a test names them
    )


def passed(session: RoomSession, badge: str, by: Actor) -> Attendance:
    return actions.sign(session, badge=badge, check_how=CheckHow.SPOKEN, result=Result.PASSED, by=by)


def test_the_register_is_typed_and_closing_it_completes_those_who_passed(staffed: Council) -> None:
    session, by = opened(staffed), staffed.trainer
    actions.sign(session, badge="D101", check_how=CheckHow.SPOKEN, result=Result.PASSED, by=by)
    actions.sign(session, badge="D102", check_how=CheckHow.INTERPRETER, result=Result.NOT_YET, by=by)
    actions.close_room(session, by=by)
    (done,) = Completion.objects.all()
    assert (done.learner.badge, done.mode, done.check_how) == ("D101", Mode.ROOM, CheckHow.SPOKEN)
    assert (done.on, done.assessor, done.session) == (days(-1), "Ned Vale", session)
    assert done.evidence == f"{session.code} 1"
    assert done.certificates.count() == 1
    assert staffed.due("D101").last_on == days(-1)


def test_a_second_word_about_the_same_badge_completes_its_line(staffed: Council) -> None:
    session, by = opened(staffed), staffed.trainer
    actions.sign(session, badge="D101", name="Mira", by=by)
    line = actions.sign(session, badge="d 101", result=Result.PASSED, by=by)
    assert (line.name, line.result, line.line) == ("Mira", Result.PASSED, 1)
    assert session.register.count() == 1


def test_paper_is_read_back_and_nothing_on_it_is_lost(staffed: Council) -> None:
    session = opened(staffed, mode=Mode.PAPER)
    back = actions.read_back(session, PAPER, by=staffed.trainer)
    lines = {line.name: line for line in back.lines}
    assert len(lines) == 5
    assert lines["Mira Stane"].learner == staffed.learner("D101")
    assert lines["Mira Stane"].check_how == CheckHow.SPOKEN
    assert lines["Tom A."].result == Result.NOT_YET
    assert {line.name for line in back.off_roster} == {"Sam Vole", "no badge with them"}
    assert back.unread == [(6, "by singing")]
    assert lines["Ida"].result == Result.PASSED, "what can be read is read"


def test_read_back_twice_it_stands_there_once(staffed: Council) -> None:
    session = opened(staffed)
    sheet = "\n".join(PAPER.splitlines()[:4])
    actions.read_back(session, sheet, by=staffed.trainer)
    actions.read_back(session, sheet, by=staffed.trainer)
    assert session.register.count() == 3


def test_without_headings_the_columns_are_badge_name_check_result() -> None:
    (signed,) = read_register("D101, Mira ,s,P")
    assert (signed.badge, signed.name, signed.check_how, signed.result) == (
        "D101",
        "Mira",
        "spoken",
        "passed",
    )
    assert read_register("") == []
    assert read_register("\n , \n") == []


def test_it_is_closed_only_when_every_line_says_how_it_ended(staffed: Council) -> None:
    session, by = opened(staffed), staffed.trainer
    actions.sign(session, badge="D101", by=by)
    with pytest.raises(actions.NotPossible) as problem:
        actions.close_room(session, by=by)
    assert problem.value.why == actions.Why.UNMATCHED
    actions.sign(session, badge="D101", result=Result.LEFT_EARLY, by=by)
    assert actions.close_room(session, by=by).state == "closed"
    assert not Completion.objects.exists()
    for late in (
        lambda: actions.sign(session, badge="D102", by=by),
        lambda: actions.read_back(session, PAPER, by=by),
        lambda: actions.close_room(session, by=by),
    ):
        with pytest.raises(actions.NotPossible):
            late()


def test_a_line_on_no_roster_waits_and_completes_once_it_is_put_right(council: Council) -> None:
    council.rule()
    session, by = opened(council), council.trainer
    line = passed(session, "D1O1", by)
    actions.close_room(session, by=by)
    assert not Completion.objects.exists()
    with pytest.raises(actions.NotPossible):
        actions.correct_line(line, badge="D101", by=by)
    council.bring_in(MIRA, TOM)
    line = actions.correct_line(line, badge="D101", by=by)
    assert line.completion == Completion.objects.get()
    assert council.due("D101").last_on == days(-1)
    with pytest.raises(actions.NotPossible):
        actions.correct_line(line, badge="D102", by=by)


def test_a_line_is_not_given_the_badge_of_another(staffed: Council) -> None:
    session, by = opened(staffed), staffed.trainer
    actions.sign(session, badge="D101", result=Result.PASSED, by=by)
    wrong = actions.sign(session, badge="D1O1", result=Result.PASSED, by=by)
    with pytest.raises(actions.NotPossible):
        actions.correct_line(wrong, badge="D101", by=by)


def test_a_facilitator_is_named(staffed: Council) -> None:
    with pytest.raises(actions.NotPossible):
        actions.open_room(
            staffed.area, "drivers", VERSION, on=TODAY, place="", facilitator=" ", by=staffed.trainer
        )


def test_a_trainer_sees_their_own_sessions_and_licensing_every_one(staffed: Council) -> None:
    mine, theirs = opened(staffed), opened(staffed, by="other_trainer")
    assert list(queries.rooms(staffed.trainer)) == [mine]
    assert set(queries.rooms(staffed.licensing)) == {mine, theirs}
    assert queries.room(staffed.licensing, theirs.pk).session == theirs
    for refused in (
        lambda: queries.room(staffed.trainer, theirs.pk),
        lambda: actions.sign(theirs, badge="D101", by=staffed.trainer),
        lambda: actions.read_back(theirs, PAPER, by=staffed.trainer),
        lambda: actions.close_room(theirs, by=staffed.trainer),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_trainer_holds_no_session_elsewhere(staffed: Council, neighbour: Council) -> None:
    with pytest.raises(Refused):
        actions.open_room(
            neighbour.area, "drivers", VERSION, on=TODAY, place="", facilitator="x", by=staffed.trainer
        )
    with pytest.raises(Refused):
        opened(staffed, by="operator")


def test_a_register_of_thirty_is_one_act_of_few_queries(
    staffed: Council, django_assert_max_num_queries: object
) -> None:
    staffed.bring_in(*(f"D{n},Person {n},driver,,," for n in range(500, 530)), IDA)
    session, by = opened(staffed), staffed.trainer
    actions.read_back(session, "\n".join(f"D{n},,w,p" for n in range(500, 530)), by=by)
    with django_assert_max_num_queries(45):  # type: ignore[operator]  # pytest-django's fixture
        actions.close_room(session, by=by)
    assert Completion.objects.count() == 30


def test_a_line_on_no_roster_is_matched_by_itself_once_the_roster_has_the_badge(council: Council) -> None:
    council.rule()
    closed, open_one, by = opened(council), opened(council), council.trainer
    passed(closed, "D101", by)
    passed(closed, "X999", by)
    actions.close_room(closed, by=by)
    passed(open_one, "d 102", by)
    council.bring_in(MIRA, TOM)
    (done,) = Completion.objects.all()
    assert (done.learner.badge, done.session) == ("D101", closed)
    assert open_one.register.get().learner == council.learner("D102")
    assert [line.badge for line in queries.room(council.licensing, closed.pk).off_roster] == ["X999"]
    actions.close_room(open_one, by=by)
    assert Completion.objects.count() == 2
    council.bring_in(MIRA, TOM)
    assert Completion.objects.count() == 2
