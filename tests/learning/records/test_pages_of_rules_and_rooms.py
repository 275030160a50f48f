"""The office's pages of rules, results and sessions, without a script."""

from collections.abc import Callable
from typing import Any

from tests.learning.web.conftest import Reader

from waylight.engine.clocks import months_after
from waylight.learning import actions
from waylight.learning.codes import Result
from waylight.learning.courses import version_now
from waylight.learning.models import (
    Completion,
    CourseDemand,
    CourseRule,
    RoomSession,
)
from waylight.learning.refresher import Demand, DemandKind

from .a_council import TODAY, VERSION, Council, days
from .desk import at, posting_to


def test_a_rule_is_looked_at_both_ways_before_it_is_made(staffed_desk: Reader, staffed: Council) -> None:
    staffed.trained("D101", on=days(-500))
    both = ["driver", "operator"]
    page = staffed_desk.get(at("training-rules"))
    page = staffed_desk.send(
        page,
        posting_to(page, "training-rule"),
        course="drivers",
        starts=f"{TODAY:%d/%m/%Y}",
        roles=both,
        months="12",
        first_days="180",
        remind="60, 7, 0",
    )
    assert "Whom this rule would touch" in page.words
    assert "D101" in page.words
    assert CourseRule.objects.count() == 1
    page = staffed_desk.send(page, page.form(button="Make it for all training"), press="all", roles=both)
    assert "The rule is made." in page.words
    made = CourseRule.objects.latest("pk")
    assert (made.months, made.to_all, made.remind) == (12, True, [60, 7, 0])
    assert staffed.due("D101").on == months_after(days(-500), 12)


def test_a_rule_for_new_training_only(staffed_desk: Reader, staffed: Council) -> None:
    page = staffed_desk.get(at("training-rules"))
    said = {"course": "drivers", "starts": f"{TODAY:%d/%m/%Y}", "roles": ["driver"], "months": "12"}
    page = staffed_desk.send(page, posting_to(page, "training-rule"), **said)
    page = staffed_desk.send(page, page.form(button="Make it for training from then on"), press="new")
    assert CourseRule.objects.latest("pk").to_all is False


def test_a_rule_that_asks_nothing_is_refused_in_words(staffed_desk: Reader) -> None:
    page = staffed_desk.get(at("training-rules"))
    page = staffed_desk.send(
        page, posting_to(page, "training-rule"), course="drivers", starts="01/01/2027", remind="soon"
    )
    assert page.status == 422
    assert "Write whole numbers with commas" in page.words
    page = staffed_desk.send(
        page, posting_to(page, "training-rule"), course="drivers", starts="01/01/2027", remind="1"
    )
    assert "Say at least one thing that the rule asks." in page.words


def test_a_change_of_the_law_is_looked_at_and_asked(staffed_desk: Reader, staffed: Council) -> None:
    staffed.trained("D101", on=days(-10))
    page = staffed_desk.get(at("training-rules"))
    page = staffed_desk.send(
        page,
        posting_to(page, "training-demand"),
        course="drivers",
        kind="law",
        since=f"{TODAY:%d/%m/%Y}",
        by=f"{days(90):%d/%m/%Y}",
        why="Section renumbered",
    )
    assert "D101" in page.words
    assert not CourseDemand.objects.exists()
    page = staffed_desk.send(page, page.form(button="Ask it of them"))
    assert CourseDemand.objects.get().why == "Section renumbered"
    assert staffed.due("D101").on == days(90)
    assert "Section renumbered" in page.words


def test_a_demand_is_withdrawn(staffed_desk: Reader, staffed: Council) -> None:
    law = Demand(DemandKind.LAW, TODAY, days(60))
    actions.make_demand(staffed.area, "drivers", law, why="Mistaken", by=staffed.licensing)
    page = staffed_desk.get(at("training-rules"))
    page = staffed_desk.send(page, page.form(to="/withdraw/"))
    assert "Withdrawn on 18 November 2026" in page.words
    assert staffed.due("D101").reason == "first"


def test_results_of_another_learning_system_are_brought_in(staffed_desk: Reader, staffed: Council) -> None:
    page = staffed_desk.get(at("training-results"))
    said = {"course": "drivers", "version": version_now("drivers"), "evidence": "The college's list"}
    page = staffed_desk.send(
        page,
        page.form("evidence"),
        sheet="Badge,Completed on\nD101,01/11/2026\nX1,01/11/2026",
        **said,
    )
    assert "1 completion was written down." in page.words
    assert "This badge is not on the roster here." in page.words
    page = staffed_desk.send(page, page.form("evidence"), sheet="no list", **said)
    assert page.status == 422
    assert "no list" in page.body


def test_a_trainer_holds_a_session(staff_client: Callable[..., Any], staffed: Council) -> None:
    trainer = Reader(staff_client("trainer"))
    page = trainer.get(at("training-rooms"))
    page = trainer.send(
        page,
        page.form("place"),
        course="drivers",
        place="Saltby Town Hall",
        facilitator="Ned Vale",
        on=f"{TODAY:%d/%m/%Y}",
    )
    session = RoomSession.objects.get()
    assert page.address == at("training-room", session.pk)
    page = trainer.send(
        page, page.form("name"), badge="D101", name="Mira", check_how="spoken", result="passed"
    )
    page = trainer.send(page, page.form("sheet"), sheet="D102,Tom,W,humming\nX9,Sam,W,passed")
    assert "2 lines were read back." in page.words
    assert "“humming” could not be read" in page.words
    assert "1 line is on no roster" in page.words
    page = trainer.send(page, page.form(button="Close the session"))
    assert "Not every line says whether the person passed" in page.words
    page = trainer.send(page, page.form("name"), badge="D102", result="not-yet")
    page = trainer.send(page, page.form(button="Close the session"))
    assert "Closed. Whoever passed has completed the course." in page.words
    assert Completion.objects.get().learner == staffed.learner("D101")
    (line,) = [each for each in session.register.all() if each.name == "Sam"]
    page = trainer.send(page, page.form("line"), badge="P007")
    assert "Put right." in page.words
    line.refresh_from_db()
    assert line.completion is not None
    answer = trainer.client.get(at("training-room-paper", session.pk))
    assert answer.content.startswith(b"%PDF")


def test_another_trainers_session_is_refused(staff_client: Callable[..., Any], staffed: Council) -> None:
    session = actions.open_room(
        staffed.area, "drivers", VERSION, on=TODAY, place="x", facilitator="x", by=staffed.trainer
    )
    actions.sign(session, badge="D101", result=Result.PASSED, by=staffed.trainer)
    other = Reader(staff_client("trainer"))
    assert other.client.get(at("training-room", session.pk)).status_code == 403
    assert other.client.post(at("training-room-close", session.pk)).status_code == 403
    assert "x" not in other.get(at("training-rooms")).words.split()
