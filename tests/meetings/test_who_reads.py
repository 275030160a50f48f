"""Who reads what, from when on, and what of it stands in the child's own audit."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.models import Grant
from waylight.audit.models import Event
from waylight.casework import actions as casework
from waylight.casework.codes import DueKind
from waylight.casework.errors import StaleEdit
from waylight.casework.models import Child, Due
from waylight.disruption.models import Unit
from waylight.guidance.models import Area
from waylight.meetings import actions, queries
from waylight.meetings.errors import NotPossible, Why
from waylight.meetings.models import Action, Subject
from waylight.meetings.redacting import Scrub

from .a_panel import DUE, Panel, now
from .test_machines import action_in, carried


def seen(thing: Any, kind: str = "child") -> list[tuple[str, str]]:
    """Verb and action of each audit event about it by a meeting's acts and pages."""
    rows = Event.objects.filter(object_type=kind, object_id=str(thing.pk), action__startswith="meeting.")
    return [(each.verb, each.action) for each in rows.order_by("pk")]


def words(page: Any) -> str:
    return repr([(row.label, row.reason, row.subjects) for row in page.items])


def elsewhere(child: Child) -> None:
    """As a transfer leaves it: open in another area."""
    area = Area.objects.exclude(pk=child.area_id).first() or Area.objects.create(
        slug="brackenford", name="Brackenford"
    )
    Child.objects.filter(pk=child.pk).update(area=area)


def test_before_papers_go_out_and_once_it_is_called_off_there_is_a_label_and_no_record(panel: Panel) -> None:
    """Whoever calls a meeting alone learns nothing by it, and the child's audit tells that they tried."""
    child = panel.harmed()
    casework.add_related(child, "network", "Bram Cole", "friend", "", not_to_know=False, by=panel.worker)
    meeting = actions.call(
        "merrowdale", "child", timezone.now(), "Room", panel.person("chair"), by=panel.chair
    )
    item = actions.add_child(meeting, child, "Seen with Bram Cole.", by=panel.chair)
    assert set(kept_of(item)) == {"name", "also", "near"}
    assert seen(child) == [("consultation", "meeting.run")]
    page = queries.meeting_page(panel.chair, now(meeting), "item", item)
    assert [(row.label, row.subjects[0].facts) for row in page.items] == [("Mina Tarn", [])]
    assert seen(child)[1:] == [("consultation", "meeting.view")]
    actions.send_papers(meeting, by=panel.chair)
    assert seen(child)[2:] == [("disclosure", "meeting.run")]
    assert queries.meeting_page(panel.chair, now(meeting)).items[0].subjects[0].facts
    queries.paper_of(panel.chair, now(meeting), minutes=False, form="page")
    assert seen(child)[3:] == [("consultation", "meeting.view")] * 2
    actions.cancel(meeting, "Snow.", by=panel.chair)
    assert queries.meeting_page(panel.chair, now(meeting)).items[0].subjects[0].facts == []


def kept_of(item: Any) -> dict[str, str]:
    from waylight.meetings import sources

    return sources.read(Subject.objects.get(item=item).sources)


