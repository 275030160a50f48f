"""A concern for another area: offered to its hub, which accepts or declines. Until then it stays here."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area
from waylight.reporting.actions import tell
from waylight.reporting.models import Status
from waylight.work.actions import announce

from ..codes import PassedTo, Rating
from ..errors import NotPossible, Why
from ..machine import CONTACT, TRANSFER, WrongMove
from ..models import Clock, Contact, Transfer
from . import timing
from .paging import page_rota
from .steps import audit, changing, locked, move, person_id, said


def offer_transfer(contact: Contact, *, to_area: Area, reason: str, by: Actor) -> Transfer:
    """Offer a concern to another area's hub, saying why. Raises Missing, NotPossible, WrongMove."""
    said(reason=reason)
    with changing(contact, "transfer.offer", by=by) as fresh:
        if to_area.pk == fresh.area_id:
            raise NotPossible(Why.SAME_AREA)
        if fresh.transfers.filter(state=TRANSFER.start).exists():
            raise NotPossible(Why.OFFERED_ALREADY)
        if not CONTACT.next(fresh.state, "transfer.answer"):
            raise WrongMove(CONTACT, fresh.state, "transfer.offer")
        transfer = Transfer.objects.create(
            contact=fresh,
            from_area=fresh.area,
            to_area=to_area,
            reason=reason,
            by_id=person_id(by),
            at=timezone.now(),
        )
        detail: dict = {"transfer": str(transfer.pk), "to": to_area.pk}
        audit(fresh, "transfer.offer", by=by, verb=Verb.DISCLOSURE, detail=detail)
        announce("transfer.offered", transfer=str(transfer.pk), to=to_area.pk)
    return transfer


def answer_transfer(transfer: Transfer, *, accept: bool, answer: str, by: Actor) -> Transfer:
    """Accept, and the concern and its streams are this hub's from now; or decline, saying why.

    Raises Missing, and WrongMove when it was answered or the concern has moved on meanwhile.
    """
    require(by, "transfer.answer", transfer)
    if not accept:
        said(answer=answer)
    with transaction.atomic():
        contact = locked(transfer.contact)
        transfer = Transfer.objects.select_for_update().select_related("to_area").get(pk=transfer.pk)
        state = "accepted" if accept else "declined"
        if not TRANSFER.allows(transfer.state, state, "transfer.answer"):
            raise WrongMove(TRANSFER, transfer.state, "transfer.answer")
        transfer.contact, transfer.state, transfer.answer = contact, state, answer
        transfer.answered_by_id, transfer.answered_at = by.user_id, timezone.now()
        transfer.save()
        if accept:
            _receive(contact, transfer, transfer.answered_at)
        detail: dict = {"transfer": str(transfer.pk), "accepted": accept}
        audit(contact, "transfer.answer", by=by, detail=detail)
        announce("transfer.answered", transfer=str(transfer.pk), accepted=accept)
    return transfer


def _receive(contact: Contact, transfer: Transfer, now: datetime) -> None:
    """Its people begin anew, by their own rules; the rating stands until they rate it themselves. Callers
    gathered under it come with it."""
    move(contact, CONTACT.start, "transfer.answer")
    timing.end_pause(contact, now)
    timing.stop(contact, Clock.Stopped.TRANSFERRED, now)
    contact.area, contact.holder, contact.gathered_under = transfer.to_area, None, None
    contact.arrived_at, contact.earlier_seen_at = now, None
    contact.out_of_hours = not guidance.open_now(contact.area, now)
    contact.version += 1
    timing.start(contact, Clock.Kind.SEEN, now)
    timing.start_again(contact, now)
    timing.settle_due(contact)
    contact.save()
    for each in (contact, *Contact.objects.filter(gathered_under=contact).select_related("concern")):
        Contact.objects.filter(pk=each.pk).update(area=contact.area, holder=None, arrived_at=now)
        tell(each.concern, Status.PASSED, passed_to=PassedTo.OTHER_AREA, at=now)
    if contact.emergency or contact.rating == Rating.RED:
        page_rota(contact, anew=True)
