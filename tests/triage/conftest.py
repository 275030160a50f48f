"""A hub on a Wednesday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is Wednesday 18 November 2026, ten o'clock, until a test moves it."""
    from .a_hub import MORNING

    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hub(concern: Callable[..., Any], actor: Callable[..., Any]) -> Any:
    from .a_hub import Hub

    return Hub(concern, actor)


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("concern.rate")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))


@pytest.fixture
def announced() -> Callable[[str], list[dict[str, Any]]]:
    """`announced("contact.rated")`: what the outbox holds of that name."""
    from waylight.work.models import OutboxEvent

    return lambda name: list(OutboxEvent.objects.filter(name=name).values_list("payload", flat=True))
