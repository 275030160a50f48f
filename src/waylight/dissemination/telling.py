"""From a report as it stands to what may leave of it."""

from datetime import datetime

from .models import Report
from .told import Told, ToldItem, ToldThing


def told_of(report: Report, at: datetime) -> Told:
    """Reads only the sanitised words, the grades, and what the sanitiser wrote of each thing."""
    items = tuple(ToldItem(item.seq, item.sanitised, item.grade) for item in report.items.all())
    return Told(
        reference=report.reference,
        version=report.version,
        area=report.area.name,
        at=at.isoformat(),
        marking=report.marking,
        priority=report.priority,
        tags=tuple(report.tags),
        group_based=report.group_based,
        handling=report.handling,
        conditions=report.conditions,
        action_code=report.action_code,
        sanitisation_code=report.sanitisation_code,
        items=items,
        things=_things(report),
    )


def _things(report: Report) -> tuple[ToldThing, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for rests in report.rests.select_related("entity", "item"):
        if rests.entity is not None and rests.told_as:
            found.setdefault((rests.entity.kind, rests.told_as), []).append(rests.item.seq)
    return tuple(ToldThing(kind, name, tuple(sorted(set(seqs)))) for (kind, name), seqs in found.items())
