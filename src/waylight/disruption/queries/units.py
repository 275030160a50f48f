"""Places and people of concern: the list, one of them, and what was handed on for one."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.policy import Refused, can, require
from waylight.accounts.queries import holders_of_any
from waylight.accounts.roles import DISRUPTION_ROLES, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.intelligence import queries as known
from waylight.intelligence.models import Entity
from waylight.triage.models import Statement

from ..models import Handed, Line, Unit, Use

ON_A_PAGE = 50


@dataclass(frozen=True)
class Rests:
    """One thing on which a unit rests, as far as the viewer reaches it: `kind` is entity or stream."""

    kind: str
    words: str
    pk: UUID


@dataclass(frozen=True)
class UnitPage:
    unit: Unit
    rests: list[Rests]
    uses: list[Use]
    lines: Page[Line]
    may_write: bool


def units(viewer: Actor, *, closed: bool = False, page: int | str = 1) -> Page[Unit]:
    """Those of the viewer's area, the newest first. The list is one audit event."""
    require(viewer, "unit.view")
    rows = Unit.objects.filter(
        area_id__in=viewer.areas(*DISRUPTION_ROLES), state="closed" if closed else "open"
    )
    ordered = rows.select_related("owner").order_by("-opened_at", "pk")
    shown = Paginator(ordered, ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "unit.view", by=viewer, detail={"count": len(shown.object_list)})
    return shown


def ownerless(viewer: Actor) -> list[Unit]:
    """Open ones of the viewer's area whose owner does not work on any there any more. One audit event."""
    require(viewer, "unit.view")
    found: list[Unit] = []
    for area in sorted(viewer.areas(*DISRUPTION_ROLES)):
        rows = Unit.objects.filter(area_id=area, state="open").select_related("owner")
        left = rows.exclude(owner__in=holders_of_any(DISRUPTION_ROLES, area))
        found += left.order_by("opened_at", "pk")
    if found:
        record(Verb.CONSULTATION, "unit.view", by=viewer, detail={"ownerless": len(found)})
    return found


def units_to_join(viewer: Actor, area: str) -> list[Unit]:
    """Every open one of an area, for whoever says to which of them something belongs. One audit event."""
    require(viewer, "unit.view", Unit(area_id=area))
    found = list(Unit.objects.filter(area_id=area, state="open").order_by("-opened_at", "pk"))
    record(Verb.CONSULTATION, "unit.view", by=viewer, detail={"count": len(found)})
    return found


def find_unit(pk: UUID) -> Unit:
    """For an action or a query that asks the policy itself. Raises Unit.DoesNotExist."""
    return Unit.objects.select_related("area", "owner").get(pk=pk)


def opened_unit(viewer: Actor, unit: Unit, *, page: int | str = 1) -> UnitPage:
    """A consultation. Of what it rests on, only what the viewer reaches without it."""
    require(viewer, "unit.view", unit)
    record(Verb.CONSULTATION, "unit.view", by=viewer, thing=("unit", unit.pk))
    uses = list(unit.uses.select_related("considered_by", "second", "decided_by"))
    for use in uses:
        use.unit = unit
    return UnitPage(
        unit=unit,
        rests=_rests(viewer, unit),
        uses=uses,
        lines=Paginator(unit.lines.select_related("by"), ON_A_PAGE).get_page(page),
        may_write=can(viewer, "unit.write", unit),
    )


def _rests(viewer: Actor, unit: Unit) -> list[Rests]:
    found = []
    for basis in unit.bases.select_related("entity", "stream__contact"):
        if basis.stream is not None and can(viewer, "stream.view", basis.stream):
            found.append(Rests("stream", basis.stream.subject, basis.stream.pk))
        elif basis.entity is not None and (title := entity_named(viewer, basis.entity)):
            found.append(Rests("entity", title, known.now_called(basis.entity.pk)))
    return found


def entity_named(viewer: Actor, entity: Entity) -> str:
    """What an entity is called, "" where the viewer does not reach it."""
    if not can(viewer, "entity.view"):
        return ""
    try:
        return known.named(viewer, known.now_called(entity.pk)).title
    except Refused:
        return ""


def units_on(viewer: Actor, entity: Entity) -> list[Unit]:
    """The units of the viewer's area that rest on this entity."""
    require(viewer, "unit.view")
    rows = Unit.objects.filter(bases__entity=entity, area_id__in=viewer.areas(*DISRUPTION_ROLES))
    return list(rows.order_by("-opened_at"))


def handed(viewer: Actor, *, page: int | str = 1) -> Page[Handed]:
    """What waits for somebody to open or find its unit, where its concern is now, the longest waiting first.
    One audit event: it shows names."""
    require(viewer, "unit.open")
    here = viewer.areas(*DISRUPTION_ROLES)
    rows = Handed.objects.filter(stream__contact__area_id__in=here, state="waiting")
    ordered = rows.select_related("stream__contact", "decision").order_by("at", "pk")
    shown = Paginator(ordered, ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "unit.open", by=viewer, detail={"count": len(shown.object_list)})
    return shown


def handed_of(viewer: Actor, pk: UUID) -> Handed:
    """Raises Handed.DoesNotExist, Refused. A consultation."""
    found = Handed.objects.select_related("stream__contact", "decision__by", "unit", "area").get(pk=pk)
    require(viewer, "unit.open", found)
    record(Verb.CONSULTATION, "unit.open", by=viewer, thing=("handed", found.pk))
    return found


def waiting_statements(viewer: Actor, found: Handed) -> list[Statement]:
    """What the hub stated in the stream that was handed on; the caller has opened it."""
    require(viewer, "unit.open", found)
    return list(found.stream.statements.select_related("by"))
