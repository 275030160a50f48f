from typing import Any

import pytest
from tests.learning.shelf import TODAY

from waylight.learning.library import library
from waylight.learning.packages import Order, Standard


@pytest.fixture
def order(area: Any) -> Order:
    return Order(library().course("drivers"), Standard.SCORM12, TODAY)
