"""A conflict of interest holds for the child, place or person, wherever a meeting speaks of them."""

from typing import Any

import pytest
from django.urls import reverse
from tests.learning.outputs.paper import Paper

from waylight.casework.details import Details
from waylight.meetings import actions, queries
from waylight.meetings.errors import NotPossible, Why
from waylight.meetings.models import Item, Meeting
from waylight.meetings.printing import printed

from .a_panel import DUE, Panel, now
from .test_machines import carried
from .test_outcomes import due_to
from .test_units_and_peers import group

__all__ = ["group"]
WHY = "Her uncle is my neighbour."


def read_by(panel: Panel, meeting: Meeting) -> Any:
    return queries.meeting_page(panel.voluntary, now(meeting))


def declared(panel: Panel, item: Item) -> Any:
    return actions.declare_conflict(item, panel.person("voluntary"), WHY, by=panel.voluntary)


def test_an_action_from_before_about_the_same_child_is_hidden_too(panel: Panel) -> None:
    child, before = panel.team.child(), panel.meeting()
    item = panel.item(before, child)
    panel.to(before, "held")
    action = panel.action(item, "voluntary", "Ring the school.")
    later = panel.meeting(days=1)
    assert [row.what for row in read_by(panel, later).rolled] == ["Ring the school."]
    conflict = declared(panel, panel.item(later, child))
    page = read_by(panel, later)
    assert (page.items, page.rolled, page.hidden) == ([], [], 1)
    with pytest.raises(NotPossible):
        queries.action_of(panel.voluntary, action.pk)
    third = panel.meeting(days=2)
    panel.item(third, child)
    assert (read_by(panel, third).items, read_by(panel, third).hidden) == ([], 1)
    actions.end_conflict(conflict, by=panel.coordinator)
    assert [len(read_by(panel, third).items), len(read_by(panel, third).rolled)] == [1, 1]


def test_a_peer_group_with_the_child_is_hidden_and_no_action_of_it_is_given(
    panel: Panel, group: list[Any]
) -> None:
    meeting = panel.meeting()
    conflict = declared(panel, panel.item(meeting, group[0]))
    peers = actions.add_peers(meeting, group[0], by=panel.coordinator)
    alone = panel.item(meeting, panel.team.child())
    assert [row.item for row in read_by(panel, meeting).items] == [alone]
    panel.to(meeting, "held")
    with pytest.raises(NotPossible) as refused:
        actions.give_action(peers, "Ring.", panel.person("voluntary"), DUE, by=panel.coordinator)
    assert refused.value.why == Why.IN_CONFLICT
    actions.end_conflict(conflict, by=panel.coordinator)
    assert len(read_by(panel, meeting).items) == 3


def test_whoever_runs_a_later_meeting_sees_from_whom_it_is_hidden(panel: Panel, staff_client: Any) -> None:
    child, before, later = panel.team.child(), panel.meeting(), panel.meeting(days=1)
    conflict = declared(panel, panel.item(before, child))
    item = panel.item(later, child)
    client = staff_client(who=panel.person("coordinator"))
    address, end = (
        reverse("meeting-item", args=[item.pk]),
        reverse("meeting-conflict-end", args=[conflict.pk]),
    )
    text = client.get(address).content.decode()
    assert WHY in text
    assert end in text
    actions.cancel(before, "Snow.", by=panel.coordinator)
    text = client.get(address).content.decode()
    assert WHY in text
    assert end in text
    assert client.post(end).status_code == 302
    assert WHY not in client.get(address).content.decode()
    assert read_by(panel, later).hidden == 0


def test_a_printed_copy_says_that_something_is_hidden(panel: Panel) -> None:
    meeting = panel.meeting()
    declared(panel, panel.item(meeting, panel.team.child()))
    panel.to(meeting, "papers-out")
    mine = queries.paper_of(panel.voluntary, now(meeting), minutes=False, form="pdf")
    assert "1 item is hidden from this reader: conflict of interest." in Paper(printed(mine)).text
    whole = queries.paper_of(panel.chair, now(meeting), minutes=False, form="pdf")
    assert "hidden from this reader" not in Paper(printed(whole)).text


