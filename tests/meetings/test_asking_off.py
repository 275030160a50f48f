"""Somebody asked to a meeting is asked no longer: with a reason, and reads nothing then."""

from typing import Any

import pytest
from django.urls import reverse
from tests.meetings.a_panel import Panel

from waylight.accounts.policy import Refused, can
from waylight.accounts.tasks import WORDS
from waylight.meetings import actions, queries
from waylight.meetings.errors import Missing, NotPossible, Why
from waylight.meetings.models import Meeting
from waylight.triage.machine import WrongMove
from waylight.work.models import OutboxEvent

WHY = "She moved to another team."


def found(meeting: Meeting) -> Meeting:
    return queries.find_meeting(meeting.pk)


@pytest.mark.parametrize("state", ["called", "papers-out"])
def test_who_is_asked_no_longer_reads_nothing_of_it(panel: Panel, state: str) -> None:
    meeting = panel.meeting(state)
    assert can(panel.voluntary, "meeting.view", found(meeting))
    off = actions.ask_off(panel.attendee(meeting, "voluntary"), WHY, by=panel.coordinator)
    assert (off.name, off.agency, off.had_paper) == ("Voluntary", "Harbour Lights", state == "papers-out")
    assert not can(panel.voluntary, "meeting.view", found(meeting))
    with pytest.raises(Refused):
        queries.meeting_page(panel.voluntary, found(meeting))
    assert [each.pk for each in queries.meetings(panel.voluntary).object_list] == []
    page = queries.meeting_page(panel.coordinator, found(meeting))
    assert [each.reason for each in page.asked_off] == [WHY]
    assert "Voluntary" not in [each.name for each in page.attendees]


def test_they_may_be_asked_again(panel: Panel) -> None:
    meeting = panel.meeting()
    actions.ask_off(panel.attendee(meeting, "voluntary"), WHY, by=panel.coordinator)
    actions.invite(meeting, panel.person("voluntary"), "voluntary", by=panel.coordinator)
    assert can(panel.voluntary, "meeting.view", found(meeting))


def test_who_runs_it_stays_and_who_is_not_asked_cannot_be_asked_off(panel: Panel) -> None:
    meeting = panel.meeting()
    for name in ("chair", "coordinator"):
        with pytest.raises(NotPossible) as no:
            actions.ask_off(panel.attendee(meeting, name), WHY, by=panel.coordinator)
        assert no.value.why == Why.STAYS
    gone = panel.attendee(meeting, "voluntary")
    actions.ask_off(gone, WHY, by=panel.coordinator)
    gone.pk = meeting.pk  # what a second press sends: a key that is no longer there
    with pytest.raises(NotPossible) as no:
        actions.ask_off(gone, WHY, by=panel.coordinator)
    assert no.value.why == Why.NOT_THERE


def test_it_wants_a_reason_the_right_person_and_a_meeting_to_come(panel: Panel) -> None:
    meeting = panel.meeting()
    with pytest.raises(Missing):
        actions.ask_off(panel.attendee(meeting, "voluntary"), " ", by=panel.coordinator)
    with pytest.raises(Refused):
        actions.ask_off(panel.attendee(meeting, "voluntary"), WHY, by=panel.voluntary)
    held = panel.meeting("held")
    with pytest.raises(WrongMove):
        actions.ask_off(panel.attendee(held, "voluntary"), WHY, by=panel.coordinator)


def test_the_page_says_who_is_asked_no_longer_and_the_paper_does_not(panel: Panel, staff_client: Any) -> None:
    meeting = panel.meeting("papers-out")
    client = staff_client(who=panel.person("coordinator"))
    asked = panel.attendee(meeting, "voluntary")
    again = reverse("meeting-act", args=[meeting.pk, "ask-off"])
    sent = {"attendee": str(asked.pk), "reason": WHY}
    assert client.post(again, sent).status_code == 302
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "Asked no longer" in page and WHY in page and "the papers had been sent" in page
    paper = client.get(reverse("meeting-paper", args=[meeting.pk, "paper"])).content.decode()
    assert WHY not in paper
    refused = client.post(again, sent)
    assert refused.status_code == 400 and WHY in refused.content.decode()


def test_who_is_asked_is_told_and_so_is_who_is_asked_no_longer(panel: Panel) -> None:
    """By an e-mail that names nobody and no meeting; nobody is told of what they did themselves."""

    def told() -> list[tuple[str, str]]:
        rows = OutboxEvent.objects.filter(name="person.told").order_by("pk")
        names = {panel.person(name).pk: name for name in ("voluntary", "chair", "coordinator")}
        said = [(names[row.payload["user"]], row.payload["what"]) for row in rows]
        rows.delete()
        return said

    meeting = panel.meeting()
    assert sorted(told()) == [("chair", "meeting-asked"), ("voluntary", "meeting-asked")]
    panel.to(meeting, "papers-out")
    assert sorted(told()) == [("chair", "meeting-papers"), ("voluntary", "meeting-papers")]
    actions.ask_off(panel.attendee(meeting, "voluntary"), WHY, by=panel.coordinator)
    assert told() == [("voluntary", "meeting-off")]
    actions.cancel(found(meeting), "Snow.", by=panel.coordinator)
    assert told() == [("chair", "meeting-off")]
    assert all("%" not in str(WORDS[what]) for what in ("meeting-asked", "meeting-papers", "meeting-off"))
