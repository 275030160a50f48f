"""Who is missing now, and whose interview is running out: what a hub looks at before the day ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from waylight.accounts.policy import RULES, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record, record_each
from waylight.audit.models import Verb
from waylight.casework.codes import DueKind
from waylight.casework.details import Details
from waylight.casework.rules import clocks
from waylight.triage.queries.times import span

from ..models import Episode

NOW = "missing.now"
BACK = ("located", "checked", "offered")
"""States in which the child is back and the interview is still to come."""


@dataclass(frozen=True)
class NowRow:
    """`worker`: "" where nobody works with the child; `until`: of an interview, when 72 hours are over."""

    episode: Episode
    name: str
    worker: str
    manager: str
    for_: str
    until: datetime | None = None
    late: bool = False


def missing_now(viewer: Actor) -> list[NowRow]:
    """In the viewer's areas, the longest missing first; all on one page, for nobody missing may stand on one
    that is not turned to. Each child's name is a consultation of its record."""
    now = timezone.now()
    return [_row(each, span(now - each.since)) for each in _rows(viewer, ("reported",), "since")]


def interviews_left(viewer: Actor) -> list[NowRow]:
    """Those that nobody has held, declined or left out yet, the first to run out first."""
    limit, now = clocks().rules[DueKind.RETURN].limit, timezone.now()
    allowed = limit.amount if limit else timedelta()
    found = []
    for each in _rows(viewer, BACK, "returned_at"):
        until = (each.returned_at or now) + allowed
        late = now > until
        left = f"Late by {span(now - until)}" if late else f"{span(until - now)} left"
        found.append(_row(each, left, until, late=late))
    return found


def _rows(viewer: Actor, states: tuple[str, ...], order: str) -> list[Episode]:
    require(viewer, NOW)
    areas = viewer.areas(*RULES[NOW].roles)
    rows = Episode.objects.filter(state__in=states, child__area_id__in=areas)  # a closed record's child too
    found = list(rows.select_related("child__worker", "child__manager").order_by(order))
    record_each(Verb.CONSULTATION, NOW, "child", [each.child_id for each in found], by=viewer)
    if not found:
        record(Verb.CONSULTATION, NOW, by=viewer, detail={"count": 0})
    return found


def _row(each: Episode, words: str, until: datetime | None = None, *, late: bool = False) -> NowRow:
    child = each.child
    name = Details.read(child.details).name
    worker = child.worker.name if child.worker else ""
    return NowRow(each, name, worker, child.manager.name, words, until, late)
