"""One thing found, and how the checks are kept and asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

UNSAFE, MISSING, NOTE = "unsafe", "missing", "note"


@dataclass(frozen=True)
class Finding:
    """`level` is UNSAFE, MISSING or NOTE; `mend` says what to do."""

    level: str
    words: str
    mend: str


Check = Callable[[], Iterator[Finding]]
CHECKS: list[Check] = []
BEFORE_SERVING: list[Check] = []


def check(function: Check) -> Check:
    """A check that must find nothing unsafe before anything is served."""
    BEFORE_SERVING.append(function)
    return later(function)


def later(function: Check) -> Check:
    """A check that `serve` leaves out: a broken audit is for people to act on, and must neither keep a
    concern from arriving nor make a restart wait until years of it are read."""
    CHECKS.append(function)
    return function


def examine(checks: Iterable[Check] | None = None) -> list[Finding]:
    """Every finding, unsafe first. A check that cannot run is a finding itself, never silence."""
    found: list[Finding] = []
    for each in CHECKS if checks is None else checks:
        try:
            found += each()
        except (DatabaseError, OSError, RuntimeError) as problem:
            said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
            found.append(Finding(MISSING, f"Could not check {_name(each)}: {said}.", "Run: ./waylight setup"))
    return sorted(found, key=lambda f: (UNSAFE, MISSING, NOTE).index(f.level))


def _name(each: Check) -> str:
    return each.__name__.replace("_", " ")
