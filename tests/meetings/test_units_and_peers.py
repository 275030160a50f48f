"""Places and people of concern, missing episodes and peer groups, as other rooms and records have them."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from waylight.accounts.policy import Refused
from waylight.casework import actions as casework
from waylight.casework.details import Details
from waylight.casework.models import Child, IndexKey
from waylight.disruption.models import Unit
from waylight.keys import data_keys
from waylight.meetings import actions, queries
from waylight.meetings.errors import Missing, NotPossible
from waylight.meetings.peers import peer_groups
from waylight.pathways.models import Episode

from .a_panel import Panel, now, proposed

JESS = Details(name="Jess Arden", born="2012-01-02")
NOOR = Details(name="Noor Vance", born="2012-03-04")
CALM = Details(name="Calm Reed", born="2012-05-06")


def friend(panel: Panel, child: Child, name: str) -> None:
    casework.add_related(child, "network", name, "friend", "", not_to_know=False, by=panel.team.worker)


@pytest.fixture
def group(panel: Panel) -> list[Child]:
    """Mina names Jess; Noor and Jess name the same man; Calm names Mum, as Mina does."""
    made = [panel.team.child(), *(panel.team.child(details=each) for each in (JESS, NOOR, CALM))]
    mina, jess, noor, calm = made
    friend(panel, mina, "jess  arden")
    friend(panel, jess, "Bram Cole")
    friend(panel, noor, "Bram Cole")
    friend(panel, mina, "Mum")
    friend(panel, calm, "Mum")
    return [mina, jess, noor]


def test_children_whose_records_name_each_other_are_a_peer_group(panel: Panel, group: list[Child]) -> None:
    meeting = panel.meeting()
    assert [set(each) for each in peer_groups(meeting)] == [{child.pk for child in group}]
    page = queries.meeting_page(panel.coordinator, meeting)
    (row,) = [row for row in page.proposed if row.what == "peers"]
    assert sorted(row.label.split(", ")) == ["Jess Arden", "Mina Tarn", "Noor Vance"]
    with pytest.raises(Missing):
        actions.add_peers(meeting, group[0], left_out=True, by=panel.coordinator)
    item = actions.add_peers(meeting, group[2], by=panel.coordinator)
    assert peer_groups(meeting) == []
    with pytest.raises(NotPossible):
        actions.add_peers(meeting, group[1], by=panel.coordinator)
    panel.to(meeting, "held")
    actions.decide(item, "Talk with Mina Tarn, Jess and Noor apart.", "Jess Arden asked.", by=panel.chair)
    actions.agree_minutes(meeting, by=panel.chair)
    for child, own in zip(group, ("Mina", "Jess", "Noor"), strict=True):
        text = child.lines.get(kind="meeting").text
        assert [name for name in ("Mina", "Jess", "Noor") if name in text] == [own]
        (seen,) = queries.of_child(panel.worker, child)
        assert all(name not in seen.decisions[0][1] for name in {"Mina", "Jess", "Noor"} - {own})
    for who in ("voluntary",):
        (read,) = queries.meeting_page(getattr(panel, who), now(meeting)).items
        words = repr((read.label, read.subjects, read.decisions))
        assert not [name for name in ("Mina", "Jess", "Noor", "Tarn", "Arden") if name in words]
        assert len({subject.label for subject in read.subjects}) == 3


def test_children_who_are_only_called_the_same_are_no_peer_group(panel: Panel) -> None:
    first, second = panel.team.child(details=JESS), panel.team.child(details=Details(name="Jess Arden"))
    meeting = panel.meeting()
    assert peer_groups(meeting) == []
    friend(panel, panel.team.child(details=NOOR), "Jess Arden")
    (group,) = peer_groups(meeting)
    assert {first.pk, second.pk} < set(group)
    assert len(group) == 3


def test_no_record_is_opened_to_find_a_peer_group(
    panel: Panel, group: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = panel.meeting()

    def opened(*where: object, **place: object) -> str:
        raise AssertionError(f"{place} was opened")

    monkeypatch.setattr(data_keys, "decrypt", opened)
    assert [len(each) for each in peer_groups(meeting)] == [3]


def test_a_peer_group_follows_what_the_records_say(panel: Panel, group: list[Child]) -> None:
    mina, jess, noor = group
    meeting, worker = panel.meeting(), panel.team.worker
    casework.end_related(mina.related.earliest("at"), by=worker)
    assert [set(each) for each in peer_groups(meeting)] == [{jess.pk, noor.pk}]
    friend(panel, mina, "Noor Reed")
    assert len(peer_groups(meeting)[0]) == 2
    casework.write_details(noor, Details(name="Noor Reed"), base=noor.version, by=worker)
    assert len(peer_groups(meeting)[0]) == 3
    Child.objects.filter(pk=noor.pk).update(state="closed")
    assert peer_groups(meeting) == []


def test_children_of_two_areas_are_no_peer_group(panel: Panel, group: list[Child], other_area: Any) -> None:
    meeting = panel.meeting()
    Child.objects.filter(pk=group[2].pk).update(area_id=other_area.slug)
    assert [set(each) for each in peer_groups(meeting)] == [{child.pk for child in group[:2]}]
    panel.team.child(details=Details(name="Jess Arden", born="2013-01-02"))
    Child.objects.filter(pk=group[0].pk).update(area_id=other_area.slug)
    assert peer_groups(meeting) == []


def test_records_of_before_have_the_keys_that_new_ones_have(group: list[Child]) -> None:
    def keys() -> set[tuple[object, ...]]:
        return set(IndexKey.objects.values_list("child", "kind", "digest"))

    before, of_names = keys(), IndexKey.objects.filter(kind__in=("name", "friend"))
    assert of_names.count() == len(group) + 1 + 3  # each child's own name; three friends of two words
    of_names.delete()
    for _again in range(2):
        filling = import_module("waylight.casework.migrations.0008_keys_of_names")
        filling.keys(apps, SimpleNamespace(connection=connection))
        assert keys() == before


def test_a_pseudonym_is_the_same_in_one_meeting_and_another_in_the_next(panel: Panel) -> None:
    child, labels = panel.harmed(), []
    for _time in range(2):
        meeting = panel.meeting()
        item = panel.item(meeting, child)
        page = queries.meeting_page(panel.voluntary, now(meeting))
        again = queries.meeting_page(panel.voluntary, now(meeting))
        assert page.items[0].label == again.items[0].label
        assert item.pk == page.items[0].item.pk
        labels.append(page.items[0].label)
    assert labels[0] != labels[1]
    assert all(label.startswith("Child ") for label in labels)


def test_open_units_are_proposed_to_a_panel_on_themes(panel: Panel, audited: Any) -> None:
    person = panel.person("coordinator")
    made = {"opened_at": timezone.now(), "opened_by": person, "owner": person, "area_id": "merrowdale"}
    unit = Unit.objects.create(kind="place", title="The Pier Hotel", concern="Rooms by the hour.", **made)
    other = Unit.objects.create(kind="person", title="Uncle", concern="Waits at gates.", **made)
    meeting = panel.meeting(panel="theme")
    page = queries.meeting_page(panel.coordinator, meeting)
    assert sorted((row.label, row.because) for row in page.proposed) == [
        ("The Pier Hotel", ["Open as a unit of work"]),
        ("Uncle", ["Open as a unit of work"]),
    ]
    actions.add_unit(meeting, unit, by=panel.coordinator)
    actions.add_unit(meeting, other, "For the police.", left_out=True, by=panel.coordinator)
    with pytest.raises(NotPossible):
        actions.add_unit(meeting, unit, by=panel.coordinator)
    page = queries.meeting_page(panel.coordinator, now(meeting))
    assert list(page.proposed or ()) == []
    assert [row.subjects[0].facts for row in page.items] == [[]]
    with pytest.raises(Refused):
        actions.add_unit(meeting, unit, by=panel.chair)
    actions.send_papers(meeting, by=panel.coordinator)
    (told,) = [event for event in audited("meeting.run") if event.verb == "disclosure"]
    assert (told.object_type, told.object_id) == ("unit", str(unit.pk))
    page = queries.meeting_page(panel.coordinator, now(meeting))
    assert [[text for _label, text in row.subjects[0].facts] for row in page.items] == [
        ["Rooms by the hour."]
    ]
    seen = queries.meeting_page(panel.voluntary, now(meeting)).items[0]
    assert seen.label.startswith("Place ")
    assert seen.subjects[0].facts == []
    assert audited("meeting.run")[-1].verb == "alteration"


def test_a_child_who_was_missing_in_thirty_days_is_proposed(panel: Panel) -> None:
    child, worker = panel.team.child(), panel.person("worker")
    for days in (20, 40):
        since = timezone.now() - timedelta(days=days)
        Episode.objects.create(
            child=child, kind="M", state="closed", since=since, grade="medium", reported_by=worker,
            reported_at=since, returned_at=since + timedelta(hours=4),
        )  # fmt: skip
    assert proposed(panel.meeting()) == {child: ["missing"]}
    Episode.objects.order_by("-since")[0].delete()
    assert proposed(panel.meeting()) == {}
