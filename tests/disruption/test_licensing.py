"""Licensing: the Act's clocks against another reckoning, the machine by role, and who reaches one."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.policy import Refused
from waylight.audit.models import Event
from waylight.casework.actions import recompute_dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.casework.rooms import hours_of
from waylight.casework.rules import clocks
from waylight.disruption import actions
from waylight.disruption.authorities import authorities, is_ours, now_called
from waylight.disruption.errors import NotPossible, Why
from waylight.disruption.machine import ENQUIRY, REFERRAL
from waylight.disruption.models import LicensingReferral
from waylight.disruption.statute import began, removed_on
from waylight.engine import clocks as engine
from waylight.triage.machine import WrongMove

from .a_licence import ENTRY, HOLDER, Page, again, begun, in_state, running, words_of
from .a_room import TODAY, Room

LENGTHS = {"licence-s5": 10, "licence-s6": 20, "licence-s2": 5, "licence-s3": 20}
ACTS: dict[str, Callable[[LicensingReferral, Any], object]] = {
    "met": lambda r, by: actions.judge(r, "x", met=True, by=by),
    "not-met": lambda r, by: actions.judge(r, "x", met=False, by=by),
    "sent": lambda r, by: actions.send(r, TODAY, by=by),
    "answered": lambda r, by: actions.note_answer(r, TODAY, "x", by=by),
    "entered": lambda r, by: actions.enter(r, ENTRY, TODAY, base=r.version, by=by),
}


@pytest.mark.parametrize("state", REFERRAL.states)
def test_a_referral_moves_as_its_table_says(room: Room, state: str) -> None:
    for target, act in ACTS.items():
        referral = in_state(room, state)
        if REFERRAL.allows(state, target, "licence.write"):
            act(referral, room.licensing_deputy)
            assert again(referral).state == target
        else:
            with pytest.raises(WrongMove):
                act(referral, room.licensing)
            assert again(referral).state == state


@pytest.mark.parametrize("who", ["coordinator", "intelligence", "worker", "screener", "auditor"])
def test_nobody_but_licensing_works_on_one(room: Room, who: str) -> None:
    by, start = (
        getattr(room, who),
        {"met": "created", "not-met": "created", "sent": "met", "answered": "sent"},
    )
    for target, act in ACTS.items():
        referral = in_state(room, start.get(target, "decided"))
        with pytest.raises(Refused):
            act(referral, by)
    for refused in (
        lambda: begun(room, by=by),
        lambda: actions.ask("of-us", "brackenford", "x", TODAY, area="merrowdale", by=by),
        lambda: actions.decide_licence(in_state(room, "met"), "nothing", "x", notified_on=TODAY, by=by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_four_clocks_agree_with_another_reckoning(area: Any) -> None:
    """Day by day over a set of bank holidays, which is not how the engine does it."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2034))
    draw, limits = random.Random(2022), clocks().rules
    for _case in range(2500):
        on = date(2024, 1, 1) + timedelta(days=draw.randrange(9 * 365))
        for kind, days in LENGTHS.items():
            left, day = days, on - timedelta(days=1)
            while left:
                day += timedelta(days=1)
                left -= day.weekday() < 5 and day not in closed
            by = engine.due(began(on), limits[kind].limit, hours_of(kind, "merrowdale"))
            assert by.date() == day, (kind, on)


@pytest.mark.parametrize(
    ("first", "end"),
    [(date(2026, 11, 18), date(2037, 11, 18)), (date(2028, 2, 29), date(2039, 3, 1))],
)
def test_eleven_years(first: date, end: date) -> None:
    assert removed_on(first) == end


