"""The viewer's children, and one child's page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import Promise

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import DueKind, LineKind
from ..details import Details, is_child, turns_18
from ..matching import Proposal, also_held
from ..models import Access, Child, Identifier, Line, Related
from ..rooms import SECTIONS, page_of
from ..rules import Level, levels
from .due import DueRow, dues_of
from .scope import working

ON_A_PAGE = 50
WORDS_SHOWN = 3


@dataclass(frozen=True)
class ChildRow:
    child: Child
    name: str


@dataclass(frozen=True)
class ChildPage:
    rows: list[ChildRow]
    count: int
    page: int
    pages: int


@dataclass(frozen=True)
class Opened:
    """What stands on every page of a child: their own words first. `discuss`: where a strategy discussion is
    called."""

    child: Child
    details: Details
    words: list[Line]
    may_write: bool
    sections: list[tuple[str, str | Promise]]
    may_allocate: bool
    is_child: bool
    of_age_on: date | None
    level: Level | None
    discuss: str


@dataclass(frozen=True)
class Around:
    """What only the record's first page shows besides."""

    identifiers: list[Identifier]
    related: list[Related]
    access: list[Access]
    dues: list[DueRow]
    linked: dict[UUID, Child]
    stands_in: list[Related]
    also_held: list[Proposal]
    """`linked`: by somebody around the child, their own record. `stands_in`: others' records in which this
    child is named. Both only where the viewer works on both. `also_held`: records that may be the same
    child's."""


def children(viewer: Actor, *, closed: bool = False, page: int | str = 1) -> ChildPage:
    """The records the viewer works on, the newest first. The list is one audit event."""
    require(viewer, "child.list")
    rows = Child.objects.filter(working(viewer), state="closed" if closed else "open")
    ordered = rows.select_related("worker", "manager").order_by("-opened_at", "pk")
    paginator = Paginator(ordered, ON_A_PAGE)
    shown = paginator.get_page(page)
    listed = list(shown.object_list)
    record(Verb.CONSULTATION, "child.view", by=viewer, detail={"count": len(listed)})
    named = [ChildRow(child, Details.read(child.details).name) for child in listed]
    return ChildPage(named, paginator.count, shown.number, paginator.num_pages)


def find_child(pk: UUID) -> Child:
    """For an action or a query that asks the policy itself. Raises Child.DoesNotExist."""
    return Child.objects.select_related("area", "worker", "manager").get(pk=pk)


def record_of(viewer: Actor, reference: str) -> Child | None:
    """The record with this reference among those that the viewer works on."""
    wanted = "".join(reference.split()).casefold()
    mine = Child.objects.filter(working(viewer)).defer("details")
    return next((each for each in mine if each.reference.casefold() == wanted), None)


def opened(viewer: Actor, child: Child, page: str, *, verb: Verb = Verb.CONSULTATION) -> Opened:
    """Audited as a consultation, with the page that was read; a page for paper is an export."""
    require(viewer, "child.view", child)
    details = Details.read(child.details)
    said = child.lines.filter(kind=LineKind.CHILD, corrected_by__isnull=True).select_related("by")
    record(verb, "child.view", by=viewer, thing=("child", child.pk), detail={"page": page})
    born = details.birthday
    return Opened(
        child=child,
        details=details,
        words=list(said[:WORDS_SHOWN]),
        may_write=can(viewer, "child.write", child),
        sections=[(each.name, each.words) for each in SECTIONS],
        may_allocate=can(viewer, "child.allocate", child),
        is_child=is_child(details, timezone.localdate()),
        of_age_on=turns_18(born) if born else None,
        level=levels().get(child.level),
        discuss=page_of(DueKind.STRATEGY, child.pk, child.pk),
    )


def around(viewer: Actor, child: Child) -> Around:
    """The caller has opened the child."""
    require(viewer, "child.view", child)
    related = list(child.related.filter(ended_at__isnull=True))
    theirs = Child.objects.filter(working(viewer)).in_bulk(
        [each.record_id for each in related if each.record_id]
    )
    others = child.stands_in.filter(working(viewer, "child__"), ended_at__isnull=True)
    return Around(
        identifiers=list(child.identifiers.standing()),
        related=related,
        linked={each.pk: theirs[each.record_id] for each in related if each.record_id in theirs},
        stands_in=list(others.select_related("child")),
        also_held=also_held(child),
        access=list(child.accesses.select_related("person", "by").order_by("-since")),
        dues=dues_of(child),
    )
