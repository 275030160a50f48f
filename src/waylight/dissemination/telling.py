"""From a report as it stands to what may leave of it."""

from datetime import datetime

from .codes import Recipient
from .models import Report, RestsOn
from .told import Told, ToldItem, ToldThing

POLICE = (Recipient.POLICE_INTELLIGENCE, Recipient.POLICE)


def told_of(report: Report, at: datetime, to: str) -> Told:
    """Reads only the sanitised words, the grades, and what the sanitiser wrote of each thing; when it
    happened and the operation where the sanitiser said that they may be told, and that to police alone."""
    days = (report.event_from, report.event_to) if report.period_told else (None, None)
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
        event_from=days[0].isoformat() if days[0] else "",
        event_to=days[1].isoformat() if days[1] else "",
        operation=report.operation if report.operation_told and to in POLICE else "",
    )


def _things(report: Report) -> tuple[ToldThing, ...]:
    found: dict[tuple[str, str], list[RestsOn]] = {}
    for rests in report.rests.select_related("entity", "item"):
        if rests.entity is not None and rests.told_as:
            found.setdefault((rests.entity.kind, rests.told_as), []).append(rests)
    return tuple(_thing(kind, name, rows) for (kind, name), rows in found.items())


def _thing(kind: str, name: str, rows: list[RestsOn]) -> ToldThing:
    items = tuple(sorted({rests.item.seq for rests in rows}))
    return ToldThing(kind, name, items, tuple(sorted({rests.role for rests in rows if rests.role})))