def test_section_5_to_the_successor_and_its_answer(room: Room) -> None:
    referral = begun(room, "eastwick-quay", aware_on=date(2026, 11, 16))
    assert running(referral) == {"licence-s5": date(2026, 11, 27)}
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    assert running(referral) == {"licence-s5": date(2026, 11, 27)}
    actions.send(again(referral), TODAY, by=room.licensing)
    assert running(referral) == {"licence-told": date(2026, 12, 16)}
    assert Event.objects.filter(verb="disclosure", object_id=str(referral.pk)).exists()
    actions.note_answer(again(referral), TODAY, "Revoked.", by=room.licensing)
    assert running(referral) == {}


def test_our_own_licence_by_succession_is_decided_here_and_entered(room: Room) -> None:
    assert now_called("saltby", date(2026, 3, 31)).code == "saltby"
    assert now_called("saltby", date(2026, 4, 1)).code == "merrowdale"
    assert is_ours("saltby", "merrowdale", TODAY) and not is_ours("brackenford", "merrowdale", TODAY)
    referral = begun(room, "saltby")
    assert running(referral) == {}
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    with pytest.raises(NotPossible) as found:
        actions.send(again(referral), TODAY, by=room.licensing)
    assert found.value.why is Why.OURS
    actions.decide_licence(again(referral), "revoked", "Not fit.", notified_on=TODAY, by=room.licensing)
    assert running(referral) == {"licence-s2": date(2026, 11, 24)}
    actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert running(referral) == {"licence-end": date(2037, 11, 18)}
    with pytest.raises(NotPossible) as found:
        actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert found.value.why is Why.MET
    actions.enter(again(referral), ENTRY, TODAY, base=2, by=room.licensing)
    assert again(referral).remove_on == date(2037, 11, 18)


def test_what_another_authority_sent_is_considered_in_twenty_days(room: Room) -> None:
    referral = begun(room, "merrowdale", course="from-others", sender="brackenford")
    assert running(referral) == {"licence-s6": date(2026, 12, 15)}
    actions.decide_licence(
        referral, "conditions", "A warning.", notified_on=TODAY, by=room.licensing, relevant=True
    )
    assert running(referral) == {"licence-s6": date(2026, 12, 15)}, "whoever sent it does not know yet"
    actions.tell_sender(again(referral), TODAY, by=room.licensing)
    assert running(referral) == {}
    with pytest.raises(NotPossible) as found:
        actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert found.value.why is Why.NOT_ENTERED


def test_section_6_runs_again_once_it_is_a_drivers_licence(room: Room) -> None:
    """And once more when it was put wrong, then right: each time from when it was received."""
    came: dict[str, Any] = {"course": "from-others", "sender": "brackenford", "aware_on": date(2026, 11, 16)}
    referral = begun(room, "merrowdale", licence="premises", **came)
    assert running(referral) == {}
    for licence, due in (("driver", date(2026, 12, 11)), ("operator", None), ("driver", date(2026, 12, 11))):
        found = again(referral)
        actions.put_holder(found, HOLDER, licence, "merrowdale", base=found.version, by=room.licensing)
        assert running(referral) == ({"licence-s6": due} if due else {})


@pytest.mark.parametrize("who", ["licensing", "licensing_deputy", "coordinator"])
def test_what_is_due_goes_with_a_referral_to_another_officer(room: Room, who: str) -> None:
    referral, other = begun(room), room.person("licensing_deputy")
    actions.hand_licence(referral, other, "Leaves on Friday.", by=getattr(room, who))
    assert again(referral).owner == other
    due = Due.objects.get(about=referral.pk, stopped_at__isnull=True)
    assert (due.kind, due.owner) == ("licence-s5", other)
    actions.judge(again(referral), "It fits.", met=True, by=room.licensing_deputy)
    actions.send(again(referral), TODAY, by=room.licensing)
    assert Due.objects.get(about=referral.pk, stopped_at__isnull=True).owner == other
    event = Event.objects.get(action="licence.hand", verb="alteration")
    assert event.detail["owner"] == other.pk


