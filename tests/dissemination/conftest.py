"""A unit at work: two analysts, one of them trained to grade, and a hub whose worker links what arrives."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.intelligence.conftest import audited, clock, hub, told

__all__ = ["audited", "clock", "hub", "told"]


@pytest.fixture
def unit(hub: Any, person: Callable[..., Any], actor_of: Callable[..., Any], area: Any) -> Any:
    from .a_unit import Unit

    return Unit(hub, person, actor_of, area)
