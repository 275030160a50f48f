"""Who is paged for an area, and in which order."""

from django.db import transaction

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..errors import Missing
from ..models import RotaEntry


def add_to_rota(
    area_slug: str, *, person: Person, email: str = "", sms_address: str = "", position: int = 1, by: Actor
) -> RotaEntry:
    """Put somebody on the rota of an area, at one work address at least. Raises Missing("email")."""
    entry = RotaEntry(
        area_id=area_slug, person=person, email=email, sms_address=sms_address, position=position
    )
    require(by, "rota.edit", entry)
    if not (email or sms_address):
        raise Missing("email")
    with transaction.atomic():
        entry.save()
        _audit(entry, "add", by)
    return entry


def end_rota_entry(entry: RotaEntry, *, by: Actor) -> RotaEntry:
    """Take somebody off the rota. Whom it paged before stays in the history."""
    require(by, "rota.edit", entry)
    with transaction.atomic():
        entry.active = False
        entry.save(update_fields=["active"])
        _audit(entry, "end", by)
    return entry


def _audit(entry: RotaEntry, what: str, by: Actor) -> None:
    detail: dict = {
        "what": what,
        "person": entry.person_id,
        "area": entry.area_id,
        "position": entry.position,
    }
    record(Verb.PERMISSION, "rota.edit", by=by, thing=("rota", entry.pk), detail=detail)
