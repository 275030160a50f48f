"""A room on a Wednesday morning."""

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
def room(
    concern: Callable[..., Any],
    actor: Callable[..., Any],
    person: Callable[..., Any],
    actor_of: Callable[..., Any],
) -> Any:
    from tests.triage.a_hub import Hub

    from .a_room import Room

    return Room(Hub(concern, actor), person, actor_of)


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("unit.write")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))
