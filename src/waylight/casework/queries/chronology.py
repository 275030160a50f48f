"""The one chronology of a child, narrowed by kind, dates and words about where it is known from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet

from waylight.accounts.forms import DATES
from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..codes import LineKind
from ..models import Child, Line

ON_A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """`put_right`: by key of each line that a later one corrects, that one's key. `unread`: days that were
    asked for and are none."""

    lines: list[Line]
    put_right: dict[UUID, UUID]
    unread: list[str]
    count: int
    page: int
    pages: int


def chronology(viewer: Actor, child: Child, asked: Mapping[str, str], *, whole: bool = False) -> Shown:
    """`asked`: kind, since, until (ISO dates), page; or line, whose page it is then. What cannot be read is
    taken for not asked.

    `whole`: every line at once, to print. The caller has opened the child, which is the audit event.
    """
    require(viewer, "child.view", child)
    rows = child.lines.prefetch_related("by")  # of hundreds of lines the writers are few
    put_right = dict(child.lines.filter(corrects__isnull=False).values_list("corrects_id", "pk"))
    unread = [asked[name] for name in ("since", "until") if asked.get(name) and not _day(asked[name])]
    if asked.get("kind") in LineKind.values:
        rows = rows.filter(kind=asked["kind"])
    if since := _day(asked.get("since", "")):
        rows = rows.filter(happened_on__gte=since)
    if until := _day(asked.get("until", "")):
        rows = rows.filter(happened_on__lte=until)
    if whole:
        lines = list(rows)
        return Shown(lines, put_right, unread, len(lines), 1, 1)
    paginator = Paginator(rows, ON_A_PAGE)
    page = paginator.get_page(_page_with(asked.get("line", ""), rows) or asked.get("page", 1))
    shown = list(page.object_list)
    return Shown(shown, put_right, unread, paginator.count, page.number, paginator.num_pages)


def _page_with(line: str, rows: QuerySet[Line]) -> int:
    """The page of these rows on which a line stands; 0 where it does not."""
    keys = [str(key) for key in rows.values_list("pk", flat=True)] if line else []
    return keys.index(line) // ON_A_PAGE + 1 if line in keys else 0


def _day(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
