"""What is due to a person, their team and their agency, in one list, with how late it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max, Prefetch, Q, QuerySet, Window
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import OWING_ROLES, Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.queries.times import brief, span

from ..codes import ANSWERED, SHARED, Whose
from ..details import Details
from ..models import Child, Due, DuePause, Reminder
from ..roles import roles_of
from ..rooms import answered_by, page_of
from ..rules import ClockRule, clocks
from .scope import working

ON_A_PAGE = 50
AT_ONCE = 20
"""So many reminders stand above the list; the rest follow once they are seen."""
PEOPLE = ("child__worker", "child__manager", "owner")
"""Few people owe what a page lists: each is read once, not beside every due."""


class Of(StrEnum):
    """To whom: oneself, everybody on the records one manages, or everybody of one's agency."""

    ME = "me"
    TEAM = "team"
    AGENCY = "agency"


@dataclass(frozen=True)
class DueRow:
    """`name` is empty where the viewer does not read the child's record, `href` where they may not open what
    it is about."""

    due: Due
    words: str
    late: bool
    name: str = ""
    href: str = ""

    @property
    def because(self) -> str:
        return clocks().triggers.get(self.due.because, "")

    @property
    def rule(self) -> ClockRule:
        return clocks().rules[self.due.kind]

    @property
    def pausable(self) -> bool:
        return bool(self.due.limit) and self.rule.pause

    @property
    def whose(self) -> str:
        return _ower(self.due)


@dataclass(frozen=True)
class Said:
    """A reminder that has not been seen: `pk` is its key."""

    pk: UUID
    step: str
    at: datetime
    row: DueRow


@dataclass(frozen=True)
class Reminders:
    """`count`: of how many dues something was said; `said` are the nearest of them, the rest follow once
    these are seen."""

    said: list[Said]
    count: int


@dataclass(frozen=True)
class DuePage:
    """`ages`: of all pages, how many are late by less than a day, less than a week, longer."""

    rows: list[DueRow]
    count: int
    late: int
    ages: tuple[int, int, int]
    page: int
    pages: int


def due_list(viewer: Actor, of: Of = Of.ME, *, page: int | str = 1) -> DuePage:
    """The nearest first, the paused last; `count` and `late` are of all pages. One audit event, for it shows
    names: those of children whose record the viewer works on. Of others only what is due, when and whose."""
    require(viewer, "due.view")
    rows = _running(viewer).filter(_owed(viewer, of))
    ordered = rows.select_related("child").prefetch_related(*PEOPLE).order_by("paused", "due_at", "pk")
    count, ages = _counted(rows)
    paginator = Paginator(ordered, ON_A_PAGE)
    paginator.count = count  # reckoned with the ages, in one reading of what may be many rows
    shown = paginator.get_page(page)
    mine = _read_by(viewer, shown.object_list)
    listed = [_row(each, each.child_id in mine, viewer) for each in shown]
    record(Verb.CONSULTATION, "due.view", by=viewer, detail={"count": len(listed), "of": of.value})
    return DuePage(listed, count, sum(ages), ages, shown.number, paginator.num_pages)


def _counted(rows: QuerySet[Due]) -> tuple[int, tuple[int, int, int]]:
    """How many there are, and how many of them are late by which age."""
    now = timezone.now()
    day, week = now - timedelta(days=1), now - timedelta(days=7)
    late = Q(paused=False, due_at__lt=now)
    found = rows.aggregate(
        every=Count("pk"),
        under_a_day=Count("pk", late & Q(due_at__gte=day)),
        under_a_week=Count("pk", late & Q(due_at__lt=day, due_at__gte=week)),
        longer=Count("pk", late & Q(due_at__lt=week)),
    )
    return found["every"], (found["under_a_day"], found["under_a_week"], found["longer"])


def reminders(viewer: Actor) -> Reminders:
    """What was said to the viewer and not seen yet, of what still runs, the nearest due first; the newest
    word about each due. The caller shows the viewer's list, which is the audit event."""
    require(viewer, "due.view")
    unseen = Reminder.objects.filter(to_id=viewer.user_id, seen_at__isnull=True)
    spoken = _running(viewer).filter(reminders__to_id=viewer.user_id, reminders__seen_at__isnull=True)
    each_once = spoken.values("pk").annotate(newest=Max("reminders__at"), every=Window(Count("pk")))
    shown = dict(each_once.order_by("due_at", "pk").values_list("pk", "every")[:AT_ONCE])
    dues = Due.objects.filter(pk__in=shown).select_related("child").prefetch_related(*PEOPLE)
    found = list(dues.order_by("due_at", "pk"))
    count = max(shown.values(), default=0)
    last = {each.due_id: each for each in unseen.filter(due__in=found).order_by("at")}
    mine = _read_by(viewer, found)
    rows = [_row(each, each.child_id in mine, viewer) for each in found]
    return Reminders([_said(last[row.due.pk], row) for row in rows], count)


