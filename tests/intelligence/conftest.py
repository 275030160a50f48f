"""A hub on a Wednesday morning, whose worker links what arrives."""

from collections.abc import Callable, Iterator
from itertools import count
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
def told(hub: Any) -> Callable[..., Any]:
    """`told("words", …answers)`: the account of a concern that was taken up and absorbed. With mode
    "named" it comes with a name, another each time."""
    from waylight.intelligence import actions

    numbers = count(1)

    def make(words: str, **answers: Any) -> Any:
        if answers.get("mode") == "named":
            answers.setdefault("identity", {"name": f"Reporter {next(numbers)}"})
        return actions.absorb(hub.received(words=words, **answers).pk)

    return make


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("link.decide")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))
