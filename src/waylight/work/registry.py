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
OUTSIDE: set[str] = set()
TIMED: dict[str, Timed] = {}


def handles(event: str, *, atomic: bool = True) -> Callable[[Handler], Handler]:
    """Register a handler of an outbox event; its name is `module.function`.

    Its writes and the mark "done" are one transaction. A handler that waits for the outside world (mail, a
    gateway) says `atomic=False`: no transaction is held while it waits, for SQLite has one writer and the
    public's concerns must not queue behind a mail server. Such a handler may run twice.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__qualname__}"
        HANDLERS.setdefault(event, {})[name] = handler
        if not atomic:
            OUTSIDE.add(name)
        return handler

    return register


def every(**interval: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a task that runs by the clock; `interval` is timedelta's own words, `minutes=1`."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        name = f"{run.__module__}.{run.__qualname__}"
        TIMED[name] = Timed(name, timedelta(**interval), run)
        return run

    return register
