"""Everybody around one child, on a Wednesday morning."""

from typing import Any

import pytest
from tests.casework.conftest import at, audited, clock, hub, team

from .a_case import Everything
from .a_rest import Whole

__all__ = ["at", "audited", "clock", "hub", "team"]


@pytest.fixture
def everything(team: Any, area: Any) -> Everything:
    return Everything(team, area)


@pytest.fixture
def whole(team: Any, area: Any, other_area: Any) -> Whole:
    return Whole(team, area)
