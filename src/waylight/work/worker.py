"""The worker's loop."""

import logging
import signal
import time
from typing import Protocol

from django.db import DatabaseError, close_old_connections

from .actions import work_once

log = logging.getLogger(__name__)


class Stop(Protocol):
    """`threading.Event` is one, `UntilTold` another."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float, /) -> bool: ...


class UntilTold:
    """Set once the process is told to end. A plain flag: setting an Event inside a signal handler can lock
    up when the signal comes while the same thread is waiting on it."""

    def __init__(self) -> None:
        self._told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, *_signal: object) -> None:
        self._told = True

    def is_set(self) -> bool:
        return self._told

    def wait(self, timeout: float, /) -> bool:
        until = time.monotonic() + timeout
        while not self._told and time.monotonic() < until:
            time.sleep(min(0.1, timeout))
        return self._told


def run_forever(stop: Stop | None = None, idle_seconds: float = 1.0) -> None:
    """Work until `stop` is set; without one, until SIGTERM or SIGINT. A delivery under way is finished first.

    A database that is away for a while (a restart, a full disk) does not end the worker: it says so in the
    log, rests, and tries again.
    """
    stop = stop or UntilTold()
    while not stop.is_set():
        close_old_connections()
        rest = idle_seconds
        try:
            if work_once(stop.is_set):
                rest = 0
        except DatabaseError as problem:
            log.error("the database did not answer: %s", type(problem).__name__)
            rest = max(idle_seconds, 5.0)
        stop.wait(rest)
    close_old_connections()
