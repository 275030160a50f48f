"""A place or person of concern becomes a unit of work: from an entity, or from a concern without a child."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import ROLE_DESKS, Actor, Role, system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.intelligence.models import Entity
from waylight.intelligence.queries import named
from waylight.triage.codes import Outcome
from waylight.triage.machine import WrongMove
from waylight.triage.models import Decision
from waylight.work.actions import announce

from ..codes import LineKind, UnitKind
from ..errors import Missing, NotPossible, Why
from ..machine import HANDED, OPEN
from ..models import Basis, Handed, Unit
from .steps import audit, changing, line, move_unit, of_the_room, person_id, said

Source = Handed | Entity | None


def receive(decision_pk: UUID | str) -> Handed | None:
    """Hand a stream decided for disruption to the room. Run twice it adds nothing.

    What goes round the hub's own people stays with the independent officer.
    """
    by = system("disruption")
    require(by, "system.receive")
    decision = Decision.objects.select_related("stream__contact").get(pk=decision_pk)
    apart = decision.stream.desk == ROLE_DESKS[Role.INDEPENDENT]
    if decision.outcome != Outcome.DISRUPTION or apart:
        return None
    with transaction.atomic():
        handed, new = Handed.objects.get_or_create(
            decision=decision,
            defaults={
                "stream": decision.stream,
                "area_id": decision.stream.contact.area_id,
                "at": timezone.now(),
            },
        )
        if new:
            detail = {"outcome": decision.outcome}
            record(Verb.DISCLOSURE, "system.receive", by=by, thing=("handed", handed.pk), detail=detail)
            announce("unit.handed", handed=str(handed.pk))
    return handed


def open_unit(
    source: Source, kind: str, title: str, concern: str, *, area: str, owner: Person, by: Actor
) -> Unit:
    """Open a unit of work with a named owner, from what was handed on, from an entity that the opener
    reaches, or from neither. Raises Missing, NotPossible, WrongMove, Refused."""
    said(title=title, concern=concern)
    if kind not in UnitKind.values:
        raise Missing("kind")
    unit = Unit(area_id=area, kind=kind, title=title, concern=concern, owner=of_the_room(owner, area))
    require(by, OPEN, unit)
    with transaction.atomic():
        unit.opened_at, unit.opened_by_id = timezone.now(), person_id(by)
        unit.save()
        line(unit, LineKind.HANDLING, f"Opened. {concern} Owner: {owner.name}.", by=person_id(by))
        _rest(unit, source, "opened", by)
        audit(unit, OPEN, by=by, detail={"kind": kind, "owner": owner.pk})
        announce("unit.opened", unit=str(unit.pk))
    return unit


def join(handed: Handed, unit: Unit, *, by: Actor) -> Unit:
    """What was handed on belongs to a unit that is there; a closed one opens again. Raises NotPossible,
    WrongMove."""
    with changing(unit, OPEN, by=by, closed=True) as fresh:
        if fresh.state == "closed":
            move_unit(fresh, "open", OPEN)
            fresh.save(update_fields=["state"])
        _rest(fresh, handed, "joined", by)
        audit(fresh, OPEN, by=by, detail={"handed": str(handed.pk)})
    return fresh


def rest_on_entity(unit: Unit, entity: Entity, *, by: Actor) -> Unit:
    """A unit rests on one thing more that its writer reaches. Raises NotPossible, Refused."""
    with changing(unit, "unit.write", by=by) as fresh:
        _rest(fresh, entity, "joined", by)
        audit(fresh, "unit.write", by=by, detail={"entity": str(entity.pk)})
    return fresh


def _rest(unit: Unit, source: Source, state: str, by: Actor) -> None:
    if source is None:
        return
    if isinstance(source, Entity):
        named(by, source.pk)  # raises Refused where the writer does not reach it
        mine: dict[str, object] = {"entity": source}
    else:
        mine = {"stream": _take(source, unit, state, by).stream}
    if Basis.objects.filter(unit=unit, **mine).exists():
        if isinstance(source, Entity):
            raise NotPossible(Why.THERE_ALREADY)
        return
    Basis.objects.create(unit=unit, by_id=person_id(by), at=timezone.now(), **mine)


def _take(handed: Handed, unit: Unit, state: str, by: Actor) -> Handed:
    fresh = Handed.objects.select_for_update(of=("self",)).select_related("stream__contact").get(pk=handed.pk)
    require(by, OPEN, fresh)
    if not HANDED.allows(fresh.state, state, OPEN):
        raise WrongMove(HANDED, fresh.state, OPEN)
    if fresh.area_slug != unit.area_id:
        raise NotPossible(Why.OTHER_AREA)
    fresh.state, fresh.unit, fresh.taken_by_id = state, unit, person_id(by)
    fresh.area_id = unit.area_id
    fresh.save(update_fields=["state", "unit", "taken_by", "area"])
    line(
        unit,
        LineKind.TOLD,
        fresh.stream.subject or "Nobody named",
        f"Stream {fresh.stream.reference}",
        by=fresh.stream.opened_by_id,
    )
    return fresh
