"""The head of the chain, written outside the database, so that a shortened or rewritten chain is noticed.

`WAYLIGHT_HOME/audit-heads.log` has one line a day: time, place in the chain, hash. Whoever can change the
database and this file together is noticed only by a copy kept elsewhere: on another machine, or on paper.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .models import ChainLink


@dataclass(frozen=True)
class Head:
    """The hash that stood at place `seq` of the chain at a moment. `at` is None for one typed in by hand."""

    seq: int
    hash: str
    at: datetime | None = None


class HeadsUnreadable(ValueError):
    """A line of the file is not a head: somebody or something has changed it."""


def path() -> Path:
    return Path(settings.WAYLIGHT_HOME) / "audit-heads.log"


def write_head() -> Head | None:
    """Append today's head and see it onto the disk; None while nothing is chained."""
    last = ChainLink.objects.order_by("-seq").first()
    if last is None:
        return None
    now = timezone.now()
    line = f"{now.astimezone(UTC).isoformat(timespec='seconds')} {last.seq} {last.hash}\n"
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return Head(last.seq, last.hash, now)


def read_heads() -> list[Head]:
    """Every head written so far, oldest first. Raises HeadsUnreadable."""
    if not path().is_file():
        return []
    return [_head(number, line) for number, line in enumerate(path().read_text().splitlines(), 1)]


def _head(number: int, line: str) -> Head:
    try:
        at, seq, digest = line.split()
        return Head(int(seq), digest, datetime.fromisoformat(at))
    except ValueError as problem:
        raise HeadsUnreadable(f"line {number} of {path().name} is not a head of the chain") from problem
