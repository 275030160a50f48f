"""The room's state machines as tables."""

import pytest

from waylight.accounts.policy import RULES
from waylight.intelligence.machine import MACHINES
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
