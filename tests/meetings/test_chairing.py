"""Minutes wait for no chair who cannot agree them: somebody else may chair a meeting."""

from typing import Any

import pytest
from django.urls import reverse

from waylight.accounts.policy import Refused, can
from waylight.meetings import actions, queries
from waylight.meetings.errors import NotPossible, Why
from waylight.triage.machine import WrongMove

from .a_panel import Panel, now


def test_somebody_else_chairs_it_and_agrees_the_minutes(panel: Panel, staff_client: Any) -> None:
    meeting = panel.meeting("held")
    item = meeting.items.get()
    actions.decide(item, "Nothing more.", "It is calm.", by=panel.coordinator)
    with pytest.raises(Refused):
        actions.agree_minutes(meeting, by=panel.coordinator)
    client = staff_client(who=panel.person("coordinator"))
    address = reverse("meeting-act", args=[meeting.pk, "chair"])
    assert client.post(address, {"chair": panel.person("coordinator").pk}).status_code == 302
    assert actions.agree_minutes(now(meeting), by=panel.coordinator).agreed_by == panel.person("coordinator")
    assert not can(panel.chair, "meeting.run", queries.find_meeting(meeting.pk))
    with pytest.raises(WrongMove):
        actions.hand_chair(now(meeting), panel.person("chair"), by=panel.coordinator)


def test_who_chairs_it_is_asked_to_it_and_may_chair(panel: Panel) -> None:
    meeting = panel.meeting()
    with pytest.raises(Refused):
        actions.hand_chair(meeting, panel.person("hub"), by=panel.voluntary)
    with pytest.raises(NotPossible) as refused:
        actions.hand_chair(meeting, panel.person("police"), by=panel.coordinator)
    assert refused.value.why == Why.NOT_A_CHAIR
    actions.hand_chair(meeting, panel.person("hub"), by=panel.coordinator)
    assert panel.attendee(meeting, "hub").reader == "hub"
    assert can(panel.hub, "meeting.agree", queries.find_meeting(meeting.pk))


def test_once_it_was_held_only_somebody_who_came_chairs_it(panel: Panel) -> None:
    meeting = panel.meeting("held")
    with pytest.raises(NotPossible) as refused:
        actions.hand_chair(meeting, panel.person("hub"), by=panel.coordinator)
    assert refused.value.why == Why.DID_NOT_COME
    assert now(meeting).chair == panel.person("chair")


def test_who_came_is_not_written_over_by_a_second_press(panel: Panel) -> None:
    meeting = panel.meeting("held")
    first = now(meeting).held_at
    with pytest.raises(WrongMove):
        actions.hold(meeting, [panel.attendee(meeting, "chair").pk], by=panel.coordinator)
    assert panel.attendee(meeting, "voluntary").came == "came"
    assert now(meeting).held_at == first