def test_an_action_of_who_has_a_conflict_falls_due_to_the_chair_who_gives_it_to_another(panel: Panel) -> None:
    meeting = panel.meeting()
    item = panel.item(meeting, panel.team.child())
    panel.to(meeting, "held")
    action = panel.action(item, "voluntary", "Ring the school.")
    declared(panel, item)
    assert (due_to(panel.voluntary), due_to(panel.chair)) == ([], ["meeting-escalated"])
    page = queries.action_of(panel.chair, action.pk)
    assert page.answers
    with pytest.raises(NotPossible) as refused:
        actions.keep(page.action, "Still.", panel.person("voluntary"), DUE, by=panel.chair)
    assert refused.value.why == Why.IN_CONFLICT
    actions.keep(page.action, "The police ring.", panel.person("police"), DUE, by=panel.chair)
    assert (due_to(panel.police), due_to(panel.chair)) == (["meeting-action"], [])


def test_an_action_carried_often_falls_due_to_no_chair_who_has_a_conflict(panel: Panel) -> None:
    meeting = panel.meeting()
    item = panel.item(meeting, panel.team.child())
    panel.to(meeting, "held")
    panel.action(item)
    actions.declare_conflict(item, panel.person("chair"), WHY, by=panel.chair)
    for times in (1, 2, 3):
        carried(panel, times)
    assert (due_to(panel.chair), due_to(panel.coordinator)) == ([], ["meeting-escalated"])


@pytest.mark.parametrize("state", ["called", "papers-out", "held", "minutes-agreed", "closed"])
def test_a_conflict_is_noted_whenever_somebody_sees_that_they_have_one(panel: Panel, state: str) -> None:
    meeting = panel.meeting()
    item = panel.item(meeting, panel.team.child())
    panel.to(meeting, state)
    assert len(read_by(panel, meeting).items) == 1
    declared(panel, item)
    assert (read_by(panel, meeting).items, read_by(panel, meeting).hidden) == ([], 1)


def test_who_runs_a_meeting_neither_sees_nor_leaves_out_what_they_have_a_conflict_about(
    panel: Panel, staff_client: Any
) -> None:
    child, before = panel.harmed(details=Details(name="Joss Harrow", age_band="13-15")), panel.meeting()
    actions.declare_conflict(
        panel.item(before, child), panel.person("coordinator"), WHY, by=panel.coordinator
    )
    actions.cancel(before, "Snow.", by=panel.chair)
    other, later = panel.harmed(), panel.meeting(days=1)
    client = staff_client(who=panel.person("coordinator"))
    address = reverse("meeting", args=[later.pk])
    text = client.get(address).content.decode()
    assert "Joss Harrow" not in text
    assert str(child.pk) not in text
    assert str(other.pk) in text
    assert "1 more is proposed that is hidden from you: conflict of interest." in text
    for left_out in (True, False):
        with pytest.raises(NotPossible) as refused:
            actions.add_child(later, child, "Not now.", left_out=left_out, by=panel.coordinator)
        assert refused.value.why == Why.IN_CONFLICT
    chairs = staff_client(who=panel.person("chair")).get(address).content.decode()
    assert str(child.pk) in chairs
    assert "hidden from you" not in chairs
    actions.add_child(later, child, by=panel.chair)


def test_who_has_a_conflict_puts_no_place_and_no_group_with_it_on_an_agenda(
    panel: Panel, group: list[Any]
) -> None:
    before, later = panel.meeting(), panel.meeting(days=1)
    actions.declare_conflict(
        panel.item(before, group[0]), panel.person("coordinator"), WHY, by=panel.coordinator
    )
    for other in group:
        with pytest.raises(NotPossible) as refused:
            actions.add_peers(later, other, by=panel.coordinator)
        assert refused.value.why == Why.IN_CONFLICT
    (shown,) = [queries.meeting_page(panel.coordinator, later).proposed]
    assert shown is not None
    assert "peers" not in {each.what for each in shown}
