"""Every state machine of the room, walked from its table by each role, through the real actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from waylight.accounts.policy import RULES, Refused
from waylight.accounts.roles import Actor
from waylight.audit.models import Event
from waylight.casework import actions
from waylight.casework.errors import NotPossible
from waylight.casework.machine import ARRIVAL, MACHINES, RECORD
from waylight.casework.models import Arrival, Child
from waylight.triage.machine import Machine, WrongMove

from .a_team import MINA, Team, fresh

WHO: dict[str, Callable[[Team], Actor]] = {
    "manager": lambda t: t.manager,
    "deputy": lambda t: t.deputy,
    "worker": lambda t: t.worker,
    "other": lambda t: t.other,
    "screener": lambda t: t.hub.screener,
    "hub manager": lambda t: t.hub.manager,
}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


def arrival_in(team: Team, state: str) -> tuple[Arrival, Child]:
    child, arrival = team.child(), team.arrival(words="Again.")
    if state == "opened":
        actions.open_record(arrival, MINA, worker=None, another=True, by=team.manager)
    if state == "joined":
        actions.join(arrival, child, by=team.manager)
    if state == "returned":
        actions.send_back(arrival, "She lives elsewhere.", by=team.manager)
    return Arrival.objects.get(pk=arrival.pk), fresh(child)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("target", ["opened", "joined", "returned"])
@pytest.mark.parametrize("state", ARRIVAL.states)
def test_an_arrival_moves_as_its_table_says(team: Team, state: str, target: str, who: str) -> None:
    arrival, child = arrival_in(team, state)
    by, may = WHO[who](team), who in ("manager", "deputy")

    def act() -> object:
        if target == "joined":
            return actions.join(arrival, child, by=by)
        if target == "returned":
            return actions.send_back(arrival, "She lives elsewhere.", by=by)
        return actions.open_record(arrival, MINA, worker=None, another=True, by=by)

    if may and ARRIVAL.allows(state, target, "child.receive"):
        act()
        assert Arrival.objects.get(pk=arrival.pk).state == target
    else:
        with pytest.raises(WrongMove if may else Refused):
            act()
        assert Arrival.objects.get(pk=arrival.pk).state == state


def record_in(team: Team, state: str) -> Child:
    child = team.child()
    child.dues.filter(kind="first").update(stopped_at=child.opened_at, stopped_because="done")
    if state == "closed":
        actions.close_record(child, "Done.", by=team.manager)
    return fresh(child)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("target", RECORD.states)
@pytest.mark.parametrize("state", RECORD.states)
def test_a_record_moves_as_its_table_says(team: Team, state: str, target: str, who: str) -> None:
    child, by, may = record_in(team, state), WHO[who](team), who == "manager"
    act = actions.close_record if target == "closed" else actions.reopen_record
    if may and RECORD.allows(state, target, "child.allocate"):
        act(child, "Because.", by=by)
        assert fresh(child).state == target
    else:
        with pytest.raises(WrongMove if may else Refused):
            act(child, "Because.", by=by)
        assert fresh(child).state == state


def test_a_record_does_not_close_while_something_waits(team: Team) -> None:
    child = team.child()
    with pytest.raises(NotPossible):
        actions.close_record(child, "Done.", by=team.manager)
    assert fresh(child).state == "open"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ["write", "details", "identifier", "related", "draft", "allocate", "name"])
def test_each_act_asks_who_it_is(team: Team, act: str, who: str) -> None:
    child, by = team.child(), WHO[who](team)
    other = team.person("other")
    acts: dict[str, Callable[[], object]] = {
        "write": lambda: actions.write_line(child, "contact", date(2026, 11, 1), "x", "y", by=by),
        "details": lambda: actions.write_details(child, MINA, base=1, by=by),
        "identifier": lambda: actions.add_identifier(child, "upn", "A1", by=by),
        "related": lambda: actions.add_related(child, "family", "x", "mother", "", not_to_know=False, by=by),
        "draft": lambda: actions.keep_draft(child, "line", {"text": "x"}, by=by),
        "allocate": lambda: actions.allocate(
            child, worker=other, manager=team.person("manager"), reason="x", by=by
        ),
        "name": lambda: actions.name_other(child, other, "x", by=by),
    }
    may = {"manager"} if act in ("allocate", "name") else {"manager", "worker"}
    if who in may:
        acts[act]()
    else:
        with pytest.raises(Refused):
            acts[act]()


def test_a_move_that_the_table_forbids_is_audited_as_one_that_the_policy_forbids(
    team: Team, at: Any, audited: Any
) -> None:
    """Who tried, on which record, and the state that it was in; and for whom the policy forbids it."""
    child = record_in(team, "closed")
    close = reverse("child-act", args=[child.pk, "close"])
    assert at("manager").post(close, {"reason": "Again."}).status_code == 400
    wrong = audited("child.allocate")[-1]
    assert (wrong.verb, wrong.detail, wrong.actor) == ("refusal", {"state": "closed"}, team.manager.ref)
    assert wrong.object_id == str(child.pk)
    assert at("other").post(close, {"reason": "Mine."}).status_code == 403
    refused = Event.objects.filter(verb="refusal", actor=team.other.ref)
    assert [each.object_id for each in refused] == [str(child.pk)]