def test_a_referral_goes_to_a_licensing_officer_of_its_area_alone(
    room: Room, person: Any, other_area: Any
) -> None:
    there = person("licensing", area_slug="brackenford")
    for nobody in (room.person("coordinator"), there):
        with pytest.raises(NotPossible) as found:
            actions.hand_licence(begun(room), nobody, "x", by=room.licensing)
        assert found.value.why is Why.NOT_A_LICENSING_OFFICER
    for who in ("intelligence", "worker", "screener", "auditor"):
        with pytest.raises(Refused):
            actions.hand_licence(begun(room), room.person("licensing"), "x", by=getattr(room, who))
    for state in ("not-met", "answered", "removed"):
        with pytest.raises(NotPossible) as found:
            actions.hand_licence(in_state(room, state), room.person("licensing"), "x", by=room.licensing)
        assert found.value.why is Why.NOTHING_LEFT


def test_the_coordinator_hands_on_what_was_left_behind_and_reads_nothing_of_it(
    room: Room, staff_client: Page
) -> None:
    referral, other = begun(room), room.person("licensing_deputy")
    client, address = (
        staff_client(who=room.person("coordinator")),
        reverse("licence-hand", args=[referral.pk]),
    )
    assert address not in words_of(client.get(reverse("units")))
    room.person("licensing").grants.update(until=timezone.now())
    assert address in words_of(client.get(reverse("units")))
    assert address not in words_of(staff_client(who=room.person("intelligence")).get(reverse("units")))
    page = words_of(client.get(address))
    assert referral.reference in page and "Perry Lund" not in page and "waiting at a school" not in page
    assert client.post(address, {"owner": other.pk}).status_code == 400
    done = client.post(address, {"owner": other.pk, "reason": "She has left."}, follow=True)
    assert done.status_code == 200 and again(referral).owner == other
    assert address not in words_of(client.get(reverse("units")))
    page = words_of(staff_client(who=other).get(reverse("licence", args=[referral.pk])))
    assert "She has left." in page


def test_another_authoritys_licence_is_not_decided_here(room: Room) -> None:
    with pytest.raises(NotPossible) as found:
        actions.decide_licence(in_state(room, "met"), "revoked", "x", notified_on=TODAY, by=room.licensing)
    assert found.value.why is Why.NOT_OURS


def test_after_eleven_years_nothing_of_the_entry_is_left(room: Room, clock: time_machine.Traveller) -> None:
    referral = in_state(room, "entered")
    clock.move_to(datetime(2037, 11, 17, 12))  # noqa: DTZ001  # the day before
    assert actions.remove_old() == 0
    clock.move_to(datetime(2037, 11, 18, 12))  # noqa: DTZ001
    assert (actions.remove_old(), actions.remove_old()) == (1, 0)
    assert (again(referral).state, again(referral).entry, running(referral)) == ("removed", "", {})


def test_an_enquiry_has_twenty_days(room: Room) -> None:
    enquiry = actions.ask("of-us", "brackenford", "D-4471", TODAY, area="merrowdale", by=room.licensing)
    due = Due.objects.get(about=enquiry.pk)
    assert due.due_at.date() == date(2026, 12, 15)
    for state in ENQUIRY.states:
        for who in ("coordinator", "worker", "screener", "auditor"):
            with pytest.raises(Refused):
                actions.answer_enquiry(enquiry, TODAY, "x", by=getattr(room, who))
        if ENQUIRY.allows(state, "answered", "licence.write"):
            actions.answer_enquiry(enquiry, TODAY, "Suspended in 2024.", by=room.licensing)
        else:
            with pytest.raises(WrongMove):
                actions.answer_enquiry(enquiry, TODAY, "x", by=room.licensing)
    assert not Due.objects.filter(about=enquiry.pk, stopped_at__isnull=True).exists()


