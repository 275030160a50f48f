"""Letters, lists, firms, and who may open which of the office's pages, without a script."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.learning.web.conftest import Reader

from waylight.learning import actions
from waylight.learning.models import (
    Operator,
    OperatorSeat,
    Reminder,
)

from .a_council import IDA, MIRA, TOM, Council, days
from .desk import at


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
