"""Who handles which event, and what runs by the clock. Rooms register in their `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Payload = dict[str, Any]
Handler = Callable[[Payload], None]


@dataclass(frozen=True)
class Timed:
    name: str
    every: timedelta
    run: Callable[[], None]


HANDLERS: dict[str, dict[str, Handler]] = {}
TIMED: dict[str, Timed] = {}


def handles(event: str) -> Callable[[Handler], Handler]:
    """Register a handler of an outbox event; its name is `module.function`."""

    def register(handler: Handler) -> Handler:
        HANDLERS.setdefault(event, {})[f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def every(**interval: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a task that runs by the clock; `interval` is timedelta's own words, `minutes=1`."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        name = f"{run.__module__}.{run.__qualname__}"
        TIMED[name] = Timed(name, timedelta(**interval), run)
        return run

    return register
