"""Bringing in reports that were written elsewhere under 5x5x5."""

from django.db import transaction

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..codes import Named, Provenance
from ..legacy import LegacyItem, read
from ..models import Report
from .steps import audit
from .writing import add_item, write

BRING_IN = "report.bring-in"
UNTITLED = "Written elsewhere"


def bring_in(area: Area, text: str, *, by: Actor) -> list[Report]:
    """One draft for each report of the text, all or none; its grades are kept as written and grade nothing.

    Raises legacy.NotRead, Refused.
    """
    require(by, BRING_IN, Report(area=area))
    rows = read(text)
    groups: dict[str, list[LegacyItem]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.report or f"row {number}", []).append(row)
    with transaction.atomic():
        return [_draft(area, items, by) for items in groups.values()]


def _draft(area: Area, items: list[LegacyItem], by: Actor) -> Report:
    report = write(
        area,
        title=next((item.title for item in items if item.title), UNTITLED),
        priority="low",
        marking="OFFICIAL-SENSITIVE",
        learnt_on=None,
        tags=[],
        group_based=False,
        by=by,
    )
    for each in items:
        item = add_item(
            report, words=each.words, provenance=Provenance.NOT_SAID, named=Named.ANONYMOUS, by=by
        )
        item.grade_as_written = each.grade
        item.save(update_fields=["grade_as_written"])
    audit(report, BRING_IN, by=by, verb=Verb.COLLECTION, detail={"items": len(items)})
    return report
