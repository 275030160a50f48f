"""Who answers for which agency or service, said by an administrator of the area."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role, system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions.steps import person_id
from waylight.casework.codes import ANSWERED, Whose
from waylight.casework.models import Due
from waylight.guidance.models import Area

from ..answering import waiting_at
from ..errors import NotPossible, Why
from ..models import Seat, agency_of
from ..rules import desks

SEAT, AS_SYSTEM = "agency.seat", "system.receive"


def owe_anew(desk: str, area: str) -> None:
    """Who answers for a desk has changed: what was asked of it is due to them, or where nobody is left to the
    record's worker, who finds another way. In the caller's transaction."""
    agency = agency_of(desk, area)
    running = Due.objects.filter(kind__in=ANSWERED, area=area, about__in=waiting_at(desk, area))
    running.filter(stopped_at__isnull=True).update(
        agency=agency, whose=Whose.AGENCY if agency else Whose.WORKER
    )


def give_seat(person: Person, area: Area, desk: str, *, by: Actor) -> Seat:
    """Somebody answers for this agency in this area from now on. Raises NotPossible."""
    seat = Seat(person=person, area=area, desk=desk, since=timezone.now())
    require(by, SEAT, seat)
    if desk not in desks():
        raise NotPossible(Why.NOT_ASKED_HERE)
    if not holders_of(Role.AGENCY, area.slug).filter(pk=person.pk).exists():
        raise NotPossible(Why.NOT_FOR_AGENCIES)
    with transaction.atomic():
        held = Seat.objects.filter(person=person, area=area, desk=desk, ended_at__isnull=True)
        if held.exists():
            raise NotPossible(Why.SEATED)
        seat.given_by_id = person_id(by)
        seat.save(force_insert=True)
        detail: dict = {"person": f"user:{person.pk}", "desk": desk}
        record(Verb.PERMISSION, SEAT, by=by, thing=("seat", seat.pk), detail=detail)
        owe_anew(desk, area.pk)
    return seat


def end_seat(seat: Seat, *, by: Actor) -> Seat:
    """They no longer answer for it. Raises NotPossible."""
    require(by, SEAT, seat)
    with transaction.atomic():
        fresh = Seat.objects.select_for_update().get(pk=seat.pk)
        if fresh.ended_at is not None:
            raise NotPossible(Why.ENDED)
        fresh.ended_at = timezone.now()
        fresh.save(update_fields=["ended_at"])
        record(Verb.PERMISSION, SEAT, by=by, thing=("seat", seat.pk), detail={"ended": True})
        owe_anew(fresh.desk, fresh.area_id)
    return fresh


def end_seats(person_pk: int) -> int:
    """Seats end with the role that they stand on: a role given anew brings none of them back.

    Returns how many; run twice it ends none.
    """
    by, ended = system("referral"), 0
    require(by, AS_SYSTEM)
    with transaction.atomic():
        for seat in Seat.objects.select_for_update().filter(person=person_pk, ended_at__isnull=True):
            if holders_of(Role.AGENCY, seat.area_id).filter(pk=person_pk).exists():
                continue
            seat.ended_at = timezone.now()
            seat.save(update_fields=["ended_at"])
            record(Verb.PERMISSION, AS_SYSTEM, by=by, thing=("seat", seat.pk), detail={"ended": True})
            owe_anew(seat.desk, seat.area_id)
            ended += 1
    return ended
