"""The room's state machines as tables, and every road through them to a disclosure."""

import pytest

from waylight.accounts.policy import RULES
from waylight.dissemination.machine import FINISHED, MACHINES, REPORT
from waylight.dissemination.views.acts import ITEM_ACTS, REPORT_ACTS
from waylight.triage.machine import Machine


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_no_move_stands_twice(machine: Machine) -> None:
    moves = [(move.source, move.target, move.action) for move in machine.moves]
    assert len(moves) == len(set(moves))


def reached_without(state: str) -> set[str]:
    found, before = {REPORT.start}, set[str]()
    while found != before:
        before = set(found)
        found |= {m.target for m in REPORT.moves if m.source in found and m.target != state}
    return found


@pytest.mark.parametrize("gate", ["checking", "graded", "sanitised", "researched"])
def test_no_road_leads_to_telling_round_a_gate(gate: str) -> None:
    """Take a state away and no state from which a report is told can be reached any more."""
    assert not reached_without(gate) & {*FINISHED} - {gate}
    assert "disseminated" not in reached_without(gate)


def test_the_pages_offer_acts_in_states_that_there_are() -> None:
    assert {state for act in REPORT_ACTS + ITEM_ACTS for state in act.states} <= set(REPORT.states)