def _said(newest: Reminder, row: DueRow) -> Said:
    return Said(newest.pk, newest.get_step_display(), newest.at, row)


def _running(viewer: Actor) -> QuerySet[Due]:
    """Of closed records too: what runs on there is owed as much. And of the viewer's records what is still
    due in the area from which a record came."""
    here = Q(area_id__in=viewer.areas(*OWING_ROLES)) | working(viewer, "child__")
    return Due.objects.filter(here, stopped_at__isnull=True)


def _owed(viewer: Actor, of: Of) -> Q:
    managed = Q(child__manager_id=viewer.user_id) & working(viewer, "child__")
    if of is Of.TEAM:
        return managed
    agency = Person.objects.get(pk=viewer.user_id or 0).agency
    whole = Q(whose=Whose.AGENCY, agency=agency) if agency else Q(pk__in=())
    if of is Of.AGENCY:
        return whole | (_people_of(agency) if agency else Q(pk__in=()))
    worked = Q(whose=Whose.WORKER, child__worker_id=viewer.user_id) & working(viewer, "child__")
    for_manager = managed & (Q(whose=Whose.MANAGER) | Q(whose=Whose.WORKER, child__worker__isnull=True))
    theirs = whole & ~Q(kind__in=ANSWERED)
    if areas := viewer.areas(Role.AGENCY):
        theirs |= Q(whose=Whose.AGENCY, area_id__in=areas) & answered_by(viewer.user_id or 0)
    return Q(whose=Whose.OWNER, owner_id=viewer.user_id) | worked | for_manager | theirs


def _people_of(agency: str) -> Q:
    return (
        Q(whose=Whose.OWNER, owner__agency=agency)
        | Q(whose=Whose.WORKER, child__worker__agency=agency)
        | Q(whose=Whose.MANAGER, child__manager__agency=agency)
    )


def _read_by(viewer: Actor, shown: Iterable[Due]) -> set[object]:
    children = {each.child_id for each in shown if each.child_id}
    return set(Child.objects.filter(working(viewer), pk__in=children).values_list("pk", flat=True))


def _named(each: Due, viewer: Actor) -> bool:
    return each.whose == Whose.OWNER and each.owner_id == viewer.user_id


def _opens(each: Due, viewer: Actor) -> bool:
    """Whether somebody who does not read the child's record opens what is due: it is theirs or their
    agency's, or about the place, person or licence that everybody with its role works on."""
    shared = each.kind in SHARED and each.area_id in viewer.areas(*roles_of(each.kind))
    answers = each.kind not in ANSWERED or each.area_id in viewer.areas(Role.AGENCY)
    for_agency = each.whose == Whose.AGENCY and answers
    return shared or for_agency or _named(each, viewer)


def dues_of(child: Child) -> list[DueRow]:
    """The child's own, with what moved each; the caller has opened the child."""
    rows = child.dues.filter(stopped_at__isnull=True).select_related("owner").order_by("paused", "due_at")
    running = rows.prefetch_related("moves", Prefetch("pauses", DuePause.objects.select_related("by")))
    found = []
    for each in running:
        each.child = child
        found.append(_row(each, reads=True))
    return found


def _row(each: Due, reads: bool, viewer: Actor | None = None) -> DueRow:
    now = timezone.now()
    late = not each.paused and now > each.due_at
    if each.paused:
        words = "Paused"
    elif late:
        words = f"Late by {span(now - each.due_at)}"
    else:
        words = f"By {brief(each.due_at)}"
    name = Details.read(each.child.details).name if each.child and reads else ""
    href = ""
    if reads or (viewer and _opens(each, viewer)):
        own = viewer is not None and _named(each, viewer)
        href = page_of(each.kind, each.about, each.child_id if reads else None, own=own)
    return DueRow(each, words, late, name, href)


def _ower(each: Due) -> str:
    if each.whose == Whose.AGENCY:
        return each.agency
    who = each.owner
    if each.child is not None and each.whose != Whose.OWNER:
        who = each.child.worker if each.whose == Whose.WORKER else each.child.manager
    return who.name if who else ""
