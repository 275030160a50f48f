"""A record moves to another authority: by whom, and that nothing of it is lost or read on by those before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import fresh
from tests.casework.two_people import page_of

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework import rooms
from waylight.casework.actions import add_related, close_record, dues
from waylight.casework.actions.dues import Owed
from waylight.casework.codes import DueKind
from waylight.casework.queries.due import due_list
from waylight.referral import actions, queries
from waylight.referral.actions.moving import refuse_while_offered
from waylight.referral.errors import NotPossible, Why
from waylight.referral.machine import TRANSFER
from waylight.referral.models import RecordTransfer
from waylight.triage.machine import WrongMove

from .agencies import Agencies
from .test_checking import why
from .test_machines import WHO

SECRET = "Zqxj-8842-marker"


@pytest.fixture
def neighbour(agencies: Agencies, other_area: Any) -> Actor:
    return agencies.team.actor_of(
        agencies.team.make("team-manager", area_slug="brackenford", name="Neighbour")
    )


def offered(agencies: Agencies, other_area: Any, state: str, neighbour: Actor) -> RecordTransfer:
    child = agencies.team.child()
    agencies.team.line(child, SECRET)
    by = agencies.team.manager
    it = actions.offer_record(child, other_area, "She has moved.", "Since May.", by=by)
    if state in ("accepted", "declined"):
        actions.answer_offer(it, accept=state == "accepted", words="So.", by=neighbour)
    if state == "withdrawn":
        actions.take_offer_back(it, "She came back.", by=by)
    return queries.find_transfer(it.pk)


@pytest.mark.parametrize("state", TRANSFER.states)
def test_a_transfer_moves_as_its_table_says(
    agencies: Agencies, other_area: Any, neighbour: Actor, state: str
) -> None:
    it = offered(agencies, other_area, state, neighbour)
    before = "manager" if state != "accepted" else "neighbour"
    who: dict[str, Callable[[Agencies], Actor]] = {**WHO, "neighbour": lambda a: neighbour}
    moves: list[tuple[str, str, Callable[[Actor], object]]] = [
        ("accepted", "record.take", lambda by: actions.answer_offer(it, accept=True, words="Yes.", by=by)),
        ("declined", "record.take", lambda by: actions.answer_offer(it, accept=False, words="No.", by=by)),
        ("withdrawn", "record.offer", lambda by: actions.take_offer_back(it, "No.", by=by)),
    ]
    for name, actor in who.items():
        for target, action, act in moves:
            may = name == ("neighbour" if action == "record.take" else before)
            if may and TRANSFER.allows(state, target, action):
                continue
            with pytest.raises(WrongMove if may else Refused):
                act(actor(agencies))
    assert RecordTransfer.objects.get(pk=it.pk).state == state


def test_until_it_is_accepted_the_sender_answers_for_the_child(
    agencies: Agencies, other_area: Any, neighbour: Actor
) -> None:
    it = offered(agencies, other_area, "offered", neighbour)
    assert "record-transfer" in {row.due.kind for row in due_list(agencies.team.manager).rows}
    assert casework.opened(agencies.team.worker, fresh(it.child), "record").details.name == "Mina Tarn"
    with pytest.raises(Refused):
        casework.opened(neighbour, fresh(it.child), "record")
    (seen,) = queries.offered_here(neighbour)
    assert (seen.subject, seen.summary) == ("Mina Tarn, 9 April 2013", "Since May.")
    again = lambda: actions.offer_record(  # noqa: E731 - tried once
        it.child, other_area, "Again.", "So.", by=agencies.team.manager
    )
    assert why(again) == Why.OFFERED


def test_accepted_it_comes_whole_and_those_before_keep_only_the_trace(
    agencies: Agencies, other_area: Any, neighbour: Actor
) -> None:
    team = agencies.team
    child = team.child()
    team.line(child, SECRET)
    given = {row.kind: row.due_at for row in child.dues.filter(stopped_at=None)}
    lines = set(child.lines.values_list("pk", flat=True))
    it = actions.offer_record(child, other_area, "She has moved.", "Since May.", by=team.manager)
    actions.answer_offer(it, accept=True, words="We see her tomorrow.", by=neighbour)
    there = fresh(child)
    assert (there.area_id, there.manager_id, there.worker_id) == ("brackenford", neighbour.user_id, None)
    assert lines <= set(there.lines.values_list("pk", flat=True))
    assert {row.kind: row.due_at for row in there.dues.filter(stopped_at=None)} == given
    assert {row.due.kind for row in due_list(neighbour).rows} == set(given)
    for before in (team.worker, team.manager):
        with pytest.raises(Refused):
            casework.opened(before, there, "record")
    assert [each.pk for each in queries.given_away(team.manager)] == [it.pk]


def test_what_the_area_before_is_owed_does_not_hold_the_record_open(
    agencies: Agencies, other_area: Any, neighbour: Actor
) -> None:
    team, child = agencies.team, agencies.team.child()
    agencies.of("health")
    agencies.ask(child)
    it = actions.offer_record(child, other_area, "She has moved.", "Since May.", by=team.manager)
    actions.answer_offer(it, accept=True, words="Yes.", by=neighbour)
    own = fresh(child).dues.filter(stopped_at=None, area="brackenford")
    own.update(stopped_at=timezone.now(), stopped_because="done")
    assert close_record(fresh(child), "All is well.", by=neighbour).state == "closed"
    assert [each.kind for each in child.dues.filter(stopped_at=None)] == ["agency-check"]


def test_what_an_agency_or_a_meeting_owes_stays_with_it_and_the_rest_opens_for_the_new_manager(
    agencies: Agencies, other_area: Any, neighbour: Actor, staff_client: Any
) -> None:
    from tests.plan.a_plan import Planning

    from waylight.accounts.models import Person

    team = agencies.team
    action = Planning(team).action()
    child = action.child
    check, asked = agencies.ask(fresh(child)), agencies.of("health")
    until = Owed(owner=team.person("other"), until=timezone.now() + timedelta(days=9))
    meant = dues.start(fresh(child), DueKind.MEETING_ACTION, about=uuid4(), owed=until)
    dues.start(fresh(child), DueKind.MEETING_BRIEF, about=uuid4(), owed=Owed(until=until.until))
    it = actions.offer_record(fresh(child), other_area, "She has moved.", "Since May.", by=team.manager)
    actions.answer_offer(it, accept=True, words="Tomorrow.", by=neighbour)
    assert check.pk in {row.due.about for row in due_list(asked).rows}, "still the agency's"
    assert meant.pk in {row.due.pk for row in due_list(team.actor_of(until.owner)).rows}
    rows = due_list(neighbour).rows
    assert {"chase"} <= {row.due.kind for row in rows}
    assert not {"action", "agency-check", "meeting-action", "meeting-brief"} & {r.due.kind for r in rows}
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    assert {client.get(row.href, follow=True).status_code for row in rows} == {200}


def test_an_offered_record_is_not_closed(agencies: Agencies, other_area: Any, neighbour: Actor) -> None:
    it = offered(agencies, other_area, "offered", neighbour)
    with pytest.raises(NotPossible) as refused:
        refuse_while_offered(fresh(it.child))
    assert refused.value.why == Why.OFFER_WAITS
    assert refuse_while_offered in rooms.BEFORE_CLOSING
    actions.take_offer_back(it, "She came back.", by=agencies.team.manager)
    refuse_while_offered(fresh(it.child))


def test_the_pages_offer_and_answer(
    agencies: Agencies, other_area: Any, neighbour: Actor, at: Any, staff_client: Any
) -> None:
    from waylight.accounts.models import Person

    child, manager = agencies.team.child(), at("manager")
    agencies.team.line(child, SECRET)
    address = reverse("child-transfer", args=[child.pk])
    said = {"to_area": "brackenford", "reason": "She has moved.", "summary": ""}
    assert manager.post(address, said).status_code == 400
    assert manager.post(address, {**said, "summary": "Since May."}).status_code == 302
    client = staff_client(who=Person.objects.get(pk=neighbour.user_id))
    page = client.get(reverse("offered-records")).content.decode()
    assert "Since May." in page
    assert SECRET not in page
    take = reverse("transfer-take", args=[RecordTransfer.objects.get().pk])
    assert client.post(take, {"accept": "yes", "words": ""}).status_code == 400
    answer = client.post(take, {"accept": "yes", "words": "Tomorrow."})
    assert "Mina Tarn" in client.get(answer.url).content.decode()
    trace = manager.get(reverse("offered-records")).content.decode()
    assert child.reference in trace.replace(" ", "")
    assert "Mina" not in trace
    assert manager.get(address).status_code == 403


def test_the_last_of_many_records_given_away_can_be_reached(
    agencies: Agencies, neighbour: Actor, other_area: Any, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, given = agencies.team, []
    monkeypatch.setattr("waylight.referral.queries.transfers.ON_A_PAGE", 1)
    for _each in range(2):
        child = team.child()
        it = actions.offer_record(fresh(child), other_area, "Lives there.", "Safe now.", by=team.manager)
        given.append(actions.answer_offer(it, accept=True, words="We take it.", by=neighbour))
    address = reverse("offered-records")
    first, second = (page_of(at("manager").get(address, {"page": n})) for n in (1, 2))
    assert 'href="?page=2"' in first
    for mark in (each.child_id.hex[:8].upper() for each in given):
        assert (mark in first) != (mark in second)


def test_where_the_record_keeps_something_back_it_is_offered_after_a_look(
    agencies: Agencies, other_area: Any, neighbour: Actor, staff_client: Any
) -> None:
    team = agencies.team
    child, client = team.child(), staff_client(who=team.person("manager"))
    page = reverse("child-transfer", args=[child.pk])
    assert 'name="looked"' not in client.get(page).content.decode()
    add_related(child, "network", "Uncle Tarn", "uncle", "", not_to_know=True, by=team.worker)
    typed = {"to_area": other_area.pk, "reason": "She has moved.", "summary": "Lives by the mill."}
    refused = client.post(page, typed)
    assert refused.status_code == 400
    assert 'name="looked"' in refused.content.decode()
    assert "Lives by the mill." in refused.content.decode()
    assert not RecordTransfer.objects.exists()
    assert client.post(page, {**typed, "looked": "on"}).status_code == 302
    assert RecordTransfer.objects.get().summary == "Lives by the mill."
