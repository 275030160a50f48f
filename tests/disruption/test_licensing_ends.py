"""A clock of the Act ends when what it asks for was done, counts from the right day, and follows a licence to
whoever has it."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.triage.a_hub import LONDON

from waylight.disruption import actions, authorities
from waylight.disruption.errors import NotPossible, Why
from waylight.disruption.models import LicensingReferral
from waylight.triage.machine import WrongMove

from .a_licence import ENTRY, HOLDER, again, begun, in_state, running
from .a_room import TODAY, Room

CAME: dict[str, Any] = {"course": "from-others", "sender": "brackenford"}
BY = date(2026, 12, 15)
"""Twenty working days beginning with 18 November 2026."""


def decided(room: Room, outcome: str = "revoked") -> LicensingReferral:
    referral = begun(room, "merrowdale", **CAME)
    actions.decide_licence(referral, outcome, "Not fit.", notified_on=TODAY, by=room.licensing)
    return again(referral)


def test_section_6_runs_until_whoever_sent_it_was_told(room: Room, staff_client: Any) -> None:
    referral, client = decided(room), staff_client(who=room.person("licensing"))
    assert running(referral) == {"licence-s6": BY, "licence-s2": date(2026, 11, 24)}
    actions.enter(referral, ENTRY, TODAY, base=1, by=room.licensing)
    assert running(referral)["licence-s6"] == BY
    page = client.get(reverse("licence", args=[referral.pk])).content.decode()
    assert "Not yet: section 6 asks for it in writing" in page
    act = reverse("licence-act", args=[referral.pk, "told"])
    assert client.post(act, {"told_on": "19/11/2026"}).status_code == 400, "that day is still to come"
    assert client.post(act, {"told_on": "17/11/2026"}).status_code == 400, "it had not been received then"
    assert client.post(act, {"told_on": "18/11/2026"}).status_code == 302
    assert set(running(referral)) == {"licence-end"}
    page = client.get(reverse("licence", args=[referral.pk])).content.decode()
    assert "Brackenford Council was told on 18 November 2026." in page
    assert act not in page


@pytest.mark.parametrize("state", ["created", "not-met", "met", "sent", "answered", "removed"])
def test_nobody_is_told_of_what_is_not_decided(room: Room, state: str) -> None:
    with pytest.raises(WrongMove):
        actions.tell_sender(in_state(room, state), TODAY, by=room.licensing)


def test_nobody_is_told_twice_nor_where_nobody_sent_it(room: Room) -> None:
    ours, theirs = in_state(room, "decided"), decided(room)
    actions.tell_sender(theirs, TODAY, by=room.licensing)
    for each in (ours, again(theirs)):
        with pytest.raises(NotPossible) as refused:
            actions.tell_sender(each, TODAY, by=room.licensing)
        assert refused.value.why is Why.NOBODY_WAITS


def test_what_is_settled_is_handed_to_nobody(room: Room) -> None:
    """A warning ends it once whoever sent it knows; a revocation is entered first."""
    waits, warned, revoked = decided(room, "conditions"), decided(room, "conditions"), decided(room)
    for each in (warned, revoked):
        actions.tell_sender(each, TODAY, by=room.licensing)
    assert [again(each).settled for each in (waits, warned, revoked)] == [False, True, False]
    with pytest.raises(NotPossible) as refused:
        actions.hand_licence(again(warned), room.person("licensing_deputy"), "Leave.", by=room.licensing)
    assert refused.value.why is Why.NOTHING_LEFT


@pytest.mark.parametrize(
    ("come", "right", "kind", "due"),
    [
        ({}, date(2026, 11, 16), "licence-s5", date(2026, 11, 27)),
        (CAME, date(2026, 11, 16), "licence-s6", date(2026, 12, 11)),
    ],
)
def test_the_day_from_which_the_act_counts_is_put_right(
    room: Room, staff_client: Any, come: dict[str, Any], right: date, kind: str, due: date
) -> None:
    referral = begun(room, "merrowdale" if come else "eastwick-quay", **come)
    client, act = (
        staff_client(who=room.person("licensing")),
        reverse("licence-act", args=[referral.pk, "holder"]),
    )
    typed = {"base": 1, "licence": "driver", "name": HOLDER.name, "authority": referral.authority}
    assert client.post(act, {**typed, "aware_on": "19/11/2026"}).status_code == 400
    assert again(referral).aware_on == TODAY
    assert client.post(act, {**typed, "aware_on": f"{right:%d/%m/%Y}"}).status_code == 302
    assert running(referral) == {kind: due}
    page = client.get(reverse("licence", args=[referral.pk])).content.decode()
    assert "Aware since 16 November 2026, not since 18 November 2026." in page


def test_whether_it_rests_on_relevant_information_is_asked(room: Room, staff_client: Any) -> None:
    referral = in_state(room, "created")
    LicensingReferral.objects.filter(pk=referral.pk).update(authority="merrowdale", state="met")
    client, act = (
        staff_client(who=room.person("licensing")),
        reverse("licence-act", args=[referral.pk, "decide"]),
    )
    typed = {"outcome": "suspended", "because": "Not fit.", "notified_on": "18/11/2026"}
    assert client.post(act, typed).status_code == 400
    assert client.post(act, {**typed, "relevant": "no"}).status_code == 302
    assert again(referral).on_relevant_information is False


def test_the_day_of_an_entry_brought_up_to_date_stays(room: Room) -> None:
    referral = in_state(room, "entered")
    actions.enter(referral, ENTRY, TODAY, base=referral.version, by=room.licensing)
    said = [each.words for each in referral.steps.all()]
    assert "Entry brought up to date on 18 November 2026." in said


def test_only_a_suspension_lasts_until_a_day(room: Room) -> None:
    referral = begun(room, "merrowdale", **CAME)
    days: dict[str, Any] = {"notified_on": TODAY, "suspended_until": date(2027, 2, 1), "by": room.licensing}
    with pytest.raises(NotPossible) as refused:
        actions.decide_licence(referral, "revoked", "Not fit.", **days)
    assert refused.value.why is Why.NOT_SUSPENDED
    assert actions.decide_licence(again(referral), "suspended", "Not fit.", **days).suspended_until


# Whose licence it is


@pytest.fixture
def merging(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 1 December Eastwick Quay is Merrowdale, and Merrowdale's own licences go on as they are."""
    from dataclasses import replace

    rows = dict(authorities.authorities())
    rows["eastwick-quay"] = replace(rows["eastwick-quay"], until=date(2026, 12, 1), successor="merrowdale")
    monkeypatch.setattr(authorities, "authorities", lambda: rows)


