"""A team, its hub, and people of agencies, on a Wednesday morning."""

from typing import Any

import pytest
from tests.casework.conftest import at, audited, clock, hub, team

__all__ = ["agencies", "at", "audited", "clock", "hub", "team"]


@pytest.fixture
def agencies(team: Any, area: Any) -> Any:
    from .agencies import Agencies

    return Agencies(team, area)
