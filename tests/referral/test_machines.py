"""Every state machine of the room, walked from its table by each role, through the real actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from waylight.accounts.policy import RULES, Refused
from waylight.accounts.roles import Actor
from waylight.referral import actions
from waylight.referral.machine import CHECK, DISCUSSION, ENQUIRY, MACHINES
from waylight.referral.models import Check, Discussion, Enquiry
from waylight.triage.machine import Machine, WrongMove

from .agencies import Agencies, held, known

WHO: dict[str, Callable[[Agencies], Actor]] = {
    "manager": lambda a: a.team.manager,
    "worker": lambda a: a.team.worker,
    "deputy": lambda a: a.team.deputy,
    "other": lambda a: a.team.other,
    "health": lambda a: a.of("health"),
    "police": lambda a: a.of("police"),
    "no seat": lambda a: a.of("none"),
    "hub manager": lambda a: a.team.hub.manager,
    "office": lambda a: a.office,
}
TODAY = date(2026, 11, 18)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


def walked(act: Callable[[], object], *, may: bool, allowed: bool) -> bool:
    """Whether it was done, as table and policy say it must be or must not be."""
    if may and allowed:
        act()
        return True
    with pytest.raises(WrongMove if may else Refused):
        act()
    return False


@pytest.mark.parametrize("state", CHECK.states)
@pytest.mark.parametrize("target", ["answered", "waived"])
def test_a_check_moves_as_its_table_says(agencies: Agencies, state: str, target: str, clock: Any) -> None:
    may = {"answered": {"health"}, "waived": {"manager", "worker"}}[target]
    action = {"answered": "check.answer", "waived": "check.ask"}[target]
    child = agencies.team.child()
    for who, actor in WHO.items():
        check = agencies.check_in(child, state)
        by = actor(agencies)
        clock.shift(60)

        def act(check: Check = check, by: Actor = by) -> object:
            if target == "waived":
                return actions.waive(check, "Because.", by=by)
            if state == "asked":
                return actions.answer(check, nil=True, by=by)
            actions.add_item(check, known(), by=by)
            return actions.answer(check, nil=False, late_reason="It came today.", by=by)

        done = walked(act, may=who in may, allowed=CHECK.allows(state, target, action))
        assert Check.objects.get(pk=check.pk).state == (target if done else state), who
        Check.objects.filter(pk=check.pk, state="asked").update(state="waived", settled_at=timezone.now())


@pytest.mark.parametrize("state", DISCUSSION.states)
@pytest.mark.parametrize("target", ["held", "decided", "reviewed", "called-off"])
def test_a_discussion_moves_as_its_table_says(agencies: Agencies, state: str, target: str) -> None:
    child = agencies.team.child()
    for who, actor in WHO.items():
        talk, by = agencies.discussion_in(child, state), actor(agencies)
        acts: dict[str, Callable[[], object]] = {
            "held": lambda talk=talk, by=by: actions.hold(talk, held(), by=by),
            "decided": lambda talk=talk, by=by: actions.decide(talk, "none", "So.", date(2026, 12, 1), by=by),
            "reviewed": lambda talk=talk, by=by: actions.review(talk, "Done.", by=by),
            "called-off": lambda talk=talk, by=by: actions.call_off(talk, "Not now.", by=by),
        }
        allowed = DISCUSSION.allows(state, target, "strategy.decide")
        done = walked(acts[target], may=who == "manager", allowed=allowed)
        assert Discussion.objects.get(pk=talk.pk).state == (target if done else state), who
        Discussion.objects.filter(pk=talk.pk, state="called").update(state="called-off")


STEPS: dict[str, Callable[[Enquiry, Actor], object]] = {
    "conclude": lambda e, by: actions.conclude(e, "conference", "So.", TODAY, by=by),
    "conclude-end": lambda e, by: actions.conclude(e, "monitor", "So.", TODAY, by=by),
    "conference": lambda e, by: actions.hold_conference(e, "plan", "So.", TODAY, by=by),
    "conference-end": lambda e, by: actions.hold_conference(e, "no-plan", "So.", TODAY, by=by),
    "core-group": lambda e, by: actions.meet_core_group(e, "So.", TODAY, by=by),
    "review": lambda e, by: actions.review_plan(e, "plan", "So.", TODAY, by=by),
    "review-end": lambda e, by: actions.review_plan(e, "no-plan", "So.", TODAY, by=by),
}
LEADS = {
    "conclude": ("enquiring", "conference"),
    "conclude-end": ("enquiring", "ended"),
    "conference": ("conference", "plan"),
    "conference-end": ("conference", "ended"),
    "core-group": ("plan", "plan"),
    "review": ("plan", "plan"),
    "review-end": ("plan", "ended"),
}


@pytest.mark.parametrize("state", ENQUIRY.states)
@pytest.mark.parametrize("step", STEPS)
def test_an_enquiry_moves_as_its_table_says(agencies: Agencies, state: str, step: str) -> None:
    source, target = LEADS[step]
    assert ENQUIRY.allows(source, target, "enquiry.keep")
    child = agencies.team.child()
    it = agencies.enquiry_in(child, state)
    for who, actor in WHO.items():
        if who == "manager":
            continue
        walked(lambda actor=actor: STEPS[step](it, actor(agencies)), may=False, allowed=False)
    done = walked(lambda: STEPS[step](it, agencies.team.manager), may=True, allowed=state == source)
    assert Enquiry.objects.get(pk=it.pk).state == (target if done else state)


@pytest.mark.parametrize("who", WHO)
def test_each_other_act_asks_who_it_is(agencies: Agencies, who: str) -> None:
    child, by = agencies.team.child(), WHO[who](agencies)
    check, talk = agencies.ask(child), agencies.discussion_in(child, "held")
    gone = timezone.now() + timedelta(days=3)
    owner = agencies.team.person("worker")
    kept = actions.add_evidence(talk, "Camera", "Hotel", gone, owner, by=agencies.team.worker)
    team = {"manager", "worker"}
    acts: list[tuple[set[str], Callable[[], object]]] = [
        (team, lambda: agencies.ask(child, "education", by=by)),
        (team, lambda: actions.rate_higher(child, "red", by=by)),
        (team, lambda: actions.call(child, gone, "Again.", by=by)),
        (team, lambda: actions.add_evidence(talk, "Phone", "Home", gone, owner, by=by)),
        (team, lambda: actions.settle_evidence(kept, "Copied.", secured=True, by=by)),
        ({"health"}, lambda: actions.add_item(check, known(), by=by)),
        ({"office"}, lambda: actions.give_seat(agencies.person("none"), agencies.area, "housing", by=by)),
    ]
    for may, act in acts:
        if who in may:
            act()
        else:
            with pytest.raises(Refused):
                act()
