"""Who has it: taken, handed over with a note, given back when somebody leaves."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import can, require
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import Actor, system
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..models import Contact, Handover
from .paging import acknowledge
from .steps import audit, changing, locked, person_id

LEAVING = system("leaving")


def hold(contact: Contact, *, by: Actor, note: str = "") -> Contact:
    """Take it: whoever held it before is seen in its history. Who takes it answers its page too."""
    with changing(contact, "concern.hold", by=by) as fresh:
        waiting = fresh.pages.exclude(state="acknowledged").first()
        if waiting is not None:
            acknowledge(waiting, by=by)
        return _hand(fresh, by.user_id, note, by)


def hand_over(contact: Contact, *, to: Person | None, note: str, by: Actor) -> Contact:
    """Hand it to another person of the desk, or (None) back to the queue. The note is for whoever is next.

    Raises NotPossible when that person does not work on this desk.
    """
    with changing(contact, "concern.hold", by=by) as fresh:
        if to is not None and not can(actor_for(to), "concern.hold", fresh):
            raise NotPossible(Why.CANNOT_HOLD)
        return _hand(fresh, to.pk if to is not None else None, note, by)


def _hand(contact: Contact, holder: int | None, words: str, by: Actor) -> Contact:
    contact.holder_id = holder
    contact.save(update_fields=["holder", "changed_at"])
    Handover.objects.create(
        contact=contact, holder_id=holder, note=words, by_id=person_id(by), at=timezone.now()
    )
    audit(contact, "concern.hold", by=by, detail={"holder": holder})
    announce("contact.held", contact=str(contact.pk), holder=holder)
    return contact


def give_back(person_id: int) -> int:
    """Put back to the queue what a person holds and no longer may: they left, or a role of theirs ended.

    Returns how many.
    """
    require(LEAVING, "contact.give-back")
    theirs = actor_for(Person.objects.get(pk=person_id))
    back = [
        each for each in Contact.objects.filter(holder_id=person_id) if not can(theirs, "concern.hold", each)
    ]
    for contact in back:
        with transaction.atomic():
            fresh = locked(contact)
            fresh.holder = None
            fresh.save(update_fields=["holder", "changed_at"])
            Handover.objects.create(contact=fresh, holder=None, by_id=person_id, at=timezone.now())
            audit(fresh, "contact.give-back", by=LEAVING, detail={"holder": person_id})
            announce("contact.held", contact=str(fresh.pk), holder=None)
    return len(back)
