"""The dated rule file of patterns, read and checked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

RULES_FILE = "patterns.yaml"


@dataclass(frozen=True)
class Rule:
    """`at_least` are the rule's own numbers (venues, sources, …). `since`: the day from which it holds."""

    id: str
    title: str
    since: date
    days: float
    expires_weeks: int
    at_least: Mapping[str, int]
    false_if: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """All rules of a version, and how often things are told of for an innocent reason."""

    version: str
    rules: tuple[Rule, ...]
    chance_of_vehicle: float
    chance_of_place: float
    expected_venues: Mapping[str, float]
    expected_accounts: Mapping[str, float]
    exposed_bodies: Mapping[str, str]

    def is_excess(self, seen: int, expected: float, chance: float) -> bool:
        """Whether so many would be seen by the expected rate alone with less than this chance."""
        fewer = sum(math.exp(-expected) * expected**n / math.factorial(n) for n in range(seen))
        return 1 - fewer < chance


def read_rules(folder: Path) -> Rules:
    """From content/linkage. Raises KeyError if a rule lacks a part, OSError without the file."""
    held = yaml.safe_load((folder / RULES_FILE).read_text(encoding="utf-8"))
    return Rules(
        version=str(held["version"]),
        rules=tuple(_rule(row) for row in held["rules"]),
        chance_of_vehicle=held["chance_of_vehicle"],
        chance_of_place=held["chance_of_place"],
        expected_venues=held["expected_venues"],
        expected_accounts=held["expected_accounts"],
        exposed_bodies={body: kind for kind, bodies in held["exposed_bodies"].items() for body in bodies},
    )


def _rule(row: dict[str, Any]) -> Rule:
    told = {"id", "title", "from", "weeks", "hours", "expires_weeks", "false_if", "ask"}
    return Rule(
        id=row["id"],
        title=row["title"],
        since=row["from"],
        days=7 * row["weeks"] if "weeks" in row else row["hours"] / 24,
        expires_weeks=row["expires_weeks"],
        at_least={name: number for name, number in row.items() if name not in told},
        false_if=tuple(row["false_if"]),
        ask=tuple(row["ask"]),
    )
