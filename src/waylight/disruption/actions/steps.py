"""The steps that most actions share: lock, ask, move by the table, write a line, write to the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import DISRUPTION_ROLES, Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id, said
from waylight.triage.machine import WrongMove

from ..codes import LineKind
from ..errors import NotPossible, Why
from ..machine import UNIT, USE
from ..models import Line, Unit, Use

__all__ = ["audit", "changing", "line", "morning", "move_use", "of_the_room", "person_id", "said", "using"]


@contextmanager
def changing(unit: Unit, action: str, *, by: Actor, closed: bool = False) -> Iterator[Unit]:
    """One transaction around a change to a unit: locked, and asked for. Yields it as it stands now.

    Raises NotPossible for a closed one, unless `closed` ones may be changed so.
    """
    require(by, action, unit)
    with transaction.atomic():
        fresh = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
        require(by, action, fresh)
        if fresh.state == "closed" and not closed:
            raise NotPossible(Why.NOT_OPEN)
        yield fresh


@contextmanager
def using(use: Use, action: str, *, by: Actor) -> Iterator[Use]:
    """As `changing`, for the use of a measure: what time alone changed is written down first."""
    from .passing import catch_up  # here, as time writes its lines with these steps

    with changing(use.unit, action, by=by) as unit:
        fresh = Use.objects.select_for_update(of=("self",)).get(pk=use.pk)
        fresh.unit = unit
        catch_up(fresh)
        yield fresh


def move_use(use: Use, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not USE.allows(use.state, target, action):
        raise WrongMove(USE, use.state, action)
    use.state = target


def move_unit(unit: Unit, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not UNIT.allows(unit.state, target, action):
        raise WrongMove(UNIT, unit.state, action)
    unit.state = target


def line(
    unit: Unit, kind: LineKind, text: str, source: str = "", *, by: int | None, on: date | None = None
) -> Line:
    """One line of the chronology, in the caller's transaction. Nobody wrote what time alone brought."""
    now = timezone.now()
    return Line.objects.create(
        unit=unit,
        kind=kind,
        happened_on=on or timezone.localdate(now),
        text=text,
        source=source,
        by_id=by,
        at=now,
    )


def of_the_room(person: Person, area: str) -> Person:
    """Raises NotPossible for somebody who does not work on places and people of concern in this area."""
    if not any(holders_of(role, area).filter(pk=person.pk).exists() for role in DISRUPTION_ROLES):
        raise NotPossible(Why.NOT_OF_THE_ROOM)
    return person


def morning(day: date) -> datetime:
    """Nine o'clock, local."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def audit(
    unit: Unit, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION, detail: Detail | None = None
) -> None:
    """One audit event about this unit, in the caller's transaction."""
    record(verb, action, by=by, thing=("unit", unit.pk), detail=detail)
