"""What is written in a unit, whose it is, and closing it."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..codes import BY_HAND, LineKind
from ..errors import Missing, NotPossible, Why
from ..machine import ENDED, WRITE
from ..models import InformationRequest, Line, Unit
from .steps import audit, changing, line, move_unit, of_the_room, person_id, said


def write_line(unit: Unit, kind: str, happened_on: date, text: str, source: str, *, by: Actor) -> Line:
    """Raises Missing, NotPossible."""
    said(text=text, source=source)
    if kind not in BY_HAND:
        raise Missing("kind")
    with changing(unit, WRITE, by=by) as fresh:
        if happened_on > timezone.localdate():
            raise NotPossible(Why.NOT_THAT_DAY)
        written = line(fresh, LineKind(kind), text, source, by=person_id(by), on=happened_on)
        audit(fresh, WRITE, by=by, detail={"line": str(written.pk), "kind": kind})
    return written


def hand_to(unit: Unit, owner: Person, reason: str, *, by: Actor) -> Unit:
    """Another named person owns it from now on; what is due of its measures and of what was asked under them
    is due to them."""
    from waylight.casework.models import Due

    said(reason=reason)
    with changing(unit, WRITE, by=by) as fresh:
        fresh.owner = of_the_room(owner, fresh.area_id)
        fresh.save(update_fields=["owner"])
        asked = InformationRequest.objects.filter(unit=fresh).values("pk")
        running = Due.objects.filter(
            Q(about__in=fresh.uses.values("pk")) | Q(about__in=asked), stopped_at__isnull=True
        )
        running.exclude(kind="measure-second").update(owner=owner)
        line(fresh, LineKind.HANDLING, f"Owner: {owner.name}. {reason}", by=person_id(by))
        audit(fresh, WRITE, by=by, detail={"owner": owner.pk})
        announce("unit.handed-to", unit=str(fresh.pk), owner=owner.pk)
    return fresh


def close_unit(unit: Unit, reason: str, *, by: Actor) -> Unit:
    """Raises NotPossible while a measure is open, Missing, WrongMove."""
    said(reason=reason)
    with changing(unit, WRITE, by=by, closed=True) as fresh:
        move_unit(fresh, "closed", WRITE)
        if fresh.uses.exclude(state__in=ENDED).exists():
            raise NotPossible(Why.STILL_OPEN)
        return _settle(fresh, f"Closed. {reason}", by)


def reopen_unit(unit: Unit, reason: str, *, by: Actor) -> Unit:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(unit, WRITE, by=by, closed=True) as fresh:
        move_unit(fresh, "open", WRITE)
        return _settle(fresh, f"Opened again. {reason}", by)


def _settle(unit: Unit, words: str, by: Actor) -> Unit:
    unit.save(update_fields=["state"])
    line(unit, LineKind.HANDLING, words, by=person_id(by))
    audit(unit, WRITE, by=by, detail={"state": unit.state})
    announce("unit.settled", unit=str(unit.pk), state=unit.state)
    return unit
