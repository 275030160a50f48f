"""What is due to a person and to their team, in one list, with how late it is."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.queries.times import brief, span

from ..codes import Whose
from ..details import Details
from ..models import Child, Due
from ..rules import clocks
from .scope import working

ON_A_PAGE = 50


@dataclass(frozen=True)
class DueRow:
    due: Due
    words: str
    late: bool

    @property
    def because(self) -> str:
        return clocks().triggers.get(self.due.because, "")

    @property
    def whose(self) -> str:
        who = self.due.child.worker if self.due.whose == Whose.WORKER else self.due.child.manager
        return who.name if who else ""

    @property
    def name(self) -> str:
        return Details.read(self.due.child.details).name


@dataclass(frozen=True)
class DuePage:
    rows: list[DueRow]
    count: int
    late: int
    page: int
    pages: int


def due_list(viewer: Actor, *, team: bool = False, page: int | str = 1) -> DuePage:
    """What the viewer owes; with `team`, what everybody on the records they manage owes. The nearest first,
    the paused last; `count` and `late` are of all pages. One audit event: it shows names."""
    require(viewer, "child.due")
    theirs = Q(child__manager_id=viewer.user_id)
    mine = Q(whose=Whose.WORKER, child__worker_id=viewer.user_id) | (
        theirs & (Q(whose=Whose.MANAGER) | Q(child__worker__isnull=True))
    )
    rows = Due.objects.filter(
        theirs if team else mine, working(viewer, "child__"), stopped_at__isnull=True, child__state="open"
    )
    ordered = rows.select_related("child__worker", "child__manager").order_by("paused", "due_at", "pk")
    paginator = Paginator(ordered, ON_A_PAGE)
    shown = paginator.get_page(page)
    listed = [_row(each) for each in shown.object_list]
    record(Verb.CONSULTATION, "child.due", by=viewer, detail={"count": len(listed), "team": team})
    late = rows.filter(paused=False, due_at__lt=timezone.now()).count()
    return DuePage(listed, paginator.count, late, shown.number, paginator.num_pages)


def dues_of(child: Child) -> list[DueRow]:
    """The child's own; the caller has opened the child."""
    running = child.dues.filter(stopped_at__isnull=True).order_by("paused", "due_at")
    found = []
    for each in running:
        each.child = child
        found.append(_row(each))
    return found


def _row(each: Due) -> DueRow:
    now = timezone.now()
    late = not each.paused and now > each.due_at
    if each.paused:
        words = "Paused"
    elif late:
        words = f"Late by {span(now - each.due_at)}"
    else:
        words = f"By {brief(each.due_at)}"
    return DueRow(each, words, late)
