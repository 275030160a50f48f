"""A licensing office on a Wednesday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is Wednesday 18 November 2026, ten o'clock, until a test moves it."""
    from .a_council import MORNING

    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def council(clock: time_machine.Traveller, area: Any, actor: Callable[..., Any]) -> Any:
    """Merrowdale, with nobody on its roster yet."""
    from .a_council import Council

    return Council(area, actor)


@pytest.fixture
def staffed(council: Any) -> Any:
    """Merrowdale with two drivers and an operator on its roster, and a rule of three years."""
    from .a_council import IDA, MIRA, TOM

    council.rule()
    council.bring_in(MIRA, TOM, IDA)
    return council


@pytest.fixture
def neighbour(clock: time_machine.Traveller, other_area: Any, actor: Callable[..., Any]) -> Any:
    """Brackenford."""
    from .a_council import Council

    return Council(other_area, actor)


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("training.roster")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))


@pytest.fixture
def desk(staff_client: Callable[..., Any], council: Any) -> Any:
    """A licensing officer."""
    from tests.learning.web.conftest import Reader

    return Reader(staff_client("licensing"))


@pytest.fixture
def staffed_desk(desk: Any, staffed: Any) -> Any:
    return desk
