"""A measure is considered, looked at for children and displacement, then approved by another or rejected."""

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..catalogue import catalogue
from ..codes import LineKind
from ..errors import NotPossible, Why
from ..machine import DECIDE
from ..models import Check, Unit, Use
from .passing import waits
from .steps import audit, changing, line, move_use, of_the_room, person_id, said, using

CONSIDER = "measure.consider"


def consider(unit: Unit, measure: str, why: str, second: Person, *, by: Actor) -> Use:
    """Put a measure of the catalogue forward, with the named person who is asked to approve it.

    Raises NotPossible for one that is not in force today, is no law there or not for a unit of this kind,
    for oneself as the second person, Missing.
    """
    said(why=why)
    rule = catalogue().measures.get(measure)
    if rule is None or not rule.in_force(timezone.localdate()):
        raise NotPossible(Why.NOT_IN_FORCE)
    if guidance.hours(unit.area_id).nation not in rule.jurisdictions:
        raise NotPossible(Why.OTHER_LAW)
    if not rule.fits(unit.kind):
        raise NotPossible(Why.NOT_FOR_THIS)
    if second.pk == by.user_id:
        raise NotPossible(Why.SAME_PERSON)
    with changing(unit, CONSIDER, by=by) as fresh:
        use = Use.objects.create(
            unit=fresh,
            measure=measure,
            rule_version=catalogue().version,
            why=why,
            considered_at=timezone.now(),
            considered_by_id=person_id(by),
            second=of_the_room(second, fresh.area_id),
        )
        owed = dues.Owed(owner=second, area=fresh.area_id)
        dues.start(None, DueKind.MEASURE_SECOND, about=use.pk, owed=owed)
        line(fresh, LineKind.MEASURE, f"Considered: {rule.title}. {why}", by=person_id(by))
        audit(fresh, CONSIDER, by=by, detail={"use": str(use.pk), "measure": measure})
        announce("measure.considered", use=str(use.pk))
    return use


def write_check(use: Use, children: str, displacement: str, *, by: Actor) -> Check:
    """What the measure means for children and where the harm may go; both. Raises Missing, NotPossible."""
    said(children=children, displacement=displacement)
    with using(use, CONSIDER, by=by) as fresh:
        if fresh.state != "considered":
            raise NotPossible(Why.SETTLED)
        now = timezone.now()
        check = Check.objects.create(
            unit=fresh.unit,
            use=fresh,
            children=children,
            displacement=displacement,
            by_id=person_id(by),
            at=now,
        )
        fresh.checked_at = now
        fresh.save(update_fields=["checked_at"])
        audit(fresh.unit, CONSIDER, by=by, detail={"use": str(fresh.pk), "checked": True})
    return check


def approve(use: Use, reason: str, *, by: Actor) -> Use:
    """Raises NotPossible (UNCHECKED, SAME_PERSON, NOT_IN_FORCE), Missing, WrongMove."""
    said(reason=reason)
    with using(use, DECIDE, by=by) as fresh:
        move_use(fresh, "approved", DECIDE)
        if fresh.considered_by_id == person_id(by):
            raise NotPossible(Why.SAME_PERSON)
        if fresh.checked_at is None:
            raise NotPossible(Why.UNCHECKED)
        if not fresh.rule.in_force(timezone.localdate()):
            raise NotPossible(Why.NOT_IN_FORCE)
        return _decide(fresh, "Approved", reason, by)


def reject(use: Use, reason: str, *, by: Actor) -> Use:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with using(use, DECIDE, by=by) as fresh:
        move_use(fresh, "rejected", DECIDE)
        return _decide(fresh, "Rejected", reason, by)


def _decide(use: Use, word: str, reason: str, by: Actor) -> Use:
    use.decided_at, use.decided_by_id, use.decided_because = timezone.now(), person_id(by), reason
    use.save(update_fields=["state", "decided_at", "decided_by", "decided_because"])
    dues.stop(None, DueKind.MEASURE_SECOND, about=use.pk)
    waits(use)
    line(use.unit, LineKind.MEASURE, f"{word}: {use.rule.title}. {reason}", by=person_id(by))
    audit(use.unit, DECIDE, by=by, detail={"use": str(use.pk), "state": use.state})
    announce("measure.decided", use=str(use.pk), state=use.state)
    return use
