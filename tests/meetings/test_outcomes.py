"""Decisions in the child's chronology, dissent by name, actions that roll on until somebody has done them."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.accounts.models import Grant
from waylight.accounts.policy import Refused
from waylight.casework import queries as casework
from waylight.casework.details import Details
from waylight.casework.models import Child, Due
from waylight.meetings import actions, queries
from waylight.meetings.actions.telling import APART
from waylight.meetings.errors import Missing, NotPossible, Why
from waylight.meetings.models import Action

from .a_panel import DUE, Panel, everybody, now
from .test_machines import carried


def due_to(actor: Any) -> list[str]:
    """What comes of meetings; what is due about one itself is in `test_owed.py`."""
    rows = [row.due.kind for row in casework.due_list(actor).rows]
    return [kind for kind in rows if kind in ("meeting-brief", "meeting-action", "meeting-escalated")]


def test_a_decision_becomes_a_line_of_the_childs_chronology_and_stands_on_their_page(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    with pytest.raises(Missing):
        actions.decide(item, "Visit the shop.", "", by=panel.chair)
    actions.decide(item, "Visit the shop.", "She is driven there.", by=panel.chair)
    assert not child.lines.filter(kind="meeting").exists(), "nothing is told before the chair agrees it"
    assert [row.decisions for row in queries.of_child(panel.worker, child)] == [[]]
    actions.agree_minutes(meeting, by=panel.chair)
    line = child.lines.filter(kind="meeting").get()
    assert line.text == "Decided: Visit the shop.\nShe is driven there."
    assert line.source == f"Panel on children, {meeting.reference}"
    assert line.by == panel.person("chair")
    (row,) = queries.of_child(panel.worker, child)
    assert [words for _d, words, _r in row.decisions] == ["Visit the shop."]
    with pytest.raises(Refused):
        queries.of_child(panel.coordinator, child)


def test_a_correction_of_what_was_decided_reaches_the_childs_record(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.item(meeting, panel.team.child(Details(name="Joss Harrow", age_band="13-15")))
    panel.to(meeting, "closed")
    actions.correct(meeting, "It was the shop by Joss Harrow's school.", item, by=panel.chair)
    actions.correct(meeting, "The room was cold.", by=panel.chair)
    told = {each.text for each in child.lines.filter(kind="meeting")}
    assert told == {
        "Decided: Nothing more.\nIt is calm.",
        "Added to the minutes: It was the shop by another child's school.",
    }


def test_a_record_that_somebody_in_conflict_may_read_says_only_that_there_is_something(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    actions.invite(meeting, panel.person("worker"), "", by=panel.coordinator)
    actions.declare_conflict(item, panel.person("worker"), "My cousin.", by=panel.worker)
    panel.to(meeting, "held")
    actions.decide(item, "Visit the shop.", "She is driven there.", by=panel.chair)
    actions.agree_minutes(meeting, by=panel.chair)
    assert child.lines.filter(kind="meeting").get().text == f"Decided. {APART}"


def test_a_decision_about_a_record_that_is_not_open_here_stays_in_the_minutes(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    actions.decide(item, "Visit the shop.", "She is driven there.", by=panel.chair)
    Child.objects.filter(pk=child.pk).update(state="closed")
    actions.agree_minutes(meeting, by=panel.chair)
    assert not child.lines.filter(kind="meeting").exists()
    assert item.decisions.get().words == "Visit the shop."


def test_an_action_that_is_done_names_no_other_child_in_a_record(panel: Panel) -> None:
    meeting, child = panel.meeting(), panel.harmed()
    panel.item(meeting, panel.team.child(Details(name="Joss Harrow", age_band="13-15")))
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    action = actions.give_action(
        item, "Ring Joss Harrow's school.", panel.person("police"), DUE, by=panel.chair
    )
    actions.finish(action, "Rang; Joss is there.", by=panel.police)
    line = child.lines.filter(kind="meeting").get()
    assert line.text == "Done: Ring another child's school.\nRang; another child is there."


def test_minutes_on_paper_say_whether_they_are_agreed(panel: Panel, staff_client: Any) -> None:
    meeting, words = panel.meeting("held"), "Not agreed yet."
    client = staff_client(who=panel.person("chair"))

    def on_paper() -> str:
        return Paper(client.get(reverse("meeting-paper-pdf", args=[meeting.pk, "minutes"])).content).text

    assert words in on_paper()
    actions.decide(meeting.items.get(), "Nothing more.", "It is calm.", by=panel.chair)
    actions.agree_minutes(meeting, by=panel.chair)
    assert words not in on_paper()


def test_dissent_has_a_name_and_words_by_oneself_or_as_it_was_said(panel: Panel) -> None:
    meeting = panel.meeting("held")
    item, mine = meeting.items.get(), panel.attendee(meeting, "voluntary")
    actions.dissent(item, mine, "I would wait.", by=panel.voluntary)
    actions.dissent(item, mine, "I would still wait.", by=panel.chair)
    with pytest.raises(Refused):
        actions.dissent(item, panel.attendee(meeting, "chair"), "x", by=panel.voluntary)
    with pytest.raises(Refused):
        actions.dissent(item, mine, "x", by=panel.police)
    other = panel.attendee(panel.meeting(), "voluntary")
    with pytest.raises(NotPossible) as refused:
        actions.dissent(item, other, "x", by=panel.chair)
    assert refused.value.why == Why.NOT_OF_THIS
    (row,) = queries.meeting_page(panel.chair, now(meeting)).items
    assert sorted((who, words) for who, _agency, words in row.dissents) == [
        ("Voluntary", "I would still wait."),
        ("Voluntary", "I would wait."),
    ]


def test_an_action_is_due_to_its_owner_until_there_is_evidence(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    action = panel.action(item)
    assert due_to(panel.police) == ["meeting-action"]
    (row,) = [row for row in casework.due_list(panel.police).rows if row.due.kind == "meeting-action"]
    assert (row.name, row.href) == ("", f"/hub/meetings/action/{action.pk}/")
    assert queries.action_of(panel.police, action.pk).owns
    with pytest.raises(Refused):
        queries.action_of(panel.voluntary, action.pk)
    with pytest.raises(Missing):
        actions.finish(action, " ", by=panel.police)
    actions.finish(action, "The shop was seen with licensing.", by=panel.police)
    assert due_to(panel.police) == []
    assert "Done: Visit the shop." in child.lines.filter(kind="meeting")[0].text


@pytest.mark.parametrize(
    ("owner", "day", "why"),
    [("screener", DUE, Why.NOTHING_CAN_BE_DUE), ("police", date(2026, 11, 17), Why.PAST)],
)
def test_an_action_needs_an_owner_to_whom_it_can_be_due_and_a_day(
    panel: Panel, owner: str, day: date, why: Why
) -> None:
    item = panel.meeting("held").items.get()
    person = panel.make("screener") if owner == "screener" else panel.person(owner)
    with pytest.raises(NotPossible) as refused:
        actions.give_action(item, "Ring.", person, day, by=panel.chair)
    assert refused.value.why == why


@pytest.mark.parametrize("why", ["absent", "left"])
def test_what_must_be_looked_at_is_due_to_whoever_held_the_meeting_without_its_chair(
    panel: Panel, why: str
) -> None:
    panel.action(panel.meeting("held").items.get())
    for times in (1, 2):
        carried(panel, times)
    third = panel.meeting("papers-out", days=3)
    came = everybody(third)
    if why == "absent":
        came = [each.pk for each in third.attendees.exclude(person=third.chair)]
    else:
        Grant.objects.filter(person=third.chair).update(until=timezone.now())
    with time_machine.travel(third.starts_at, tick=False):
        actions.hold(third, came, by=panel.coordinator)
    assert due_to(panel.coordinator) == ["meeting-escalated"]


def test_what_is_open_rolls_on_and_at_the_third_meeting_somebody_must_look(panel: Panel) -> None:
    action = panel.action(panel.meeting("held").items.get())
    for times in (1, 2):
        meeting = carried(panel, times)
        assert Action.objects.get(pk=action.pk).state == "open"
        (rolled,) = queries.meeting_page(panel.chair, now(meeting)).rolled
        assert rolled.times == times
    assert queries.meeting_page(panel.chair, panel.meeting(panel="daily", days=3)).rolled == []
    assert due_to(panel.chair) == []
    third = carried(panel, 3)
    assert Action.objects.get(pk=action.pk).state == "escalated"
    assert due_to(panel.chair) == ["meeting-escalated"]
    assert len(queries.meeting_page(panel.chair, panel.meeting(days=4)).rolled) == 1
    actions.drop(Action.objects.get(pk=action.pk), "The shop has closed.", by=panel.chair)
    assert due_to(panel.chair) == due_to(panel.police) == []
    assert queries.meeting_page(panel.chair, panel.meeting(days=5)).rolled == []
    assert len(queries.meeting_page(panel.chair, now(third)).rolled) == 1
    assert Due.objects.filter(kind="meeting-action").get().stopped_because == "no-longer"


def test_minutes_are_the_chairs_and_are_corrected_by_adding(panel: Panel, clock: Any) -> None:
    meeting = panel.meeting("minutes-agreed")
    assert meeting.agreed_by_id == panel.person("chair").pk
    clock.shift(timedelta(hours=1))
    actions.correct(meeting, "It was Tuesday.", meeting.items.get(), by=panel.coordinator)
    page = queries.meeting_page(panel.chair, now(meeting))
    assert [words for words, _c in page.corrections] == ["It was Tuesday."]
    other = panel.meeting().items.model.objects.exclude(meeting=meeting).first()
    assert other is None


def test_papers_that_go_to_their_caller_alone_are_seen_beside_the_child(
    panel: Panel, staff_client: Any
) -> None:
    child, lead = panel.team.child(), panel.team.person("manager")
    alone = actions.call(
        "merrowdale", "child", timezone.now() + timedelta(days=2), "Room 2", lead, by=panel.team.manager
    )
    actions.add_child(alone, child, "Asked for.", by=panel.team.manager)
    actions.send_papers(alone, by=panel.team.manager)
    client = staff_client(who=lead)
    assert "its papers go to nobody else" in _page(client, "meeting", alone.pk)
    assert f"to {lead.name} alone" in _page(client, "child-meetings", child.pk)
    assert panel.meeting("papers-out").reader_alone == ""


def _page(client: Any, name: str, pk: Any) -> str:
    return str(client.get(reverse(name, args=[pk])).content.decode())
