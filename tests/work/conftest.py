"""Handlers of the test's own, gone when it ends; nothing else runs by the clock meanwhile."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from waylight.work import registry


@pytest.fixture(autouse=True)
def own_registry() -> Iterator[None]:
    kept = {name: dict(handlers) for name, handlers in registry.HANDLERS.items()}, dict(registry.TIMED)
    outside = set(registry.OUTSIDE)
    registry.HANDLERS.clear()
    registry.TIMED.clear()
    yield
    registry.HANDLERS.clear()
    registry.HANDLERS.update(kept[0])
    registry.TIMED.clear()
    registry.TIMED.update(kept[1])
    registry.OUTSIDE.clear()
    registry.OUTSIDE.update(outside)


@pytest.fixture
def handler() -> Callable[..., list[Any]]:
    """`seen = handler("name")`: collects payloads; `fails=2` makes the first two tries fail."""

    def make(event: str, *, fails: int = 0, atomic: bool = True) -> list[Any]:
        seen: list[Any] = []
        left = [fails]

        @registry.handles(event, atomic=atomic)
        def collect(payload: registry.Payload) -> None:
            if left[0]:
                left[0] -= 1
                raise ConnectionError("a sentence about somebody that must not be kept")
            seen.append(payload)

        return seen

    return make
