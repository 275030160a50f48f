"""What an item relies on, and how to see that it came apart."""

import json
from collections.abc import Iterable
from uuid import UUID, uuid5

from waylight.intelligence.models import Observation
from waylight.intelligence.naming import held

from .models import Report, RestsOn

_APART = UUID("7a5f1f5e-6e0c-4e6e-9d8e-2f0a4c1d3b60")


def rely(rests: RestsOn, observations: Iterable[Observation]) -> None:
    """Keep of what the entity is made now, and what each observation tells; the record must be saved."""
    rows = list(observations)
    rests.observations.set(rows)
    rests.relied = json.dumps({str(row.pk): held(row)["values"] for row in rows}, ensure_ascii=False)
    rests.save(update_fields=["relied"])


def apart(report: Report) -> UUID | None:
    """None while everything it relied on still holds. Else an id made of how it came apart, so that the same
    is noticed once: observations that are gone, that tell another thing now, that are no longer one."""
    found = [shape for rests in report.rests.order_by("pk") if (shape := _shape(rests))]
    return uuid5(_APART, f"{report.pk}:{found}") if found else None


def _shape(rests: RestsOn) -> list[str]:
    rows = list(rests.observations.order_by("pk"))
    told = json.loads(rests.relied or "{}")
    ended = [
        f"{row.pk} {'gone' if row.gone else 'changed'}" for row in rows if row.gone or _changed(row, told)
    ]
    groups: dict[UUID, list[str]] = {}
    for row in rows:
        if not row.gone:
            groups.setdefault(row.entity_id, []).append(str(row.pk))
    return ended + (sorted("+".join(each) for each in groups.values()) if len(groups) > 1 else [])


def _changed(row: Observation, told: dict[str, dict[str, object]]) -> bool:
    """Whether it tells another value, or none, where it told one; what was added since breaks nothing."""
    now = held(row)["values"]
    return any(now.get(name) != value for name, value in told.get(str(row.pk), {}).items() if value)


def still(rests: RestsOn) -> None:
    """From here on it rests on what is left of its entity, so that the same undoing is not found again."""
    live = rests.observations.filter(gone=False).order_by("account__received_at", "pk")
    entities = [row.entity_id for row in live]
    if entities and rests.entity_id not in entities:
        rests.entity_id = entities[0]
        rests.save(update_fields=["entity"])
    rely(rests, [row for row in live if row.entity_id == rests.entity_id])
