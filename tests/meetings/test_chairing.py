"""Minutes wait for no chair who cannot agree them: somebody else may chair a meeting."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.accounts.actions import leave
from waylight.accounts.policy import Refused, can
from waylight.meetings import actions, queries
from waylight.meetings.errors import NotPossible, Why
from waylight.meetings.machine import MEETING
from waylight.meetings.models import Meeting
from waylight.triage.machine import WrongMove

from .a_panel import Panel, everybody, now

TAKEN = "Nobody who called or chaired it works here any more: Deputy took it over."


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


def all_gone(panel: Panel, actor: Any) -> None:
    for who in ("coordinator", "chair"):
        leave(panel.person(who), on=timezone.now(), reason="left", by=actor("administrator"))


@pytest.mark.parametrize("state", ["called", "papers-out", "held", "minutes-agreed", "closed"])
def test_a_manager_takes_over_what_nobody_can_run_and_the_minutes_say_so(
    panel: Panel, actor: Any, staff_client: Any, audited: Any, state: str
) -> None:
    meeting = panel.meeting(state)
    client, other = staff_client(who=panel.person("deputy")), staff_client(who=panel.person("voluntary"))
    listed, take = reverse("meetings"), reverse("meeting-take", args=[meeting.pk])
    assert "Nobody can run these" not in client.get(listed).content.decode()
    assert client.post(take).status_code == 403, "its chair can"
    all_gone(panel, actor)
    assert take in client.get(listed).content.decode()
    assert take not in other.get(listed).content.decode()
    assert other.post(take).status_code == 403
    assert client.post(take).status_code == 302
    assert client.post(take).status_code == 403, "somebody runs it now"
    told = [each.detail["before"] for each in audited("meeting.take") if "before" in each.detail]
    assert told == [panel.person("chair").pk]
    assert "Nobody can run these" not in client.get(listed).content.decode()
    to_its_end(panel, meeting, state)
    for which in ("", "minutes/"):
        page = other.get(f"{reverse('meeting', args=[meeting.pk])}{which}").content.decode()
        assert "Chair chaired it until 18 November 2026" in page
        assert TAKEN in page
    sheet = client.get(reverse("meeting-paper-pdf", args=[meeting.pk, "minutes"]))
    assert TAKEN in " ".join(Paper(sheet.content).text.split())


def to_its_end(panel: Panel, meeting: Meeting, state: str) -> None:
    """Whoever took it over runs it: until its minutes are agreed and it is closed."""
    by = panel.deputy
    if state == "called":
        actions.add_words(now(meeting), "theme", "Hotels", "Asked for.", by=by)
        actions.send_papers(now(meeting), by=by)
    if state in ("called", "papers-out"):
        actions.hold(now(meeting), everybody(meeting), by=by)
    if state == "closed":
        actions.correct(now(meeting), "It was Tuesday.", by=by)
        return
    if state != "minutes-agreed":
        actions.decide(now(meeting).items.get(), "Nothing more.", "It is calm.", by=by)
        assert actions.agree_minutes(now(meeting), by=by).agreed_by == panel.person("deputy")
    assert actions.close(now(meeting), by=by).state == "closed"


@pytest.mark.parametrize("state", MEETING.states)
def test_only_a_meeting_that_goes_on_is_taken_over(panel: Panel, actor: Any, state: str) -> None:
    meeting = panel.meeting(state)
    all_gone(panel, actor)
    if state == "cancelled":
        with pytest.raises(WrongMove):
            actions.take_chair(meeting, by=panel.deputy)
        assert [each.pk for each in queries.left_to_nobody(panel.deputy)] == []
    else:
        assert [each.pk for each in queries.left_to_nobody(panel.deputy)] == [meeting.pk]
        actions.take_chair(meeting, by=panel.deputy)
        assert panel.attendee(meeting, "deputy").came == ("away" if meeting.held_at else "")
        chair = "chair" if state in ("minutes-agreed", "closed") else "deputy"
        assert now(meeting).chair == panel.person(chair), "who agreed the minutes stays their chair"


def test_as_long_as_the_caller_can_run_it_nobody_takes_it_over(panel: Panel, actor: Any) -> None:
    meeting = panel.meeting()
    leave(panel.person("chair"), on=timezone.now(), reason="left", by=actor("administrator"))
    with pytest.raises(Refused):
        actions.take_chair(meeting, by=panel.deputy)


def test_a_chair_handed_on_is_said(panel: Panel, staff_client: Any) -> None:
    meeting = panel.meeting()
    actions.hand_chair(meeting, panel.person("hub"), by=panel.coordinator)
    page = staff_client(who=panel.person("voluntary")).get(reverse("meeting", args=[meeting.pk]))
    assert "Chair chaired it until 18 November 2026, 10:00, then Hub." in page.content.decode().replace(
        "&nbsp;", " "
    )
