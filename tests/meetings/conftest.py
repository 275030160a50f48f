"""The team of a child's record, and a panel that speaks of the child."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.casework.conftest import at, audited, clock, hub, team

from .a_panel import Panel

__all__ = ["at", "audited", "clock", "hub", "team"]


@pytest.fixture
def panel(team: Any, person: Callable[..., Any], actor_of: Callable[..., Any]) -> Panel:
    return Panel(team, person, actor_of)
