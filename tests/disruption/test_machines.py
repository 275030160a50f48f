"""Every state machine of the room, walked from its table by each role, through the real actions."""

from collections.abc import Callable
from datetime import date

import pytest

from waylight.accounts.policy import RULES, Refused
from waylight.accounts.roles import Actor
from waylight.disruption import actions
from waylight.disruption.errors import NotPossible
from waylight.disruption.machine import HANDED, MACHINES, UNIT, USE
from waylight.disruption.models import Handed, Unit, Use
from waylight.triage.machine import Machine, WrongMove

from .a_room import TODAY, Room, fresh

WHO: dict[str, Callable[[Room], Actor]] = {
    name: lambda room, name=name: getattr(room, name)  # type: ignore[misc]  # the name is bound as a default
    for name in ("coordinator", "second", "intelligence", "licensing", "worker", "screener", "auditor")
}
MAY = {"coordinator", "second", "intelligence"}
LAST = date(2027, 1, 31)
ACTS: dict[str, tuple[str, str, Callable[[Use, Actor], object]]] = {
    "approve": ("approved", "measure.decide", lambda u, by: actions.approve(u, "x", by=by)),
    "reject": ("rejected", "measure.decide", lambda u, by: actions.reject(u, "x", by=by)),
    "apply": ("applied", "measure.work", lambda u, by: actions.apply_for(u, "x", by=by)),
    "heard": ("applied", "measure.work", lambda u, by: actions.hear(u, "x", by=by)),
    "refuse": ("refused", "measure.work", lambda u, by: actions.refuse(u, "x", by=by)),
    "serve": (
        "served",
        "measure.work",
        lambda u, by: actions.serve(
            u, served_on=TODAY, served_how="x", first_day=date(2026, 12, 1), last_day=LAST, by=by
        ),
    ),
    "breach": ("breached", "measure.work", lambda u, by: actions.breach(u, "x", by=by)),
    "put-right": ("live", "measure.work", lambda u, by: actions.put_right(u, "x", by=by)),
    "vary": ("", "measure.work", lambda u, by: actions.vary(u, date(2027, 2, 1), "x", by=by)),
    "end": ("expired", "measure.work", lambda u, by: actions.end_early(u, "x", by=by)),
    "review": ("reviewed", "measure.work", lambda u, by: actions.review(u, "x", "y", by=by)),
}
RUNS = {"served", "live", "breached"}
ONLY_FROM = {
    "put-right": {"breached"}, "breach": {"live"}, "vary": RUNS, "serve": {"approved", "applied"},
    "apply": {"approved"}, "heard": {"applied"},
}  # fmt: skip
"""Several lead to the same state; each from its own. Varying leaves it where it is."""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


@pytest.mark.parametrize("state", USE.states)
def test_a_use_moves_as_its_table_says(room: Room, state: str) -> None:
    """Every act, from this state; by somebody else than who considered it."""
    for name, (target, action, act) in ACTS.items():
        use = room.use_in(state)
        if state == "considered":
            actions.write_check(use, "x", "y", by=room.coordinator)
            use = fresh(use)
        target = target or state
        may = USE.allows(state, target, action) and state in ONLY_FROM.get(name, {state})
        if may:
            act(use, room.second)
            assert fresh(use).state == target, name
        else:
            with pytest.raises(WrongMove):
                act(use, room.second)
            assert fresh(use).state == state, name


@pytest.mark.parametrize("who", WHO)
def test_each_act_asks_who_it_is(room: Room, who: str) -> None:
    by, start = WHO[who](room), {"approve": "considered", "reject": "considered", "apply": "approved"}
    start |= {"refuse": "approved", "serve": "approved", "breach": "live", "put-right": "breached"}
    start |= {"heard": "applied"}
    start |= {"vary": "live", "end": "live", "review": "expired"}
    for name, (target, _action, act) in ACTS.items():
        use = room.use_in(start[name])
        if name == "approve":
            actions.write_check(use, "x", "y", by=room.coordinator)
            use = fresh(use)
        if who not in MAY:
            with pytest.raises(Refused):
                act(use, by)
        elif name == "approve" and who == "coordinator":
            with pytest.raises(NotPossible):
                act(use, by)
        else:
            act(use, by)
            assert fresh(use).state == (target or start[name])


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ["open", "line", "owner", "rest", "close", "consider", "check"])
def test_each_act_on_a_unit_asks_who_it_is(room: Room, act: str, who: str) -> None:
    unit, by, second = room.unit(), WHO[who](room), room.person("second")
    asked = room.person("intelligence" if who == "second" else "second")
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: actions.open_unit(
            None, "person", "Uncle", "x", area="merrowdale", owner=second, by=by
        ),
        "line": lambda: actions.write_line(unit, "seen", TODAY, "x", "y", by=by),
        "owner": lambda: actions.hand_to(unit, second, "x", by=by),
        "rest": lambda: actions.join(room.handed(), unit, by=by),
        "close": lambda: actions.close_unit(unit, "x", by=by),
        "consider": lambda: actions.consider(unit, "CAWN", "x", asked, by=by),
        "check": lambda: actions.write_check(room.considered(unit=unit), "x", "y", by=by),
    }
    if who in MAY:
        acts[act]()
    else:
        with pytest.raises(Refused):
            acts[act]()


@pytest.mark.parametrize("target", ["opened", "joined"])
@pytest.mark.parametrize("state", HANDED.states)
def test_what_was_handed_on_moves_as_its_table_says(room: Room, state: str, target: str) -> None:
    def act(handed: Handed, to: str) -> object:
        return room.unit(source=handed) if to == "opened" else actions.join(handed, unit, by=room.second)

    unit, handed = room.unit(), room.handed()
    if state != "waiting":
        act(handed, state)
    if HANDED.allows(state, target, "unit.open"):
        act(handed, target)
        assert Handed.objects.get(pk=handed.pk).state == target
    else:
        with pytest.raises(WrongMove):
            act(Handed.objects.get(pk=handed.pk), target)
        assert Handed.objects.get(pk=handed.pk).state == state


@pytest.mark.parametrize("target", UNIT.states)
@pytest.mark.parametrize("state", UNIT.states)
def test_a_unit_moves_as_its_table_says(room: Room, state: str, target: str) -> None:
    unit = room.unit()
    if state == "closed":
        actions.close_unit(unit, "Nothing seen for a year.", by=room.coordinator)
    act = actions.close_unit if target == "closed" else actions.reopen_unit
    if UNIT.allows(state, target, "unit.write"):
        act(unit, "Because.", by=room.second)
        assert Unit.objects.get(pk=unit.pk).state == target
    else:
        with pytest.raises(WrongMove):
            act(unit, "Because.", by=room.second)
    assert Unit.objects.get(pk=unit.pk).state == target or state == target


def test_only_the_passing_of_time_moves_by_pass_time(room: Room) -> None:
    assert {(m.source, m.target) for m in USE.moves if m.action == "measure.pass-time"} == {
        ("served", "live"),
        ("live", "expired"),
        ("breached", "expired"),
    }
