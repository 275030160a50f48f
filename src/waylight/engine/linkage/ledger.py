"""What happened to links, in order, only ever added to: enough to build every cluster again, bit for bit."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from waylight.engine.linkage.scoring import Reason

Verdict = Literal["same", "different", "undecided"]
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Two observations in their one order. Raises ValueError if they are the same one."""
    if one == other:
        raise ValueError("An observation is not linked with itself.")
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Seen:
    """An observation was stored: its account, and when it was received."""

    id: str
    account: str


@dataclass(frozen=True)
class Link:
    """Two observations may be one: weight in bits with the prior, why, by which model.

    `identifies`: the agreement rests on more than a description or nickname, so it may join by itself.
    """

    pair: Pair
    weight: float
    identifies: bool
    prior: float
    reasons: tuple[Reason, ...]
    model: str


@dataclass(frozen=True)
class Decision:
    """A person says that two are the same, are not, or takes back what was said. It outweighs every score."""

    pair: Pair
    verdict: Verdict
    author: str
    reason: str
    at: datetime


Entry = Seen | Link | Decision
_KINDS: dict[str, type] = {"seen": Seen, "link": Link, "decision": Decision}


def about(entry: Entry) -> tuple[str, ...]:
    """The observations that an entry speaks of."""
    return (entry.id,) if isinstance(entry, Seen) else entry.pair


def written(entries: Iterable[Entry]) -> str:
    """One JSON line for each entry."""
    names = {kind: name for name, kind in _KINDS.items()}
    rows = ({"entry": names[type(entry)], **asdict(entry)} for entry in entries)
    return "".join(json.dumps(row, ensure_ascii=False, default=datetime.isoformat) + "\n" for row in rows)


def read(lines: str) -> list[Entry]:
    """The entries of `written`."""
    return [_entry(json.loads(line)) for line in lines.splitlines()]


def _entry(row: dict) -> Entry:
    kind = _KINDS[row.pop("entry")]
    if "pair" in row:
        row["pair"] = tuple(row["pair"])
    if "reasons" in row:
        row["reasons"] = tuple(Reason(**reason) for reason in row["reasons"])
    if "at" in row:
        row["at"] = datetime.fromisoformat(row["at"])
    entry: Entry = kind(**row)
    return entry
