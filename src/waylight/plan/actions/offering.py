"""Support that is offered to child, parents or siblings: accepted, declined and offered again, waited for,
started, ended. Nobody who said no once is forgotten, and no wait is silent."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.steps import audit, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.work.actions import announce

from ..codes import OfferedTo
from ..errors import Missing, NotPossible, Why
from ..machine import OFFER, WRITE
from ..models import Offer, OfferStep
from .steps import end_of, has_come, holds_no_longer, is_to_come, move


@dataclass(frozen=True)
class Offered:
    """What is offered to whom, and by which provider."""

    to: str
    whom: str
    what: str
    provider: str
    offered_on: date


def offer(child: Child, offered: Offered, *, by: Actor) -> Offer:
    """Raises Missing, NotPossible for a closed record and for a day to come."""
    said(whom=offered.whom, what=offered.what, provider=offered.provider)
    if offered.to not in OfferedTo.values:
        raise Missing("to")
    has_come(offered.offered_on)
    with changing(child, WRITE, by=by) as fresh:
        still_open(fresh)
        holds_no_longer(fresh, timezone.now())
        made = Offer.objects.create(child=fresh, by_id=person_id(by), at=timezone.now(), **asdict(offered))
        _step(made, "offered", "", by)
        _owed(made)
        audit(fresh, WRITE, by=by, detail={"offer": str(made.pk), "to": made.to})
        announce("offer.made", child=str(fresh.pk), offer=str(made.pk))
    return made


def accept(offer: Offer, words: str, *, by: Actor) -> Offer:
    """Raises WrongMove."""
    return _moved(offer, "accepted", words, by)


def decline(offer: Offer, words: str, reoffer_on: date, *, by: Actor) -> Offer:
    """They do not want it now, and wait no longer. It falls due to be offered again on that day.

    Raises Missing, NotPossible, WrongMove.
    """
    said(words=words)
    is_to_come(reoffer_on)
    return _moved(offer, "declined", words, by, reoffer_on=reoffer_on, waiting_since=None)


def offer_again(offer: Offer, words: str, *, by: Actor) -> Offer:
    """Raises WrongMove."""
    return _moved(offer, "offered", words, by, reoffer_on=None)


def put_in_queue(offer: Offer, provider: str, since: date, *, by: Actor) -> Offer:
    """They wait for it since that day. Raises Missing, NotPossible, WrongMove."""
    said(provider=provider)
    has_come(since)
    return _moved(offer, "waiting", "", by, provider=provider, waiting_since=since)


def start(offer: Offer, worker: str, started_on: date, *, by: Actor) -> Offer:
    """Raises Missing, NotPossible, WrongMove."""
    said(worker=worker)
    has_come(started_on)
    return _moved(offer, "started", worker, by, worker=worker, workers=1, started_on=started_on)


def end(offer: Offer, reason: str, *, by: Actor) -> Offer:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    return _moved(offer, "ended", reason, by, ended_on=timezone.localdate())


def change_worker(offer: Offer, worker: str, reason: str, *, by: Actor) -> Offer:
    """Somebody else works with them from now on. Raises Missing, NotPossible."""
    said(worker=worker, reason=reason)
    with changing(offer.child, WRITE, by=by) as child:
        fresh = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if fresh.state != "started":
            raise NotPossible(Why.SAME_WORKER)
        fresh.worker, fresh.workers = worker, fresh.workers + 1
        fresh.save()
        _step(fresh, "worker", f"{worker}. {reason}", by)
        audit(child, WRITE, by=by, detail={"offer": str(fresh.pk), "workers": fresh.workers})
        announce("offer.worker-changed", offer=str(fresh.pk))
    return fresh


def _moved(offer: Offer, target: str, words: str, by: Actor, **changes: Any) -> Offer:
    with changing(offer.child, WRITE, by=by) as child:
        fresh = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        fresh.child, fresh.state = child, move(OFFER, fresh.state, target, WRITE)
        for name, value in changes.items():
            setattr(fresh, name, value)
        if fresh.started_on and fresh.waiting_since and fresh.started_on < fresh.waiting_since:
            raise NotPossible(Why.BEFORE_WAIT)
        fresh.save()
        _owed(fresh)
        _step(fresh, target, words, by)
        told = f"{fresh.get_to_display()}: {fresh.what} ({fresh.provider}). {OFFER_WORDS[target]} {words}"
        line(child, LineKind.CONTACT, told.strip(), "Offer of support", by=person_id(by))
        audit(child, WRITE, by=by, detail={"offer": str(fresh.pk), "state": target})
        announce(f"offer.{target}", child=str(child.pk), offer=str(fresh.pk))
    return fresh


def _owed(offer: Offer) -> None:
    """What is due about it as it stands now: to be offered again, or to be asked after until it begins."""
    for kind in (DueKind.REOFFER, DueKind.OFFER_NEXT):
        dues.stop(offer.child, kind, about=offer.pk, because=Due.Stopped.DONE)
    if offer.state == "declined" and offer.reoffer_on:
        dues.start(offer.child, DueKind.REOFFER, about=offer.pk, owed=Owed(until=end_of(offer.reoffer_on)))
    elif offer.state in NOT_BEGUN:
        dues.start(offer.child, DueKind.OFFER_NEXT, about=offer.pk)


def ask_after(offer: Offer, words: str, *, by: Actor) -> OfferStep:
    """How it stands with what has not begun yet: what they, or the provider, said. It is due to be asked
    after again. Raises Missing, NotPossible."""
    said(words=words)
    with changing(offer.child, WRITE, by=by) as child:
        fresh = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        fresh.child = child
        if fresh.state not in NOT_BEGUN:
            raise NotPossible(Why.BEGUN_OR_OVER)
        written = _step(fresh, "asked", words, by)
        _owed(fresh)
        audit(child, WRITE, by=by, detail={"offer": str(fresh.pk), "asked": True})
        announce("offer.asked", offer=str(fresh.pk))
    return written


NOT_BEGUN = ("offered", "accepted", "waiting")
"""Somebody waits: for an answer, or for it to start."""
OFFER_WORDS = {
    "offered": "Offered again.",
    "accepted": "Accepted.",
    "declined": "Declined for now.",
    "waiting": "Waiting for it to start.",
    "started": "Started.",
    "ended": "Ended.",
}


def _step(offer: Offer, kind: str, words: str, by: Actor) -> OfferStep:
    return OfferStep.objects.create(
        child_id=offer.child_id,
        offer=offer,
        kind=kind,
        words=words,
        by_id=person_id(by),
        at=timezone.now(),
    )