def test_an_enquiry_goes_to_another_officer_with_what_is_due(room: Room, staff_client: Page) -> None:
    enquiry = actions.ask("of-us", "brackenford", "D-4471", TODAY, area="merrowdale", by=room.licensing)
    other, page = room.person("licensing_deputy"), staff_client(who=room.person("licensing"))
    address = reverse("licence-enquiry-hand", args=[enquiry.pk])
    assert page.post(address, {"owner": room.person("coordinator").pk}).status_code == 400
    assert page.post(address, {"owner": other.pk}).status_code == 302
    assert Due.objects.get(about=enquiry.pk).owner == other
    assert type(enquiry).objects.get(pk=enquiry.pk).owner == other
    actions.answer_enquiry(enquiry, TODAY, "No entry.", by=room.licensing_deputy)
    assert page.post(address, {"owner": other.pk}).status_code == 400, "nothing is left to do"


def test_every_authority_that_ended_has_a_successor() -> None:
    for each in authorities().values():
        assert now_called(each.code, date(2040, 1, 1)).until is None


def test_a_changed_calendar_is_reckoned_again_by_the_hours_of_the_act(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = begun(room)
    running_due = Due.objects.get(kind=DueKind.LICENCE_S5, about=referral.pk)
    was = running_due.due_at
    assert running_due.limit == str(clocks().rules[DueKind.LICENCE_S5].limit)
    mondays = engine.WorkingHours.from_pack({"nation": "ENG", "week": {"monday": ["09:00-17:00"]}})
    monkeypatch.setattr("waylight.casework.rooms._HOURS", {DueKind.LICENCE_S5: lambda area: mondays})
    monkeypatch.setattr("waylight.casework.actions.dues.rule_version", lambda area: "1/new")
    monkeypatch.setattr("waylight.casework.actions.watching.rule_version", lambda area: "1/new")
    recompute_dues()
    running_due.refresh_from_db()
    assert running_due.due_at > was + timedelta(days=42), "ten Mondays"
    assert running_due.moves.get().was == was


def test_what_was_sent_to_us_about_a_licence_of_another_is_not_stuck(room: Room, staff_client: Page) -> None:
    """It is judged as what we know ourselves: not for us and no more, or sent to whoever has the licence."""
    came = {"course": "from-others", "sender": "brackenford"}
    wrong = begun(room, "eastwick-quay", **came)
    page = staff_client(who=room.person("licensing")).get(reverse("licence", args=[wrong.pk]))
    assert 'id="judge"' in words_of(page)
    actions.judge(wrong, "Not our licence.", met=False, by=room.licensing)
    assert (again(wrong).state, running(wrong)) == ("not-met", {})
    on = begun(room, "eastwick-quay", **came)
    actions.judge(on, "It fits.", met=True, by=room.licensing)
    actions.send(again(on), TODAY, by=room.licensing)
    assert (again(on).sent_to, running(on)) == ("eastwick-quay", {"licence-told": date(2026, 12, 16)})
    ours = begun(room, "merrowdale", **came)
    with pytest.raises(WrongMove):
        actions.judge(ours, "x", met=False, by=room.licensing)


def test_an_entry_says_what_changed_after_the_decision(room: Room, staff_client: Page) -> None:
    referral = in_state(room, "entered")
    said = "Appeal allowed on 17 November 2026."
    actions.enter(again(referral), replace(ENTRY, changes=said), TODAY, base=2, by=room.licensing)
    client = staff_client(who=room.person("licensing"))
    assert said in words_of(client.get(reverse("licence", args=[referral.pk])))
    assert said in words_of(client.get(reverse("licence-letter", args=[referral.pk, "entry"])))


def test_without_a_licensing_authority_licensing_is_not_asked(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    use = room.approved("LIC-DRV")
    known = {code: row for code, row in authorities().items() if row.area != "merrowdale"}
    monkeypatch.setattr("waylight.disruption.authorities.authorities", lambda: known)
    with pytest.raises(NotPossible) as found:
        actions.ask_licensing(
            use, HOLDER, "Waits at a school.", room.person("licensing"), by=room.coordinator
        )
    assert found.value.why is Why.NO_AUTHORITY
