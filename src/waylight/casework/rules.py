"""The room's dated rules, read from `content/casework`: owner, version and source date stand in each file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from waylight.engine.clocks import Limit
from waylight.engine.wording.blame import BlameList

from .codes import BESIDE_HARM, DueKind, Whose

HEAD = ("owner", "version", "source_date")


class RulesError(ValueError):
    """A file of rules that cannot be used. The message names the file and what is wrong."""


@dataclass(frozen=True)
class ClockRule:
    """`limit` is None for what is due on a day that follows from the child's birth."""

    limit: Limit | None
    whose: str
    source: str


@dataclass(frozen=True)
class Clocks:
    version: str
    rules: dict[str, ClockRule]
    triggers: dict[str, str]


def opened(name: str) -> dict[str, Any]:
    """A file of `content/casework`. Raises RulesError without owner, version and source date."""
    path: Path = settings.CONTENT / "casework" / name
    found = yaml.safe_load(path.read_text("utf-8"))
    missing = [key for key in HEAD if not found.get(key)]
    if missing:
        raise RulesError(f"{name}: {', '.join(missing)} must be given.")
    return dict(found)


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
        rules[kind] = ClockRule(limit, line["whose"], line["source"])
    return Clocks(str(found["version"]), rules, dict(found["triggers"]))


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


@cache
def blame_list() -> BlameList:
    return BlameList.load(settings.CONTENT / "wording/blame.yaml")
