"""Both machines of the room, walked from their tables by each person, through the real actions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.policy import RULES, Refused
from waylight.meetings import actions
from waylight.meetings.errors import NotPossible, Why
from waylight.meetings.machine import ACTION, AGREE, ANSWER, MACHINES, MEETING, RUN
from waylight.meetings.models import Action, Meeting
from waylight.triage.machine import Machine, WrongMove

from .a_panel import Panel, everybody, now

WHO = ("coordinator", "chair", "voluntary", "outsider", "police", "worker", "hub")
RUNS = ("coordinator", "chair")


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_by_actions_of_the_policy(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)
    assert {move.action for move in machine.moves} <= set(RULES)


def acts(meeting: Meeting, by: Any) -> dict[str, tuple[str, Callable[[], object]]]:
    """By target: the policy's action and what brings a meeting there."""
    return {
        "papers-out": (RUN, lambda: actions.send_papers(meeting, by=by)),
        "held": (RUN, lambda: actions.hold(meeting, everybody(meeting), by=by)),
        "minutes-agreed": (AGREE, lambda: actions.agree_minutes(meeting, by=by)),
        "closed": (RUN, lambda: actions.close(meeting, by=by)),
        "cancelled": (RUN, lambda: actions.cancel(meeting, "Snow.", by=by)),
    }


@pytest.mark.parametrize("state", MEETING.states)
def test_a_meeting_moves_as_its_table_says_and_for_nobody_else(panel: Panel, state: str) -> None:
    """Each target by each person: refused by the policy, refused by the table, or done."""
    for target in acts(now(panel.meeting()), panel.chair):
        for who in WHO:
            meeting = panel.meeting(state)
            if state == "held":
                actions.decide(meeting.items.get(), "Yes.", "Because.", by=panel.coordinator)
            if not meeting.items.exists():
                actions.add_words(meeting, "theme", "Hotels", "Asked.", by=panel.coordinator)
            action, act = acts(meeting, getattr(panel, who))[target]
            may = who == "chair" if action == AGREE else who in RUNS
            once = state == target == "held"  # what changes it then are other acts: see `within`
            if may and not once and MEETING.allows(state, target, action):
                act()
                assert now(meeting).state == target, (target, who)
            else:
                with pytest.raises(WrongMove if may else Refused):
                    act()
                assert now(meeting).state == state, (target, who)


def within(panel: Panel, meeting: Meeting, by: Any) -> dict[str, tuple[set[str], Callable[[], object]]]:
    """What changes a meeting without moving it: in which states, and how."""
    item = meeting.items.order_by("number").first()
    agenda, minutes = {"called", "papers-out"}, {"minutes-agreed", "closed"}
    assert item is not None
    return {
        "invite": (agenda, lambda: actions.invite(meeting, panel.person("police"), "", by=by)),
        "outside": (agenda, lambda: actions.invite_outside(meeting, "Jo Rell", "Hotel", by=by)),
        "words": (agenda, lambda: actions.add_words(meeting, "place", "The pier", "Lights.", by=by)),
        "take-off": (agenda, lambda: actions.take_off(item, "Not now.", by=by)),
        "decide": ({"held"}, lambda: actions.decide(item, "Yes.", "Because.", by=by)),
        "action": ({"held"}, lambda: panel.action(item) if by is None else _give(panel, item, by)),
        "correct": (minutes, lambda: actions.correct(meeting, "It was Tuesday.", by=by)),
    }


def _give(panel: Panel, item: Any, by: Any) -> Action:
    from .a_panel import DUE

    return actions.give_action(item, "Ring.", panel.person("police"), DUE, by=by)


@pytest.mark.parametrize("state", MEETING.states)
def test_what_changes_a_meeting_is_for_its_state_and_for_who_runs_it(panel: Panel, state: str) -> None:
    meeting = panel.meeting()
    actions.add_words(meeting, "theme", "Hotels", "Asked.", by=panel.coordinator)
    meeting = panel.to(meeting, state)
    for who in ("voluntary", "outsider", "worker"):
        for _name, (_states, act) in within(panel, meeting, getattr(panel, who)).items():
            with pytest.raises(Refused):
                act()
    for name, (states, act) in within(panel, meeting, panel.chair).items():
        if state in states:
            act()
        else:
            with pytest.raises(WrongMove):
                act()
            assert now(meeting).state == state, name


