"""Licensing authorities with their dates and successors, from `content/disruption/authorities.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from .catalogue import CatalogueError, opened


@dataclass(frozen=True)
class Authority:
    """`until` is the first day on which it is no more. `area`: slug of the hub's area it is for, if any."""

    code: str
    name: str
    since: date
    until: date | None
    successor: str
    area: str
    contact: str

    def stands(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@cache
def authorities() -> dict[str, Authority]:
    """Raises CatalogueError for one that ended without a successor that is there."""
    rows: dict[str, dict[str, Any]] = opened("authorities.yaml")["authorities"]
    for code, row in rows.items():
        if row.get("until") and row.get("successor") not in rows:
            raise CatalogueError(f"authorities.yaml: {code} has ended and names no successor.")
    return {
        code: Authority(
            code=code,
            name=row["name"],
            since=row["since"],
            until=row.get("until"),
            successor=row.get("successor", ""),
            area=row.get("area", ""),
            contact=row["contact"],
        )
        for code, row in rows.items()
    }


def now_called(code: str, on: date) -> Authority:
    """Who has the licences of this authority on a day: itself, or whoever came after it.

    Raises CatalogueError for a row that leads round in a circle.
    """
    found, seen = authorities()[code], set[str]()
    while found.until is not None and on >= found.until:
        if found.code in seen:
            raise CatalogueError(f"authorities.yaml: {code} is its own successor.")
        seen.add(found.code)
        found = authorities()[found.successor]
    return found


def is_ours(code: str, area: str, on: date) -> bool:
    """Whether the licences of this authority are the area's own on a day."""
    return now_called(code, on).area == area


def own(area: str, on: date) -> Authority:
    """The authority that licenses for a hub's area on a day. Raises CatalogueError where none is listed."""
    found = next((a for a in authorities().values() if a.area == area and a.stands(on)), None)
    if found is None:
        raise CatalogueError(f"authorities.yaml: no authority licenses for {area} on {on}.")
    return found
