"""A hub and a team on a Wednesday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is Wednesday 18 November 2026, ten o'clock, until a test moves it."""
    from tests.triage.a_hub import MORNING

    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hub(concern: Callable[..., Any], actor: Callable[..., Any]) -> Any:
    from tests.triage.a_hub import Hub

    return Hub(concern, actor)


@pytest.fixture
def team(hub: Any, person: Callable[..., Any], actor_of: Callable[..., Any]) -> Any:
    from .a_team import Team

    return Team(hub, person, actor_of)


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("child.write")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))


@pytest.fixture
def at(team: Any, staff_client: Any) -> Any:
    """`at("worker")`: a client signed in as that person of the team."""
    return lambda who: staff_client(who=team.person(who))
