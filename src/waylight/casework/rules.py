"""The room's dated rules, read from `content/casework`: owner, version and source date stand in each file."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from waylight.engine.clocks import Limit
from waylight.guidance.dated import HEAD, RulesError, read

from .codes import BESIDE_HARM, DueKind, Whose

__all__ = ["HEAD", "RulesError", "clocks", "domains", "levels", "opened"]


@dataclass(frozen=True)
class ClockRule:
    """`limit` is None for what is due on a day that a person or the child's birth sets. `pause`: whether it
    may stand still. `verified`: whether somebody has read the source that is named."""

    limit: Limit | None
    whose: str
    source: str
    pause: bool
    verified: bool


@dataclass(frozen=True)
class Reminding:
    """`soon`: the share of its time that is left when a due is first spoken of, `at_most` hours before.
    `again`: how long after it is late, and after each time, it is said to those above as well. `paused`: how
    long it stands still before that is said, and again."""

    soon: float
    at_most: timedelta
    again: Limit
    paused: Limit


@dataclass(frozen=True)
class Clocks:
    version: str
    rules: dict[str, ClockRule]
    reminding: Reminding
    triggers: dict[str, str]


def opened(name: str) -> dict[str, Any]:
    """A file of `content/casework`. Raises RulesError without owner, version and source date."""
    path: Path = settings.CONTENT / "casework" / name
    return read(path)


@cache
def clocks() -> Clocks:
    """Raises RulesError unless every kind of due has its line."""
    found = opened("clocks.yaml")
    rules = {}
    for kind in DueKind.values:
        line = found["clocks"].get(kind)
        if line is None or line["whose"] not in Whose.values or not line["source"]:
            raise RulesError(f"clocks.yaml: {kind} needs limit, whose and source.")
        limit = Limit.parse(line["limit"]) if line["limit"] else None
        rules[kind] = ClockRule(
            limit, line["whose"], line["source"], line.get("pause", True), line.get("verified", True)
        )
    said = found["reminders"]
    again, paused = Limit.parse(said["again"]), Limit.parse(said["paused"])
    reminding = Reminding(said["soon"], timedelta(hours=said["at_most_hours"]), again, paused)
    return Clocks(str(found["version"]), rules, reminding, dict(found["triggers"]))


@dataclass(frozen=True)
class Domain:
    code: str
    title: str
    ask: str
    strength: bool


@dataclass(frozen=True)
class Level:
    code: str
    rank: int
    beside_harm: bool
    words: str


@cache
def domains() -> dict[str, Domain]:
    """The parts of an assessment, in their order."""
    found = opened("domains.yaml")["domains"]
    return {
        code: Domain(code, line["title"], line["ask"], bool(line.get("strength")))
        for code, line in found.items()
    }


@cache
def levels() -> dict[str, Level]:
    """Raises RulesError where the file lets another level stand beside actual harm than the code does."""
    found = {code: Level(code, **line) for code, line in opened("levels.yaml")["levels"].items()}
    if {code for code, level in found.items() if level.beside_harm} != set(BESIDE_HARM):
        raise RulesError(f"levels.yaml: beside actual harm stand {', '.join(BESIDE_HARM)} and no other.")
    return found
