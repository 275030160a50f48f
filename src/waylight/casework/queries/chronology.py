"""The one chronology of a child, narrowed by kind, dates and words about where it is known from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..codes import LineKind
from ..models import Child, Line

ON_A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """`put_right`: keys of all lines of the child that a later one corrects."""

    lines: list[Line]
    put_right: frozenset[UUID]
    count: int
    page: int
    pages: int


def chronology(viewer: Actor, child: Child, asked: Mapping[str, str], *, whole: bool = False) -> Shown:
    """`asked`: kind, since, until (ISO dates), page. What cannot be read is taken for not asked.

    `whole`: every line at once, to print. The caller has opened the child, which is the audit event.
    """
    require(viewer, "child.view", child)
    rows = child.lines.prefetch_related("by")  # of hundreds of lines the writers are few
    put_right = frozenset(child.lines.filter(corrects__isnull=False).values_list("corrects_id", flat=True))
    if asked.get("kind") in LineKind.values:
        rows = rows.filter(kind=asked["kind"])
    if since := _day(asked.get("since", "")):
        rows = rows.filter(happened_on__gte=since)
    if until := _day(asked.get("until", "")):
        rows = rows.filter(happened_on__lte=until)
    if whole:
        lines = list(rows)
        return Shown(lines, put_right, len(lines), 1, 1)
    paginator = Paginator(rows, ON_A_PAGE)
    page = paginator.get_page(asked.get("page", 1))
    return Shown(list(page.object_list), put_right, paginator.count, page.number, paginator.num_pages)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