def action_in(panel: Panel, state: str) -> Action:
    meeting = panel.meeting("held")
    action = panel.action(meeting.items.get())
    if state == "escalated":
        for day in (1, 2, 3):
            carried(panel, day)
    if state == "done":
        actions.finish(action, "Seen by the school.", by=panel.police)
    if state == "dropped":
        actions.drop(action, "The shop closed.", by=panel.chair)
    return Action.objects.get(pk=action.pk)


def carried(panel: Panel, day: int) -> Meeting:
    """A later meeting, held on its day."""
    import time_machine
    from tests.triage.a_hub import MORNING

    meeting = panel.meeting("papers-out", days=day)
    with time_machine.travel(MORNING + timedelta(days=day, hours=3), tick=False):
        actions.hold(meeting, everybody(meeting), by=panel.coordinator)
    return meeting


def kept(panel: Panel) -> Callable[..., object]:
    from .a_panel import DUE

    return lambda action, words, by: actions.keep(action, words, panel.person("police"), DUE, by=by)


@pytest.mark.parametrize("state", ACTION.states)
def test_an_action_moves_as_its_table_says(panel: Panel, state: str) -> None:
    action = action_in(panel, state)
    assert action.state == state
    for target, what, may in (
        ("done", ANSWER, {"police"}),
        ("dropped", RUN, set(RUNS)),
        ("open", RUN, set(RUNS)),
    ):
        act = {"done": actions.finish, "dropped": actions.drop, "open": kept(panel)}[target]
        for who in WHO:
            fresh = Action.objects.get(pk=action.pk)
            if who in may and ACTION.allows(fresh.state, target, what):
                act(fresh, "Because.", by=getattr(panel, who))
                assert Action.objects.get(pk=action.pk).state == target
                Action.objects.filter(pk=action.pk).update(state=state, settled_at=fresh.at)
            else:
                with pytest.raises(WrongMove if who in may else Refused):
                    act(fresh, "Because.", by=getattr(panel, who))
                assert Action.objects.get(pk=action.pk).state == state


@pytest.mark.parametrize("who", WHO)
def test_who_may_call(panel: Panel, who: str) -> None:
    from .a_panel import at_noon

    def call() -> Meeting:
        return actions.call(
            "merrowdale", "daily", at_noon(19), "R", panel.person("chair"), by=getattr(panel, who)
        )

    if who in ("coordinator", "chair", "outsider", "hub"):
        assert call().called_by_id == panel.person(who).pk
    else:
        with pytest.raises(Refused):
            call()


def test_guards_of_calling_holding_and_agreeing(panel: Panel) -> None:
    from .a_panel import at_noon

    def why(act: Callable[[], object]) -> Any:
        with pytest.raises(NotPossible) as refused:
            act()
        return refused.value.why

    by = panel.coordinator
    chair, worker = panel.person("chair"), panel.person("worker")
    assert why(lambda: actions.call("merrowdale", "daily", at_noon(17), "R", chair, by=by)) == Why.PAST
    assert (
        why(lambda: actions.call("merrowdale", "daily", at_noon(19), "R", worker, by=by)) == Why.NOT_A_CHAIR
    )
    meeting = panel.meeting(days=1)
    assert why(lambda: actions.send_papers(meeting, by=by)) == Why.NOTHING_TO_DO
    assert (
        why(lambda: actions.invite(meeting, panel.person("voluntary"), "other", by=by)) == Why.INVITED_ALREADY
    )
    assert why(lambda: actions.invite(meeting, panel.person("health"), "", by=by)) == Why.WHICH_AGENCY
    assert why(lambda: actions.invite(meeting, panel.person("health"), "care", by=by)) == Why.WHICH_AGENCY
    assert why(lambda: actions.invite(meeting, panel.make("auditor"), "", by=by)) == Why.NOT_FOR_PANELS
    assert actions.invite(meeting, panel.person("licensing"), "police", by=by).reader == "licensing"
    panel.to(meeting, "papers-out")
    assert why(lambda: actions.hold(meeting, everybody(meeting), by=by)) == Why.NOT_YET
    held = panel.meeting("held")
    assert why(lambda: actions.agree_minutes(held, by=panel.chair)) == Why.UNDECIDED


def test_a_meeting_to_which_nobody_came_was_not_held(panel: Panel) -> None:
    meeting = panel.meeting("papers-out")
    with pytest.raises(NotPossible) as refused:
        actions.hold(meeting, [], by=panel.coordinator)
    assert refused.value.why == Why.NOBODY
    assert now(meeting).state == "papers-out"
