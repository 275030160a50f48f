"""The office's pages about people, read and used by somebody whose browser runs no script."""

from typing import Any

from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.learning import actions
from waylight.learning.models import (
    Certificate,
    Completion,
    Exemption,
    Learner,
    RosterImport,
)

from .a_council import MIRA, TOM, Council, days, sheet
from .desk import act_form, at, posting_to


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
