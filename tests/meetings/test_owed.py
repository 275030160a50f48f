"""A meeting is never forgotten: its day, and the minutes of it, are owed by whoever chairs it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.actions import leave
from waylight.casework import queries as casework
from waylight.casework.actions import pass_on
from waylight.casework.models import Child, Due
from waylight.meetings import actions
from waylight.meetings.machine import MEETING

from .a_panel import Panel, everybody, now

OWED = {"called": "meeting-hold", "papers-out": "meeting-hold", "held": "meeting-minutes"}


def owed(actor: Any) -> list[tuple[str, str]]:
    rows = casework.due_list(actor).rows
    return [(row.due.kind, row.href) for row in rows if row.due.kind in ("meeting-hold", "meeting-minutes")]


@pytest.mark.parametrize("state", MEETING.states)
def test_a_chair_owes_that_it_is_held_and_then_its_minutes(panel: Panel, state: str) -> None:
    meeting = panel.meeting(state)
    address = reverse("meeting-owed", args=[meeting.pk])
    assert owed(panel.chair) == ([(OWED[state], address)] if state in OWED else [])
    assert owed(panel.coordinator) == []


def test_its_day_counts_from_when_it_begins(panel: Panel) -> None:
    meeting = panel.meeting(days=7)
    due = Due.objects.get(about=meeting.pk)
    assert due.started_at == meeting.starts_at
    assert (due.due_at - meeting.starts_at).total_seconds() >= 24 * 3600, "a working day"


def test_it_passes_to_who_chairs_it_then(panel: Panel) -> None:
    meeting = panel.meeting()
    actions.hand_chair(meeting, panel.person("hub"), by=panel.coordinator)
    assert (owed(panel.chair), len(owed(panel.hub))) == ([], 1)
    panel.to(now(meeting), "papers-out")
    actions.hold(now(meeting), everybody(meeting), by=panel.hub)
    assert [kind for kind, _href in owed(panel.hub)] == ["meeting-minutes"]


def gone(panel: Panel, name: str, actor: Any) -> None:
    leave(panel.person(name), on=timezone.now(), reason="left", by=actor("administrator"))
    pass_on(panel.person(name).pk)


@pytest.mark.parametrize("state", OWED)
def test_where_the_chair_left_whoever_runs_it_still_owes_it(
    panel: Panel, actor: Any, staff_client: Any, state: str
) -> None:
    meeting = panel.meeting(state)
    panel.person("hub")
    gone(panel, "chair", actor)
    assert [kind for kind, _href in owed(panel.coordinator)] == [OWED[state]]
    answer = staff_client(who=panel.person("coordinator")).get(reverse("meeting-owed", args=[meeting.pk]))
    assert answer.headers["Location"] == reverse("meeting", args=[meeting.pk])


@pytest.mark.parametrize("state", OWED)
def test_where_nobody_runs_it_any_more_a_manager_owes_it_and_takes_it_over(
    panel: Panel, actor: Any, staff_client: Any, state: str
) -> None:
    meeting, deputy = panel.meeting(state), panel.deputy
    gone(panel, "coordinator", actor)
    gone(panel, "chair", actor)
    assert [kind for kind, _href in owed(deputy)] == [OWED[state]]
    client = staff_client(who=panel.person("deputy"))
    answer = client.get(reverse("meeting-owed", args=[meeting.pk]), follow=True)
    assert reverse("meeting-take", args=[meeting.pk]) in answer.content.decode()
    actions.take_chair(now(meeting), by=deputy)
    assert [kind for kind, _href in owed(deputy)] == [OWED[state]]


def test_what_an_action_owes_stops_with_it_wherever_the_record_went_meanwhile(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    action = panel.action(item)
    Due.objects.filter(about=action.pk).update(child=None)  # begun again while the record was elsewhere
    assert Child.objects.get(pk=child.pk).area_id == meeting.area_id, "and it has come back"
    actions.finish(action, "The shop was seen.", by=panel.police)
    assert not Due.objects.filter(about=action.pk, stopped_at__isnull=True).exists()
