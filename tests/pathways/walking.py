"""A machine walked from one of its states: each act by each person, allowed or refused, nothing kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from tests.casework.a_team import Team

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.triage.machine import Machine, WrongMove

WHO: dict[str, Callable[[Team], Actor]] = {
    "manager": lambda t: t.manager,
    "deputy": lambda t: t.deputy,
    "worker": lambda t: t.worker,
    "other": lambda t: t.other,
    "screener": lambda t: t.hub.screener,
    "hub manager": lambda t: t.hub.manager,
    "intelligence": lambda t: t.hub.intelligence,
}
"""The deputy is a team manager and the other a social worker of the area; neither works with the child."""

Acts = dict[tuple[str, str], Callable[[Any, Actor], object]]
"""By the policy's action and the state that it leads to."""


class _Undone(Exception):
    pass


def walk(team: Team, machine: Machine, thing: Any, state: str, acts: Acts, may: dict[str, set[str]]) -> None:
    """Raises AssertionError where an act does otherwise than the table and `may` (who, by action) say."""
    model = type(thing)
    for (action, target), act in acts.items():
        for who, actor in WHO.items():
            by, label = actor(team), f"{state} to {target} by {who}"
            try:
                with transaction.atomic():
                    held = model.objects.get(pk=thing.pk)
                    if who in may[action] and machine.allows(state, target, action):
                        act(held, by)
                        assert model.objects.get(pk=thing.pk).state == target, label
                    else:
                        with pytest.raises(WrongMove if who in may[action] else Refused):
                            act(held, by)
                        assert model.objects.get(pk=thing.pk).state == state, label
                    raise _Undone
            except _Undone:
                continue
