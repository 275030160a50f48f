"""Every test of this room happens on one day, and none remembers another's numbers."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

Move = Callable[[date], None]


@pytest.fixture(autouse=True)
def today() -> Iterator[Move]:
    """The day is 25 November 2026, at noon; `today(other_day)` moves it."""
    from waylight.guidance import memory

    memory.forget()
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False) as clock:

        def move(day: date) -> None:
            clock.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

        yield move
    memory.forget()


@pytest.fixture
def route(area: Any) -> Callable[..., Any]:
    """`route("hub")`: a number of Merrowdale, or of the nation."""
    from django.db.models import Q

    from waylight.guidance.models import ContactRoute

    def find(code: str) -> ContactRoute:
        return ContactRoute.objects.get(Q(area=area) | Q(area__isnull=True), code=code)

    return find