@pytest.mark.usefixtures("merging")
def test_section_5_stops_once_the_licence_is_our_own(room: Room, clock: time_machine.Traveller) -> None:
    referral = begun(room, "eastwick-quay")
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    assert actions.follow_successors() == 1
    assert set(running(referral)) == {"licence-s5"}
    clock.move_to(datetime(2026, 12, 1, 9, tzinfo=LONDON))
    assert actions.follow_successors() == 1
    assert running(referral) == {}
    actions.follow_successors()
    told = [each for each in referral.steps.all() if each.words == "Merrowdale Council has the licence now."]
    assert [each.by for each in told] == [None]


@pytest.mark.usefixtures("merging")
def test_deciding_it_stops_section_5_too(room: Room, clock: time_machine.Traveller) -> None:
    referral = begun(room, "eastwick-quay")
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    clock.move_to(datetime(2026, 12, 1, 9, tzinfo=LONDON))
    actions.decide_licence(
        again(referral), "conditions", "A warning.", notified_on=date(2026, 12, 1), by=room.licensing
    )
    assert running(referral) == {}


def test_section_5_runs_once_the_licence_is_ours_no_more(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    referral = begun(room, "saltby")
    assert running(referral) == {}
    rows = dict(authorities.authorities())
    rows["saltby"] = replace(rows["saltby"], successor="brackenford")
    monkeypatch.setattr(authorities, "authorities", lambda: rows)
    actions.follow_successors()
    assert running(referral) == {"licence-s5": date(2026, 12, 1)}


# Section 3


def test_an_enquiry_says_who_asks_and_loses_no_answer(room: Room, staff_client: Any) -> None:
    asked = actions.ask("of-us", "thornleigh", "Badge 61", TODAY, area="merrowdale", by=room.licensing)
    theirs = actions.ask("by-us", "brackenford", "Badge 7", TODAY, area="merrowdale", by=room.licensing)
    client = staff_client(who=room.person("licensing"))
    address = reverse("licence-enquiry", args=[asked.pk])
    assert "Merrowdale Council, Licensing" in client.get(address).content.decode(), "the successor"
    listed = client.get(reverse("licences")).content.decode()
    assert "we ask another authority: Brackenford Council" in listed
    typed = {"answered_on": "18/11/2026", "answer": "He was warned twice in 2024."}
    actions.answer_enquiry(asked, TODAY, "Nothing stands there.", by=room.licensing_deputy)
    late = client.post(address, typed)
    assert late.status_code == 400
    assert "He was warned twice in 2024." in late.content.decode()
    assert "Nothing stands there." in late.content.decode()
    assert client.post(reverse("licence-enquiry", args=[theirs.pk]), typed).status_code == 302
