"""The state machines of plans and their actions, walked from the tables by each role, by real actions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from tests.casework.a_team import Team, fresh

from waylight.accounts.policy import RULES, Refused
from waylight.accounts.roles import Actor
from waylight.plan import actions
from waylight.plan.errors import NotPossible
from waylight.plan.machine import ACTION, AGREE, DO, MACHINES, PLAN, WRITE
from waylight.plan.models import Plan, PlanAction, PlanPart
from waylight.plan.models.plans import OPEN, STANDS
from waylight.triage.machine import Machine, WrongMove

from .a_plan import WHO, Planning, action_now, now

MAY = {WRITE: {"manager", "worker"}, AGREE: {"manager"}, DO: {"nurse"}}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is taken back, so that the next role meets the thing as it stood."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walk(act: Callable[[], object], state: Callable[[], str], *, allowed: bool, target: str) -> None:
    """`act` leads to the target if the table and the policy say so, and else to nothing at all."""
    before = state()
    with undone():
        if allowed:
            act()
            assert state() == target
        else:
            with pytest.raises((Refused, WrongMove, NotPossible)):
                act()
            assert state() == before


PLAN_ACTS: dict[str, tuple[str, Callable[[Plan, Actor], object]]] = {
    "agreed": (AGREE, lambda p, by: actions.agree(p, by=by)),
    "reviewed": (WRITE, lambda p, by: actions.review(p, changed="x", child_says="y", not_known="", by=by)),
    "ended": (AGREE, lambda p, by: actions.end_plan(p, "Because.", by=by)),
}


@pytest.mark.parametrize("state", PLAN.states)
def test_a_plan_moves_as_its_table_says(planning: Planning, state: str) -> None:
    plan = planning.plan(state)
    for (target, (asked, act)), who in product(PLAN_ACTS.items(), WHO):
        by = WHO[who](planning.team)
        with undone():
            for action in PlanAction.objects.filter(part__plan=plan, state__in=OPEN):
                if target == "ended":
                    actions.drop(action_now(action), "Not needed.", by=planning.team.manager)
            allowed = who in MAY[asked] and PLAN.allows(state, target, asked)
            walk(partial(act, now(plan), by), lambda: now(plan).state, allowed=allowed, target=target)


@pytest.mark.parametrize("state", STANDS)
def test_the_next_plan_supersedes_the_one_that_stands(planning: Planning, state: str) -> None:
    plan = planning.plan(state)
    following = actions.begin(fresh(plan.child), by=planning.team.worker)
    for who in WHO:
        act = partial(actions.agree, now(following), by=WHO[who](planning.team))
        allowed = who in MAY[AGREE] and PLAN.allows(state, "superseded", AGREE)
        walk(act, lambda: now(plan).state, allowed=allowed, target="superseded")


ACTION_ACTS: dict[str, tuple[Callable[[str], str], Callable[[PlanAction, Actor], object]]] = {
    "agreed": (lambda _s: AGREE, lambda a, by: actions.agree_action(a, by=by)),
    "in-progress": (lambda _s: WRITE, lambda a, by: actions.take_up(a, "", by=by)),
    "done": (lambda _s: WRITE, lambda a, by: actions.finish(a, "Seen.", by=by)),
    "dropped": (
        lambda state: WRITE if state == "proposed" else AGREE,
        lambda a, by: actions.drop(a, "x", by=by),
    ),
}


@pytest.mark.parametrize("state", ACTION.states)
def test_an_action_moves_as_its_table_says(planning: Planning, state: str) -> None:
    """To each other state by each role. A proposed one here was added to a plan that stands."""
    if state == "proposed":
        part = PlanPart.objects.get(plan=planning.plan("agreed"))
        action = actions.add_action(part, planning.task(), by=planning.team.worker)
    else:
        action = planning.action(state)
    for (target, (asked_in, act)), who in product(ACTION_ACTS.items(), WHO):
        asked, by = asked_in(state), WHO[who](planning.team)
        may = who in MAY[asked] and ACTION.allows(state, target, asked)
        own = who in MAY[DO] and ACTION.allows(state, target, DO)
        walk(
            partial(act, action_now(action), by),
            lambda: action_now(action).state,
            allowed=may or own,
            target=target,
        )


def test_each_other_act_asks_who_it_is(planning: Planning, team: Team) -> None:
    action = planning.action(task=planning.outside())
    part, plan = PlanPart.objects.get(pk=action.part_id), now(action.part.plan)
    sooner = replace(planning.outside(), due_on=date(2026, 11, 19))
    words: dict[str, Any] = {"child_wants": "x", "not_known": "", "parents_want": "", "base": plan.version}
    acts: dict[str, tuple[str, Callable[[Actor], object]]] = {
        "wishes": (WRITE, lambda by: actions.write_wishes(plan, **words, by=by)),
        "part": (WRITE, lambda by: actions.add_part(plan, actions.PartWords("peer", "A", "B"), by=by)),
        "change part": (
            WRITE,
            lambda by: actions.change_part(part, actions.PartWords("child", "A", "B"), base=1, by=by),
        ),
        "action": (WRITE, lambda by: actions.add_action(part, planning.task(), by=by)),
        "change action": (WRITE, lambda by: actions.change_action(action, sooner, "Why.", base=1, by=by)),
        "chase": (WRITE, lambda by: actions.chase(action, "They will.", by=by)),
        "escalate": (WRITE, lambda by: actions.escalate(action, "Nothing yet.", by=by)),
        "begin": (WRITE, lambda by: actions.begin(fresh(plan.child), by=by)),
        "answer": (AGREE, lambda by: actions.answer(action, "I ask.", by=by)),
    }
    for (name, (asked, act)), who in product(acts.items(), WHO):
        with undone():
            if name == "answer":
                actions.escalate(action, "Nothing yet.", by=team.worker)
            if who in MAY[asked]:
                act(WHO[who](team))
            else:
                with pytest.raises(Refused):
                    act(WHO[who](team))
