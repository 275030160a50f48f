"""A licensing referral goes to another licensing officer, and what is due about it goes with it."""

from waylight.accounts.models import Person
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.casework.models import Due
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import HAND
from ..models import LicensingReferral
from .licence_steps import changing_licence, step
from .steps import said


def hand_licence(referral: LicensingReferral, owner: Person, reason: str, *, by: Actor) -> LicensingReferral:
    """A licensing officer does so, or the coordinator where there is none to do it. Raises Missing,
    NotPossible for somebody else than a licensing officer of the area, or where nothing is left to do."""
    said(reason=reason)
    with changing_licence(referral, by, HAND) as fresh:
        if not holders_of(Role.LICENSING, fresh.area_id).filter(pk=owner.pk).exists():
            raise NotPossible(Why.NOT_A_LICENSING_OFFICER)
        if fresh.settled:
            raise NotPossible(Why.NOTHING_LEFT)
        fresh.owner = owner
        fresh.save(update_fields=["owner"])
        Due.objects.filter(about=fresh.pk, stopped_at__isnull=True).update(owner=owner)
        step(fresh, f"Owner: {owner.name}. {reason}", by, action=HAND, owner=owner.pk)
        announce("licence.handed-to", referral=str(fresh.pk), owner=owner.pk)
    return fresh
