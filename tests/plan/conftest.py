"""The hub, the team and the Wednesday morning of a child's record."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.casework.conftest import audited, clock, hub, team

__all__ = ["audited", "clock", "hub", "team"]


@pytest.fixture
def at(team: Any, staff_client: Callable[..., Any]) -> Callable[[str], Any]:
    """`at("worker")`: a client signed in as that person of the team."""
    return lambda who: staff_client(who=team.person(who))


@pytest.fixture
def planning(team: Any) -> Any:
    from .a_plan import Planning

    return Planning(team)
