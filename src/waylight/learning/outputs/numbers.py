"""The numbers on a printed sheet: when they were checked, and until when the paper may be believed.

A screen can hide a number that has lapsed; paper cannot. So nothing is printed with a number that lapses
within `NOTICE` days, unless somebody says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from waylight.guidance import queries
from waylight.guidance.models import Area
from waylight.learning.library import Block
from waylight.learning.library.placeholders import CONTACTS, placeholders

from .pdf import CannotPrint

NOTICE = queries.WARN_WITHIN_DAYS
_EVER = 36_500


class NumberLapses(CannotPrint):
    """A number on the sheet must be checked first. The sentence names it and its day."""


@dataclass(frozen=True)
class PrintedNumbers:
    """`checked_on`: the earliest check. `last_day`: on the next, the first of them has lapsed."""

    checked_on: date
    last_day: date
    codes: tuple[str, ...]


def codes_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Codes of the contacts that the blocks name, each once, in order."""
    found = (p for block in blocks for p in placeholders(block.source) if p.kind in CONTACTS)
    return tuple(dict.fromkeys(p.id for p in found))


def printed_numbers(codes: Iterable[str], area: Area, on: date, although: str = "") -> PrintedNumbers | None:
    """None: the sheet has no number. `although`: why it is printed all the same. Raises NumberLapses."""
    routes = {due.route.code: due for due in reversed(_dues(area, on))}
    found = [routes[code] for code in codes if code in routes]
    soon = sorted((due for due in found if due.days_left <= NOTICE), key=lambda due: due.days_left)
    if soon and not although.strip():
        first = soon[0]
        when = "has lapsed" if first.days_left <= 0 else f"lapses in {first.days_left} days"
        raise NumberLapses(
            f"'{first.route.label}' ({first.route.code}) {when}: its last check was on "
            f"{first.route.verified_on:%-d %B %Y}. Have it checked, or say why it is printed all the same "
            'with --although "…".'
        )
    if not found:
        return None
    return PrintedNumbers(
        checked_on=min(due.route.verified_on for due in found),
        last_day=min(due.route.lapses_on for due in found) - timedelta(days=1),
        codes=tuple(due.route.code for due in found),
    )


def _dues(area: Area, on: date) -> list[queries.RouteDue]:
    """Live and lapsed numbers of the area, then of the nation, so that the area's own comes first."""
    found = [*queries.lapsing(area, _EVER, on), *queries.lapsed(area, on)]
    return sorted(found, key=lambda due: due.route.area_id is None)