def test_names_are_taken_out_of_words_before_papers_go_out(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    casework.add_related(child, "network", "Bram Cole", "friend", "", not_to_know=False, by=panel.worker)
    actions.add_words(meeting, "theme", "Where Mina and Bram go", "Asked.", by=panel.coordinator)
    panel.item(meeting, child)
    text = words(queries.meeting_page(panel.voluntary, now(meeting)))
    assert not [name for name in ("Mina", "Tarn", "Bram", "Cole") if name in text]


def test_a_record_that_went_elsewhere_is_neither_opened_nor_written_into(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    elsewhere(child)
    for act in (
        lambda: actions.send_papers(meeting, by=panel.coordinator),
        lambda: actions.decide(item, "Visit.", "She is driven.", by=panel.coordinator),
        lambda: panel.action(item),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.why == Why.GONE
        if now(meeting).state == "called":
            Child.objects.filter(pk=child.pk).update(area="merrowdale")
            panel.to(meeting, "held")
            elsewhere(child)
    assert not child.lines.filter(kind="meeting").exists()
    actions.agree_minutes(meeting, by=panel.chair)
    assert now(meeting).state == "minutes-agreed"


def test_what_was_done_after_a_transfer_stays_out_of_the_other_areas_record(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    action = panel.action(panel.to(meeting, "held").items.get(pk=item.pk))
    elsewhere(child)
    actions.finish(Action.objects.get(pk=action.pk), "Seen.", by=panel.police)
    assert not child.lines.filter(kind="meeting").exists()
    assert not Due.objects.filter(kind=DueKind.MEETING_ACTION, stopped_at__isnull=True).exists()


def test_an_action_is_read_by_the_table_too(panel: Panel, staff_client: Any) -> None:
    """Licensing does what it is asked, and reads no child's name."""
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    panel.to(meeting, "held")
    action = panel.action(item, "licensing", "Ask who drives Mina Tarn.")
    page = queries.action_of(panel.licensing, action.pk)
    assert page.read.what.startswith("Ask who drives Child ")
    assert queries.action_of(panel.chair, action.pk).read.what == "Ask who drives Mina Tarn."
    at = reverse("meeting-action", args=[action.pk])
    text = staff_client(who=panel.person("licensing")).get(at).content.decode()
    assert "Ask who drives Child " in text
    assert "Mina" not in text
    assert ("consultation", "meeting.view") in seen(child)


def test_what_is_proposed_stands_in_the_audit_and_units_are_for_who_sees_units(panel: Panel) -> None:
    child, person = panel.harmed(), panel.person("coordinator")
    unit = Unit.objects.create(
        kind="place", title="The Pier Hotel", concern="Rooms by the hour.", area_id="merrowdale",
        opened_at=timezone.now(), opened_by=person, owner=person,
    )  # fmt: skip
    children, theme = panel.meeting(), panel.meeting(panel="theme")
    assert [row.key for row in queries.meeting_page(panel.chair, children).proposed] == [child.pk]
    assert seen(child) == [("consultation", "meeting.view")]
    assert queries.meeting_page(panel.chair, theme).proposed.object_list == []
    assert seen(unit, "unit") == []
    assert [row.key for row in queries.meeting_page(panel.coordinator, theme).proposed] == [unit.pk]
    assert seen(unit, "unit") == [("consultation", "meeting.view")]


def test_what_came_of_a_meeting_waits_for_the_chair_but_for_ones_own_dissent(
    panel: Panel, staff_client: Any
) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    item = panel.item(meeting, child)
    actions.invite(meeting, panel.person("police"), "", by=panel.coordinator)
    panel.to(meeting, "held")
    actions.decide(item, "Visit the shop.", "She is driven there.", by=panel.chair)
    panel.action(item)
    for who in ("police", "chair"):
        actions.dissent(item, panel.attendee(meeting, who), f"Not I, {who}.", by=getattr(panel, who))

    def came(who: str) -> tuple[int, int, list[str]]:
        (row,) = queries.meeting_page(getattr(panel, who), now(meeting)).items
        return len(row.decisions), len(row.actions), sorted(each[2] for each in row.dissents)

    both = ["Not I, chair.", "Not I, police."]
    assert came("police") == (0, 0, ["Not I, police."])
    assert came("chair") == (1, 1, both)
    (row,) = queries.of_child(panel.worker, child)
    assert (row.decisions, row.actions) == ([], [])
    page = staff_client(who=panel.person("police")).get(reverse("meeting-item", args=[item.pk]))
    assert "when the chair has agreed the minutes" in page.content.decode()
    actions.agree_minutes(meeting, by=panel.chair)
    assert came("police") == (1, 1, both)


def test_a_reader_is_bound_by_what_they_hold_now_and_by_what_they_were_asked_as(panel: Panel) -> None:
    child, meeting = panel.harmed(), panel.meeting()
    panel.item(meeting, child)
    for who in ("police", "licensing"):
        actions.invite(meeting, panel.person(who), "", by=panel.coordinator)
    panel.to(meeting, "papers-out")
    assert "Mina" in words(queries.meeting_page(panel.police, now(meeting)))
    Grant.objects.filter(person=panel.person("police")).update(role="licensing")
    Grant.objects.filter(person=panel.person("licensing")).update(role="intelligence")
    for actor in (panel.police, panel.licensing):
        assert "Mina" not in words(queries.meeting_page(actor, now(meeting)))


def test_who_ran_a_meeting_and_lost_the_role_reads_no_draft_of_its_minutes(panel: Panel) -> None:
    meeting = panel.meeting("held")
    queries.paper_of(panel.chair, meeting, minutes=True, form="page")
    Grant.objects.filter(person=panel.person("chair")).update(role="social-worker")
    with pytest.raises(NotPossible):
        queries.paper_of(panel.chair, meeting, minutes=True, form="page")
    (row,) = queries.meeting_page(panel.chair, meeting).items
    assert (row.actions, row.decisions) == ([], [])


def test_the_chair_answers_an_escalated_action_with_a_new_day_and_owner(
    panel: Panel, staff_client: Any
) -> None:
    action = action_in(panel, "escalated")
    at, chair = reverse("meeting-action", args=[action.pk]), staff_client(who=panel.person("chair"))
    assert "What happens with it now" in chair.get(at).content.decode()
    typed = {"act": "keep", "owner": panel.person("hub").pk, "due_on": "25/11/2026"}
    assert chair.post(at, {**typed, "words": ""}).status_code == 400
    assert chair.post(at, {**typed, "words": "The hub takes it on."}).status_code == 302
    fresh = Action.objects.get(pk=action.pk)
    assert (fresh.state, fresh.owner, fresh.due_on) == ("open", panel.person("hub"), DUE)
    running = Due.objects.filter(about=action.pk, stopped_at__isnull=True)
    assert [(due.kind, due.owner) for due in running] == [("meeting-action", panel.person("hub"))]
    assert "What happens with it now" not in chair.get(at).content.decode()
    carried(panel, 4)
    assert Action.objects.get(pk=action.pk).state == "escalated"
    actions.finish(Action.objects.get(pk=action.pk), "Seen.", by=panel.hub)
    assert Action.objects.get(pk=action.pk).outcome == "The hub takes it on.\nSeen."


def test_a_late_brief_is_shown_beside_what_stands(panel: Panel) -> None:
    subject = Subject.objects.get(item=panel.item(panel.meeting(), panel.harmed()))
    actions.write_brief(subject, "She wants to go to school.", base=1, by=panel.worker)
    with pytest.raises(StaleEdit):
        actions.write_brief(subject, "Something else.", base=1, by=panel.manager)
    from waylight.casework.rooms import standing_of

    key, child = str(subject.pk), subject.child
    assert child is not None
    assert standing_of("meeting", child.pk, key) == {"brief": "She wants to go to school."}
    assert standing_of("meeting", panel.team.child().pk, key) == {}


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("Bo Arden", "bo was seen, and Bo's friend.", "X was seen, and X's friend."),
        ("An Vance", "An was seen at an hotel.", "X was seen at an hotel."),
        ("J Reed", "J was seen.", "J was seen."),
        ("İrem Işık", "İrem, IREM and irem isik", "X, X and X"),
        ("Zoë Weiß", "Zoe\u0308 and ZOE, Weiss, weiß. Weißt?", "X and X, X, X. Weißt?"),
        ("Zoe Łuk", "Zoë was here – with Luk.", "X was here – with X."),
        ("عَلِيّ خان", "علی came with خان.", "X came with X."),
    ],
)
def test_a_name_is_taken_out_however_it_is_written_and_words_stay_words(
    name: str, typed: str, read: str
) -> None:
    assert Scrub([(name, "X")])(typed) == read
