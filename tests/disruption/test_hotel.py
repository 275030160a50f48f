"""Hotel information notices: who gives one, for how long, what is asked under it, and the paper."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.learning.outputs.paper import Paper

from waylight.accounts.policy import Refused
from waylight.audit.models import Event
from waylight.casework.models import Due
from waylight.disruption import actions
from waylight.disruption.errors import Missing, NotPossible, Why
from waylight.disruption.machine import REQUEST
from waylight.disruption.models import InformationRequest, Use
from waylight.triage.machine import WrongMove

from .a_room import TODAY, Room, cannot_print, fresh

LAST = date(2027, 5, 18)
TEXT = {
    "hotel": "Tern Hotel", "address": "Station Road, Saltby, ZZ99 1AA", "recipient_kind": "manager",
    "recipient": "Saltby Inns", "grounds": "Several accounts name rooms at the back.",
    "authorised_by": "Inspector Hale", "rank": "inspector",
}  # fmt: skip
ASKED: dict[str, Any] = {
    "asked_on": TODAY, "asked_by": "PC 12", "what": "Guests of rooms 20 to 24", "stays_from": TODAY,
    "stays_to": date(2026, 11, 30), "answer_by": date(2026, 12, 4),
}  # fmt: skip


def written(room: Room, last: date = LAST, first: date = TODAY, **changes: str) -> Use:
    use = room.approved("HOTEL")
    text = actions.NoticeText(**{**TEXT, **changes})
    actions.write_notice(use, text, first, last, by=room.coordinator)
    return fresh(use)


def served(room: Room) -> Use:
    use = written(room)
    actions.serve_notice(use, served_on=TODAY, served_how="PC 12, to the manager", by=room.coordinator)
    return fresh(use)


def why(act: Callable[[], object]) -> Why:
    with pytest.raises(NotPossible) as found:
        act()
    return Why(found.value.why)


@pytest.mark.parametrize("rank", ["sergeant", "constable", ""])
def test_nobody_below_inspector_gives_one(room: Room, rank: str) -> None:
    with pytest.raises(Missing):
        written(room, rank=rank)


def test_six_months_and_a_notice_before_it_is_served(room: Room) -> None:
    use = room.approved("HOTEL")
    assert (
        why(lambda: actions.serve_notice(use, served_on=TODAY, served_how="x", by=room.coordinator))
        is Why.NO_NOTICE
    )
    days: dict[str, Any] = {"served_on": TODAY, "first_day": TODAY, "last_day": LAST}
    assert why(lambda: actions.serve(use, served_how="x", by=room.coordinator, **days)) is Why.NO_NOTICE
    assert why(lambda: written(room, last=date(2027, 5, 19))) is Why.TOO_LONG
    found = served(room)
    assert (found.state, found.first_day, found.last_day) == ("live", TODAY, LAST)
    other = room.approved("CPN")
    text = actions.NoticeText(**TEXT)
    assert why(lambda: actions.write_notice(other, text, TODAY, LAST, by=room.coordinator)) is Why.NOT_A_HOTEL


@pytest.mark.parametrize("state", REQUEST.states)
def test_a_request_is_answered_once(room: Room, state: str) -> None:
    asked = actions.ask_hotel(served(room), by=room.coordinator, **ASKED)
    due = Due.objects.get(about=asked.pk, stopped_at__isnull=True)
    assert (due.kind, due.due_at.date()) == ("hotel-answer", ASKED["answer_by"])
    if state == "returned":
        actions.note_return(asked, TODAY, "Four names.", by=room.coordinator)
    fresh_one = InformationRequest.objects.select_related("use__unit").get(pk=asked.pk)
    assert fresh_one.state == state
    if REQUEST.allows(state, "returned", "measure.work"):
        actions.note_return(fresh_one, TODAY, "Nothing.", by=room.second)
        assert not Due.objects.filter(about=asked.pk, stopped_at__isnull=True).exists()
    else:
        with pytest.raises(WrongMove):
            actions.note_return(fresh_one, TODAY, "Nothing.", by=room.second)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stays_from": date(2026, 11, 17)},
        {"stays_to": date(2027, 5, 19)},
        {"stays_to": date(2026, 11, 1)},
        {"answer_by": date(2026, 11, 1)},
    ],
)
def test_what_is_asked_lies_within_the_notice(room: Room, wrong: dict[str, Any]) -> None:
    use = served(room)
    assert why(lambda: actions.ask_hotel(use, by=room.coordinator, **{**ASKED, **wrong})) is Why.OUTSIDE


def test_nothing_is_asked_once_it_has_expired(room: Room, clock: time_machine.Traveller) -> None:
    use = served(room)
    clock.move_to(datetime(2027, 5, 19, 9))  # noqa: DTZ001  # the day after its last
    with pytest.raises(WrongMove):
        actions.ask_hotel(use, by=room.coordinator, **ASKED)


@pytest.mark.parametrize("who", ["licensing", "worker", "screener", "auditor"])
def test_nobody_else_writes_serves_asks_or_prints(room: Room, who: str, staff_client: Any) -> None:
    by, use = getattr(room, who), served(room)
    asked = actions.ask_hotel(use, by=room.coordinator, **ASKED)
    for act in (
        lambda: actions.write_notice(use, actions.NoticeText(**TEXT), TODAY, LAST, by=by),
        lambda: actions.serve_notice(use, served_on=TODAY, served_how="x", by=by),
        lambda: actions.ask_hotel(use, by=by, **ASKED),
        lambda: actions.note_return(asked, TODAY, "x", by=by),
    ):
        with pytest.raises(Refused):
            act()
    client = staff_client(who=room.person(who))
    assert client.get(reverse("measure-notice", args=[use.pk])).status_code == 403


def test_from_the_page_to_the_paper_and_back(room: Room, staff_client: Any) -> None:
    use = room.approved("HOTEL")
    actions.write_line(use.unit, "told", TODAY, "A girl says PERISCOPE.", "Worker", by=room.coordinator)
    client = staff_client(who=room.person("coordinator"))

    def do(name: str) -> str:
        return reverse("measure-act", args=[use.pk, name])

    days = {"first_day": "18/11/2026", "last_day": "18/05/2027"}
    assert client.get(reverse("measure-notice", args=[use.pk])).status_code == 404
    assert client.post(do("notice"), {**TEXT, **days, "last_day": "19/05/2027"}).status_code == 400
    assert client.post(do("notice"), {**TEXT, **days}).status_code == 302
    found = client.get(reverse("measure-notice", args=[use.pk]))
    paper = Paper(found.content)
    assert (paper.claim, paper.tagged, paper.language) == ("1", True, "en") and paper.tags
    words = " ".join("\n".join(page.extract_text() for page in paper.reader.pages).split())
    for said in ("Tern Hotel", "18 November 2026", "18 May 2027", "Inspector Hale", "Not verified"):
        assert said in words
    for section in ("Section 116(4)", "Section 116(5)", "Section 117", "Section 118"):
        assert section in words
    assert "PERISCOPE" not in words and "They come for food" not in words
    assert Event.objects.filter(verb="export", object_id=str(use.unit_id)).count() == 1
    assert client.post(do("serve-notice"), {"served_on": "18/11/2026", "served_how": "x"}).status_code == 302
    asked = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in ASKED.items()}
    assert client.post(do("ask-hotel"), asked).status_code == 302
    request = InformationRequest.objects.get()
    assert client.get(reverse("hotel-request", args=[request.pk])).url == reverse("measure", args=[use.pk])
    back = {"asked": str(request.pk), "returned_on": "18/11/2026", "returned": "Four names."}
    assert client.post(do("returned"), back).status_code == 302
    assert "Four names." in client.get(reverse("measure", args=[use.pk])).content.decode()


def test_a_measure_is_not_reviewed_while_a_hotel_has_not_answered(room: Room) -> None:
    use = served(room)
    asked = actions.ask_hotel(use, by=room.coordinator, **ASKED)
    actions.end_early(fresh(use), "It closed.", by=room.coordinator)
    assert why(lambda: actions.review(fresh(use), "x", "y", by=room.coordinator)) is Why.UNANSWERED
    assert fresh(use).state == "expired"
    actions.note_return(asked, TODAY, "Nothing.", by=room.coordinator)
    actions.review(fresh(use), "x", "y", by=room.coordinator)
    actions.close_unit(use.unit, "It is a bakery now.", by=room.coordinator)
    assert not Due.objects.filter(stopped_at__isnull=True, about__in=[use.pk, asked.pk]).exists()


def test_what_was_asked_of_a_hotel_is_due_to_the_next_owner(room: Room) -> None:
    use = served(room)
    asked = actions.ask_hotel(use, by=room.coordinator, **ASKED)
    actions.hand_to(use.unit, room.person("second"), "She leaves.", by=room.coordinator)
    running = Due.objects.filter(about__in=[use.pk, asked.pk], stopped_at__isnull=True)
    assert {due.owner for due in running} == {room.person("second")}
    assert "hotel-answer" in {due.kind for due in running}


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_notice_so_far_off_is_asked_again(room: Room, staff_client: Any, year: str) -> None:
    use, client = room.approved("HOTEL"), staff_client(who=room.person("coordinator"))
    days = {"first_day": f"{year}-11-18", "last_day": f"{year}-12-31"}
    found = client.post(reverse("measure-act", args=[use.pk, "notice"]), {**TEXT, **days})
    assert found.status_code == 400 and "Look at the year" in found.content.decode()


def test_a_notice_that_cannot_be_printed_says_so(
    room: Room, staff_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.disruption.actions import printing

    monkeypatch.setattr(printing, "notice_paper", cannot_print)
    client = staff_client(who=room.person("coordinator"))
    found = client.get(reverse("measure-notice", args=[written(room).pk]), follow=True)
    assert found.status_code == 200 and "could not be printed" in found.content.decode()


def test_a_notice_takes_effect_no_sooner_than_it_is_served(
    room: Room, clock: time_machine.Traveller, staff_client: Callable[..., Any]
) -> None:
    use = written(room)
    later = date(2026, 11, 20)
    clock.move_to(datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert (
        why(lambda: actions.serve_notice(use, served_on=later, served_how="x", by=room.coordinator))
        is Why.SERVED_LATE
    )
    actions.write_notice(fresh(use), actions.NoticeText(**TEXT), later, LAST, by=room.coordinator)
    actions.serve_notice(fresh(use), served_on=later, served_how="x", by=room.coordinator)
    asked = {**ASKED, "asked_on": later, "stays_from": later}
    actions.ask_hotel(fresh(use), **asked, by=room.coordinator)
    page = staff_client(who=room.person("coordinator")).get(reverse("measure", args=[use.pk]))
    assert "Answer of a hotel to an information request, Coordinator" in page.content.decode()
