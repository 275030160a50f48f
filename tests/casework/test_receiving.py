"""A decided concern becomes a record, and nothing of it is typed again."""

from datetime import datetime
from typing import Any

import pytest
from tests.triage.a_hub import LONDON, Hub

from waylight.accounts.policy import Refused
from waylight.casework import actions, matching, queries
from waylight.casework.details import Details
from waylight.casework.errors import NotPossible, Why
from waylight.casework.models import Arrival, Child, Due
from waylight.triage import actions as triage
from waylight.triage.machine import WrongMove

from .a_team import MINA, Team, fresh


def test_a_decision_about_a_child_arrives_once_and_another_does_not(hub: Hub, team: Team, work: Any) -> None:
    hub.decide(hub.stream(words="A girl."), outcome="assessment")
    hub.decide(hub.stream(words="A boy."), outcome="early-help")
    hub.decide(hub.stream("intelligence", words="A car."), outcome="kept-for-linking")
    work()
    arrival = Arrival.objects.get()
    assert arrival.decision.outcome == "assessment"
    actions.receive(arrival.decision_id)
    assert Arrival.objects.count() == 1
    assert [a.pk for a in queries.arrivals(team.manager)] == [arrival.pk]
    with pytest.raises(Refused):
        queries.arrivals(team.worker)


def test_what_waits_for_a_second_person_arrives_when_they_agree(hub: Hub, team: Team, work: Any) -> None:
    decision = hub.decide(hub.stream(words="A girl."), outcome="strategy-discussion")
    work()
    assert not Arrival.objects.exists()
    triage.countersign(decision, agree=True, reason="Yes.", by=hub.manager)
    work()
    assert Arrival.objects.count() == 1


def test_the_record_begins_with_what_the_hub_knew(team: Team) -> None:
    child = team.child()
    shown = queries.chronology(team.worker, fresh(child), {}).lines
    assert {(line.kind, line.text.partition("\n")[0]) for line in shown} == {
        ("concern", "A girl of about 13"),
        ("observed", "A grey car waits."),
        ("told", "“He is called Uncle.”"),
        ("decision", "Assessment, section 17. A child described, an adult with a car, twice in a week."),
    }
    assert all("Referral" in line.source and line.by for line in shown)
    due = Due.objects.get(kind="first")
    assert due.due_at.astimezone(LONDON) == datetime(2026, 12, 2, 17, 15, tzinfo=LONDON)


def test_a_strategy_discussion_that_the_hub_decided_is_due_to_the_manager(team: Team) -> None:
    child = team.child(outcome="strategy-discussion")
    assert [row.due.kind for row in queries.due_list(team.manager).rows] == ["strategy"]
    assert child.dues.get(kind="strategy").whose == "manager"


def test_the_same_name_and_birth_date_is_proposed_and_a_person_decides(team: Team) -> None:
    first, again = team.child(), team.arrival(words="Another worry.")
    other_case = Details(name="MINA  tarn", born="2013-04-09")
    assert [p.reference for p in matching.proposals(again, other_case)] == [first.reference]
    with pytest.raises(NotPossible) as refused:
        actions.open_record(again, other_case, worker=None, another=False, by=team.manager)
    assert refused.value.why == Why.LOOK_FIRST
    assert Child.objects.count() == 1
    actions.open_record(again, other_case, worker=None, another=True, by=team.manager)
    assert Child.objects.count() == 2


def test_a_caller_who_named_the_child_is_enough_to_propose(team: Team) -> None:
    first = team.child()
    named = {"people": [{"kind": "child", "name": "Mina Tarn", "birth_date": "2013-04-09"}]}
    again = team.arrival(words="Again.", **named)
    assert [p.reference for p in matching.proposals(again)] == [first.reference]


def test_joining_adds_lines_and_reopens_without_reading(team: Team, audited: Any) -> None:
    child = team.child()
    child.dues.update(stopped_at=child.opened_at, stopped_because="done")
    actions.close_record(child, "Moved on.", by=team.manager)
    arrival, before = team.arrival(words="Again."), child.lines.count()
    actions.join(arrival, child, by=team.deputy)
    joined = fresh(child)
    assert (joined.state, joined.manager_id) == ("open", team.manager.user_id)
    assert joined.lines.count() == before + 5
    assert "Reopened: a concern is about this child." in {each.text for each in joined.lines.all()}
    assert joined.dues.get(stopped_at__isnull=True).because == "concern"
    assert audited("child.receive")[-1].detail["opened"] is False
    with pytest.raises(Refused):
        queries.opened(team.deputy, joined, "record")
    with pytest.raises(WrongMove):
        actions.join(arrival, child, by=team.deputy)


def test_a_record_of_another_area_is_not_joined(team: Team, other_area: Any) -> None:
    child = team.child()
    Child.objects.filter(pk=child.pk).update(area_id="brackenford")
    with pytest.raises(NotPossible):
        actions.join(team.arrival(words="Again."), child, by=team.manager)


def test_a_reopened_stream_brings_only_what_is_new(hub: Hub, team: Team, clock: Any) -> None:
    child = team.child()
    stream = Arrival.objects.get().stream
    clock.shift(3600)
    triage.reopen(stream.contact, "New words.", by=hub.manager)
    stream.refresh_from_db()
    triage.state_fact(stream, "fact", "A second car.", quoted=False, by=hub.screener)
    again = actions.receive(hub.decide(stream).pk)
    assert again is not None
    before = set(child.lines.values_list("pk", flat=True))
    actions.join(again, child, by=team.manager)
    assert {line.kind for line in child.lines.exclude(pk__in=before)} == {"observed", "decision"}


def test_details_survive_what_a_later_version_wrote() -> None:
    assert Details.read('{"name": "M", "not_known_here": "x"}') == Details(name="M")
    assert Details.read(MINA.written()) == MINA


def test_what_waits_comes_by_pages_that_leave_nothing_out(
    team: Team, staff_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.casework.queries.arriving.ON_A_PAGE", 1)
    waiting = [team.arrival(words="A girl."), team.arrival(words="A boy.")]
    client = staff_client(who=team.person("manager"))
    pages = [client.get(f"/hub/children/?arrived={n}").content.decode() for n in (1, 2)]
    assert all("?arrived=2" in page for page in pages)
    found = [[each.pk for each in waiting if str(each.pk) in page] for page in pages]
    assert sorted(found) == sorted([each.pk] for each in waiting)
