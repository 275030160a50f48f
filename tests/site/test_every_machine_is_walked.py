"""Every state machine of the program is drawn, and walked state by state by a test of its own room."""

import ast
import importlib
from pathlib import Path

import pytest

from waylight.site.catalogues import ROOT
from waylight.site.generated_docs import MACHINES
from waylight.triage.machine import Machine, WrongMove

TABLES = sorted((ROOT / "src/waylight").glob("*/machine.py"))


def machines_of(table: Path) -> dict[str, Machine]:
    """By the name that each has in its module."""
    held = vars(importlib.import_module(f"waylight.{table.parent.name}.machine"))
    return {name: each for name, each in held.items() if isinstance(each, Machine)}


def walked_in(folder: Path, room: str) -> set[str]:
    """Names of the machines over all whose states a test of that folder goes."""
    found: set[str] = set()
    for file in folder.glob("test_*.py"):
        tree = ast.parse(file.read_text())
        imported = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == f"waylight.{room}.machine"
            for alias in node.names
        }
        found |= {
            imported[node.value.id]
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr == "states"
            and isinstance(node.value, ast.Name)
            and node.value.id in imported
        }
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parent.name)
def test_every_machine_of_a_room_is_drawn(table: Path) -> None:
    machines = machines_of(table)
    assert machines and [name for name, each in machines.items() if each not in MACHINES] == []


@pytest.mark.parametrize("room", ["casework", "referral", "plan", "pathways", "disruption", "meetings"])
def test_every_machine_of_a_room_is_walked(room: str) -> None:
    """A new one has no test that goes over its states: this says so."""
    machines = machines_of(ROOT / f"src/waylight/{room}/machine.py")
    assert set(machines) - walked_in(ROOT / "tests" / room, room) == set()


def test_no_move_of_any_machine_leads_from_or_to_a_state_that_it_does_not_have() -> None:
    for machine in MACHINES:
        assert {s for move in machine.moves for s in (move.source, move.target)} <= set(machine.states)
        assert machine.start in machine.states
    first = MACHINES[0]
    assert str(WrongMove(first, first.start, "x")) == f"{first.name}: cannot x while {first.start}"
