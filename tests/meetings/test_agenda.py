"""What is proposed and why, what a person makes of it, and who does not see it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import fresh

from waylight.accounts.policy import Refused
from waylight.casework import actions as casework
from waylight.casework.details import Details
from waylight.casework.models import Due
from waylight.meetings import actions, queries, sources
from waylight.meetings.errors import Missing, NotPossible, StaleEdit, Why
from waylight.meetings.models import Item, Subject

from .a_panel import DUE, Panel, now, proposed

JESS = Details(name="Jess Arden", born="2012-01-02", home_authority="Merrowdale")


def test_a_child_is_proposed_with_the_reason_and_only_once(panel: Panel, clock: Any) -> None:
    child = panel.team.child()
    meeting = panel.meeting()
    assert proposed(meeting) == {}
    Due.objects.filter(child=child, kind="first").update(due_at=child.opened_at - timedelta(days=1))
    assert list(proposed(meeting).values()) == [["late"]]
    child.harm_now = True
    child.save()
    assert proposed(meeting) == {child: ["harm", "late"]}
    assert proposed(panel.meeting(panel="strategic")) == {}
    item = actions.add_child(meeting, child, by=panel.coordinator)
    assert item.because == "harm,late"
    assert proposed(meeting) == {}
    with pytest.raises(NotPossible) as refused:
        actions.add_child(meeting, child, by=panel.coordinator)
    assert refused.value.why == Why.ON_IT_ALREADY


def test_a_level_that_changed_since_the_panel_last_met_is_proposed(panel: Panel) -> None:
    from waylight.casework import actions as casework

    child = panel.team.child()
    it = casework.begin(child, by=panel.team.worker)
    casework.say_level(it, "suspected", "He waits for her.", base=it.version, by=panel.team.worker)
    assert list(proposed(panel.meeting()).values()) == [["level"]]
    panel.meeting("held", days=0)
    assert proposed(panel.meeting(days=7)) == {}


def test_leaving_out_and_adding_by_hand_need_a_reason(panel: Panel, audited: Any) -> None:
    child, meeting = panel.team.child(), panel.meeting()
    by = panel.coordinator
    with pytest.raises(Missing):
        actions.add_child(meeting, child, by=by)
    with pytest.raises(Missing):
        actions.add_child(meeting, child, left_out=True, by=by)
    assert actions.child_of_reference(meeting, child.reference, by=by) == child
    for wrong in ("", "XYZ", child.reference[:7], "00000000"):
        with pytest.raises(NotPossible):
            actions.child_of_reference(meeting, wrong, by=by)
    left = actions.add_child(meeting, child, "Seen yesterday.", left_out=True, by=by)
    page = queries.meeting_page(by, now(meeting))
    assert page.items == []
    assert [row.reason for row in page.left_out] == ["Seen yesterday."]
    assert audited("meeting.run")[-1].detail["left-out"] is True
    assert Item.objects.get(pk=left.pk).because == "by-hand"


def test_the_worker_owes_what_the_meeting_needs_to_know(panel: Panel) -> None:
    from waylight.casework import queries as casework

    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    rows = [row for row in casework.due_list(panel.worker).rows if row.due.kind == "meeting-brief"]
    subject = Subject.objects.get(item=item)
    assert [row.href for row in rows] == [f"/hub/meetings/brief/{subject.pk}/"]
    for nobody in (panel.coordinator, panel.voluntary, panel.other):
        with pytest.raises(Refused):
            actions.write_brief(subject, "x", base=1, by=nobody)
    actions.write_brief(subject, "She wants to go to school.", base=1, by=panel.worker)
    with pytest.raises(StaleEdit):
        actions.write_brief(subject, "Something else.", base=1, by=panel.manager)
    assert child.conflicts.get().what == f"meeting:{subject.pk}"
    assert not Due.objects.filter(kind="meeting-brief", stopped_at__isnull=True).exists()


def test_taking_off_calling_off_and_holding_stop_what_was_owed(panel: Panel) -> None:
    first, second, third = panel.harmed(), panel.harmed(details=JESS), panel.harmed(details=JESS)
    by = panel.coordinator
    one, two = panel.meeting(), panel.meeting()
    item = panel.item(one, first)
    panel.item(one, second)
    panel.item(two, third)
    running = Due.objects.filter(kind="meeting-brief", stopped_at__isnull=True)
    assert running.count() == 3
    actions.take_off(item, "Moved on.", by=by)
    assert running.count() == 2
    actions.cancel(two, "Snow.", by=by)
    assert running.count() == 1
    panel.to(one, "held")
    assert running.count() == 0


def test_a_conflict_hides_the_item_and_who_declared_it_cannot_take_it_back(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    volunteer, chair = panel.person("voluntary"), panel.person("chair")
    with pytest.raises(Refused):
        actions.declare_conflict(item, chair, "x", by=panel.voluntary)
    with pytest.raises(Refused):
        actions.declare_conflict(item, panel.person("outsider"), "x", by=panel.outsider)
    with pytest.raises(NotPossible):
        actions.declare_conflict(item, panel.person("police"), "x", by=panel.chair)
    conflict = actions.declare_conflict(item, volunteer, "Her uncle is my neighbour.", by=panel.voluntary)
    page = queries.meeting_page(panel.voluntary, now(meeting))
    assert (page.items, page.hidden) == ([], 1)
    assert len(queries.meeting_page(panel.chair, now(meeting)).items) == 1
    with pytest.raises(Refused):
        actions.end_conflict(conflict, by=panel.voluntary)
    own = actions.declare_conflict(item, chair, "I know the family.", by=panel.chair)
    with pytest.raises(NotPossible):
        actions.end_conflict(own, by=panel.chair)
    panel.to(meeting, "held")
    for act in (
        lambda: actions.decide(item, "Yes.", "Because.", by=panel.chair),
        lambda: actions.give_action(item, "Ring.", volunteer, DUE, by=panel.coordinator),
        lambda: actions.note_covert(item, "x", base=1, by=panel.chair),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == Why.IN_CONFLICT
    actions.end_conflict(conflict, by=panel.coordinator)
    assert queries.meeting_page(panel.voluntary, now(meeting)).hidden == 0


def test_who_is_not_asked_sees_nothing_of_a_meeting(panel: Panel, audited: Any) -> None:
    meeting = panel.meeting("papers-out")
    for nobody in (panel.outsider, panel.police, panel.worker, panel.hub):
        with pytest.raises(Refused):
            queries.meeting_page(nobody, meeting)
        assert list(queries.meetings(nobody)) == []
    assert list(queries.meetings(panel.voluntary)) == [meeting]
    queries.meeting_page(panel.voluntary, meeting)
    last = audited("meeting.view")[-1]
    assert (last.verb, last.detail["reader"]) == ("consultation", "voluntary")


def test_what_is_proposed_comes_by_pages_that_leave_nobody_out(
    panel: Panel, staff_client: Any, audited: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.meetings.queries.proposed.ON_A_PAGE", 2)
    children = {panel.harmed(details=replace(JESS, name=f"Jess {n}")).pk for n in ("Arden", "Vane", "Moor")}
    address = reverse("meeting", args=[panel.meeting().pk])
    client = staff_client(who=panel.person("coordinator"))
    seen = []
    for number, said in ((1, "1 to 2 of 3"), (2, "3 to 3 of 3")):
        before = len(audited("meeting.view"))
        page = client.get(address, {"proposed": number}).content.decode()
        assert said in page
        assert 'href="?proposed=' in page
        shown = {pk for pk in children if str(pk) in page}
        told = {e.object_id for e in audited("meeting.view")[before:] if e.detail["page"] == "proposed"}
        assert told == {str(pk) for pk in shown}, "a consultation of those that were shown, and of no others"
        seen.append(shown)
    assert [len(shown) for shown in seen] == [2, 1]
    assert set.union(*seen) == children


def test_a_sign_that_one_person_let_go_in_a_draft_stands_in_the_paper(panel: Panel) -> None:
    team, child = panel.team, panel.team.child()
    by = team.worker
    it = casework.begin(child, by=by)
    sign = casework.Written("online", "He has pictures.", "disclosed", "current", "Herself", actual_harm=True)
    casework.add_entry(it, sign, by=by)
    it.refresh_from_db()
    casework.say_level(it, "confirmed", "She told it.", base=it.version, by=by)
    review = casework.begin(fresh(child), by=by)
    casework.end_entry(review.entries.get(), "His phone is gone.", base=1, by=by)
    casework.add_entry(review, replace(sign, statement="He waits at the school."), by=by)
    assert sources.of_child(fresh(child))["signs"].splitlines() == [
        "He has pictures.",
        "He waits at the school.",
    ]


@pytest.mark.parametrize("how", ["left out", "taken off"])
def test_what_was_left_out_by_a_slip_comes_back_with_a_reason(
    panel: Panel, staff_client: Any, how: str
) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = actions.add_child(meeting, child, "Not now.", left_out=how == "left out", by=panel.coordinator)
    if how == "taken off":
        item = actions.take_off(item, "Not now.", by=panel.coordinator)
    client = staff_client(who=panel.person("coordinator"))
    page, act = (
        reverse("meeting-item", args=[item.pk]),
        reverse("meeting-item-act", args=[item.pk, "put-back"]),
    )
    assert page in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert act in client.get(page).content.decode()
    assert staff_client(who=panel.person("voluntary")).get(page).status_code == 404
    assert client.post(act, {"reason": ""}).status_code == 400
    assert client.post(act, {"reason": "It was the wrong child."}).status_code == 302
    item = Item.objects.get(pk=item.pk)
    assert (item.left_out, item.reason) == (False, "It was the wrong child.")
    assert Due.objects.filter(kind="meeting-brief", stopped_at__isnull=True).count() == 1
    assert act not in client.get(page).content.decode()
    with pytest.raises(NotPossible) as refused:
        actions.put_back(item, "Again.", by=panel.coordinator)
    assert refused.value.why == Why.ON_IT_ALREADY
    item = actions.take_off(item, "Not now.", by=panel.coordinator)
    with pytest.raises(NotPossible) as refused:
        actions.take_off(item, "Again.", by=panel.coordinator)
    assert refused.value.why == Why.LEFT_OUT_ALREADY
