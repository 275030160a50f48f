"""One row an item, for a spreadsheet."""

import csv
import io

from waylight.learning.queries.leaving import plain_cell

from ..told import Told

COLUMNS = (
    "report",
    "version",
    "told",
    "marking",
    "handling",
    "conditions",
    "action_code",
    "sanitisation_code",
    "item",
    "grade",
    "words",
    "speaks_of",
    "roles",
    "happened_from",
    "happened_to",
    "operation",
)


def table(told: Told) -> str:
    """Cells that a spreadsheet would run as a formula become text."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(COLUMNS)
    for item in told.items:
        near = [thing for thing in told.things if item.seq in thing.items]
        things = "; ".join(thing.name for thing in near)
        roles = "; ".join(f"{thing.name}: {', '.join(thing.roles)}" for thing in near if thing.roles)
        cells = (
            told.reference,
            told.version,
            told.at,
            told.marking,
            told.handling,
            told.conditions,
            told.action_code,
            told.sanitisation_code,
            item.seq,
            item.grade,
            item.words,
            things,
            roles,
            told.event_from,
            told.event_to,
            told.operation,
        )
        sheet.writerow([plain_cell(str(cell)) for cell in cells])
    return out.getvalue()
