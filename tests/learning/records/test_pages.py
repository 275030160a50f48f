"""The office's pages, read and used by somebody whose browser runs no script."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.learning import actions
from waylight.learning.codes import Result
from waylight.learning.courses import version_now
from waylight.learning.models import (
    Certificate,
    Completion,
    CourseDemand,
    CourseRule,
    Exemption,
    Learner,
    Operator,
    OperatorSeat,
    Reminder,
    RoomSession,
    RosterImport,
)
from waylight.learning.refresher import Demand, DemandKind, after_months

from .a_council import IDA, MIRA, TODAY, TOM, VERSION, Council, days, sheet


@pytest.fixture
def desk(staff_client: Callable[..., Any], council: Council) -> Reader:
    """A licensing officer."""
    return Reader(staff_client("licensing"))


@pytest.fixture
def staffed_desk(desk: Reader, staffed: Council) -> Reader:
    return desk


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def act_form(page: Page, name: str) -> Any:
    return next(form for form in page.forms if form.action.endswith(f"/do/{name}/"))


def posting_to(page: Page, name: str, *args: object) -> Any:
    return next(form for form in page.forms if form.action == at(name, *args))


def test_the_first_page_of_a_licensing_officer_says_who_is_trained(
    staffed_desk: Reader, staffed: Council
) -> None:
    staffed.trained("D101", on=days(-1200))
    page = staffed_desk.get(at("training"))
    assert page.status == 200
    assert "Overdue 1" in page.words
    assert "Never trained 2" in page.words
    assert page.words.index("D101") < page.words.index("D102")
    page = staffed_desk.send(page, page.form("state"), state="overdue")
    assert "D101" in page.words
    assert "D102" not in page.words


def test_a_roster_is_pasted_looked_at_and_used(desk: Reader, council: Council) -> None:
    council.rule()
    page = desk.get(at("training-roster"))
    page = desk.send(page, page.form("sheet"), sheet=sheet(MIRA, TOM, "D9,Pat,pilot,,,"))
    assert "What this roster would change" in page.words
    assert "New people 2" in page.words
    assert "The role is not one that we know." in page.words
    assert "D9, Pat, pilot" in page.words
    assert not Learner.objects.exists()
    page = desk.send(page, page.form(button="Use it"))
    assert "What this roster changed" in page.words
    assert "The role is not one that we know." in page.words
    assert Learner.objects.count() == 2


def test_a_whole_roster_warns_of_those_who_would_leave(staffed_desk: Reader, staffed: Council) -> None:
    page = staffed_desk.get(at("training-roster"))
    page = staffed_desk.send(page, page.form("sheet"), sheet=sheet(MIRA), whole="on")
    assert "1 person is on the roster and not in this sheet" in page.words
    page = staffed_desk.send(page, page.form(button="Drop it"), press="no")
    assert RosterImport.objects.latest("made_at").sheet == ""
    assert staffed.learner("D102").left_on is None


def test_a_preview_says_who_is_new_who_changes_and_who_is_gone(
    staffed_desk: Reader, staffed: Council
) -> None:
    page = staffed_desk.get(at("training-roster"))
    lines = "D101,Mira Hill", *(f"D{n},Person {n}" for n in range(500, 705))
    page = staffed_desk.send(page, page.form("sheet"), sheet=sheet(*lines, headings="Badge,Name"), whole="on")
    for words in (
        "205 new people",
        "500 Person 500 Driver",
        "The first 200 of 205.",
        "1 person whose record changes",
        "D101 Mira Stane Name Mira Stane Mira Hill",
        "1 person who has left",
        "D102 Tom Arrow Driver Thornleigh Cars",
        "Whoever is known keeps theirs; new people become: Driver.",
    ):
        assert words in page.words, words
    assert "P007" not in page.words, "of a list of drivers no operator is missing"


def test_what_is_no_roster_is_said_so_and_nothing_typed_is_lost(desk: Reader, council: Council) -> None:
    page = desk.get(at("training-roster"))
    page = desk.send(page, page.form("sheet"), sheet="Mira Stane, a driver\nTom Arrow")
    assert page.status == 422
    assert "one must be called Badge" in page.words
    assert "Mira Stane, a driver" in page.body


def test_codes_are_printed_once_for_whoever_has_none(staffed_desk: Reader, staffed: Council) -> None:
    page = staffed_desk.get(at("training-roster"))
    form = posting_to(page, "training-codes")
    answer = staffed_desk.client.post(form.action, {"area": "merrowdale"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert not Learner.objects.filter(way_in="").exists()
    page = staffed_desk.get(at("training-roster"))
    assert "everybody has a code" in page.words


def test_somebody_is_found_and_no_address_holds_a_name(staffed_desk: Reader, staffed: Council) -> None:
    page = staffed_desk.get(at("training-find"))
    page = staffed_desk.send(page, page.form("badge"), name="mira stane")
    assert page.address == at("training-person", staffed.learner("D101").pk)
    page = staffed_desk.get(at("training-find"))
    page = staffed_desk.send(page, page.form("badge"), badge="D999")
    assert "Nobody with exactly this" in page.words
    page = staffed_desk.send(page, page.form("badge"), badge="")
    assert page.status == 422


def test_one_persons_page_shows_what_is_kept(staffed_desk: Reader, staffed: Council) -> None:
    staffed.trained("D101", on=days(-5))
    actions.withdraw(staffed.trained("D101"), reason="Somebody else sat it", by=staffed.licensing)
    page = staffed_desk.get(at("training-person", staffed.learner("D101").pk))
    for words in (
        "Mira Stane",
        "Thornleigh Cars",
        "In a room",
        "Ola Brandt",
        "Somebody else sat it",
        "Revoked",
    ):
        assert words in page.words, words
    assert "No code yet" in page.words


def test_acts_on_a_person(staffed_desk: Reader, staffed: Council) -> None:
    mira = staffed.learner("D101")
    address = at("training-person", mira.pk)

    def act(name: str, **said: Any) -> Page:
        page = staffed_desk.get(address)
        return staffed_desk.send(page, act_form(page, name), **said)

    page = act("equivalent", course="drivers", on="01/06/2026", evidence="Seen", assessor="Ola Brandt")
    assert "Accepted" in page.words
    assert staffed.due("D101").on is not None
    page = act("exempt", course="drivers", because="away", reason="Ill", until="01/12/2026")
    assert Exemption.objects.get().reason == "Ill"
    page = act("end-exemption")
    assert "has ended" in page.words
    staffed.trained("D101")
    page = act("reissue")
    assert Certificate.objects.filter(replaces__isnull=False).count() == 1
    page = act("revoke", reason="Copied")
    assert "Revoked" in page.words
    page = act("withdraw", reason="Mistaken")
    assert Completion.objects.filter(withdrawal__isnull=False).count() == 1
    page = act("badge", badge="D777")
    assert staffed.learner("D777").pk == mira.pk
    page = act("left")
    assert "Left the roster" in page.words


def test_an_act_that_cannot_be_done_says_why_and_keeps_what_was_typed(
    staffed_desk: Reader, staffed: Council
) -> None:
    address = at("training-person", staffed.learner("D101").pk)
    page = staffed_desk.get(address)
    page = staffed_desk.send(
        page,
        act_form(page, "exempt"),
        course="drivers",
        because="away",
        reason="On long leave",
        until="01/01/2020",
    )
    assert page.status == 422
    assert "This day is past." in page.words
    assert "On long leave" in page.body
    page = staffed_desk.send(page, act_form(page, "badge"), badge="D102")
    assert "Somebody else on the roster has this badge." in page.words


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
    assert staffed.due("D101").on == after_months(days(-500), 12)


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


def test_letters_are_printed_posted_and_mail_that_came_back_is_noted(
    staffed_desk: Reader, staffed: Council
) -> None:
    actions.area_round("merrowdale", on=days(90))
    actions.send_reminders("merrowdale", on=days(90))
    page = staffed_desk.get(at("training-letters"))
    assert "1 letter waits." in page.words
    answer = staffed_desk.client.post(at("training-letters-print"), {"area": "merrowdale"})
    assert answer.content.startswith(b"%PDF")
    assert Reminder.objects.filter(way="letter", state="due").count() == 1, "printed is not posted"
    page = staffed_desk.send(page, page.form("letter"))
    assert "1 letter is noted as posted." in page.words
    page = staffed_desk.send(
        page, page.form("addresses"), addresses="mira@saltby.example\nnobody@saltby.example"
    )
    assert "Nobody here has these addresses: nobody@saltby.example" in page.words
    assert states_of("D101", staffed) == ["bounced", "due"]


def states_of(badge: str, council: Council) -> list[str]:
    return sorted(council.learner(badge).reminders.values_list("state", flat=True))


def test_mail_that_may_have_gone_waits_for_a_person(staffed_desk: Reader, staffed: Council) -> None:
    actions.area_round("merrowdale", on=days(90))
    mira = staffed.learner("D101")
    mira.reminders.update(state=Reminder.State.GOING)
    page = staffed_desk.get(at("training-letters"))
    assert "Mail that may have gone" in page.words
    page = staffed_desk.send(page, page.form(to="/unsure/"), press="yes")
    assert "Noted that it went." in page.words
    assert mira.reminders.get().state == Reminder.State.SENT


def test_the_lapsed_are_listed_and_taken_away(staffed_desk: Reader, staffed: Council) -> None:
    staffed.trained("D101", on=days(-1200))
    page = staffed_desk.get(at("training-lapsed"))
    assert "D101" in page.words
    assert "D102" not in page.words
    answer = staffed_desk.client.post(at("training-lapsed-file"), {"area": "merrowdale", "course": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="lapsed-merrowdale-2026-11-18.csv"'
    assert answer.content.decode().startswith("\ufeffBadge,")
    assert "D101" in answer.content.decode()


def test_the_nightly_count_shows_the_difference(
    staff_client: Callable[..., Any], staffed: Council, clock: Any
) -> None:
    for n in (90, 91):
        actions.area_round("merrowdale", on=days(n))
        actions.send_reminders("merrowdale", on=days(n))
    clock.shift(timedelta(days=95))
    page = Reader(staff_client("licensing")).get(at("training-counts"))
    assert "4 days have not been counted" in page.words
    assert "1 reminder has not gone." in page.words
    assert "A letter waits to be printed and posted." in page.words
    assert "D102" in page.words


def test_a_firm_gets_a_seat_and_sees_its_own_passes(
    staffed_desk: Reader, staffed: Council, staff_client: Callable[..., Any]
) -> None:
    theirs = Reader(staff_client("operator"))
    page = theirs.get(at("training-passes"))
    assert "has not named a firm for you yet" in page.words
    page = staffed_desk.get(at("training-firms"))
    firm = Operator.objects.get(pk=staffed.learner("D101").operator_id)
    page = staffed_desk.send(
        page, page.form("operator"), operator=str(firm.pk), person=str(theirs.client.person.pk)
    )
    assert "They see pass and date" in page.words
    staffed.trained("D101")
    page = theirs.get(at("training-passes"))
    assert "Mira Stane" in page.words
    assert "18 November 2026" in page.words
    assert "Not yet" in page.words
    assert "Saltby Taxis" not in page.words
    page = staffed_desk.get(at("training-firms"))
    page = staffed_desk.send(page, page.form(to="/seats/"))
    assert OperatorSeat.objects.get().until is not None


STAFF_PAGES = (
    "training",
    "training-find",
    "training-roster",
    "training-results",
    "training-rules",
    "training-letters",
    "training-lapsed",
    "training-counts",
    "training-firms",
)


@pytest.mark.parametrize("role", ["trainer", "operator", "screener", "manager", "auditor", "administrator"])
@pytest.mark.parametrize("name", STAFF_PAGES)
def test_the_office_is_for_licensing_alone(
    staff_client: Callable[..., Any], council: Council, role: str, name: str
) -> None:
    assert staff_client(role).get(at(name)).status_code == 403


@pytest.mark.parametrize("name", [*STAFF_PAGES, "training-rooms", "training-missed"])
def test_every_page_opens_with_nothing_in_it(desk: Reader, name: str) -> None:
    page = desk.get(at(name))
    assert page.status == 200
    assert page.words.count(" ") > 3


def test_an_officer_of_two_councils_chooses_which(
    staff_client: Callable[..., Any], person: Callable[..., Any], staffed: Council, neighbour: Council
) -> None:
    from django.utils import timezone

    from waylight.accounts.models import Grant

    both = person("licensing")
    Grant.objects.create(
        person=both, role="licensing", area_slug="brackenford", since=timezone.now(), given_by="test"
    )
    neighbour.rule()
    neighbour.bring_in(IDA)
    neighbour.trained("P007", on=days(-1200))
    reader = Reader(staff_client(who=both))
    for name in ("training-lapsed", "training-rules", "training-letters", "training-counts"):
        page = reader.get(at(name), area="brackenford")
        assert page.status == 200
        assert "Brackenford" in page.words
    assert "P007" in reader.get(at("training-lapsed"), area="brackenford").words
    assert "P007" not in reader.get(at("training-lapsed"), area="merrowdale").words
    assert reader.client.get(at("training-lapsed"), {"area": "nowhere"}).status_code == 404


def test_a_record_of_another_council_is_refused(desk: Reader, neighbour: Council) -> None:
    neighbour.bring_in(MIRA)
    learner = neighbour.learner("D101")
    assert desk.client.get(at("training-person", learner.pk)).status_code == 403
    assert desk.client.post(at("training-act", learner.pk, "left")).status_code == 403
    assert desk.client.post(at("training-code", learner.pk)).status_code == 403
    kept, _plan = neighbour.preview(TOM)
    assert desk.client.get(at("training-roster-preview", kept.pk)).status_code == 403
    missing = "00000000-0000-4000-8000-000000000000"
    assert desk.client.get(at("training-person", missing)).status_code == 404
