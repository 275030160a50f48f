"""Announce, deliver, put back, retry: every write to the queue. The clock is in `timetable.py`."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .models import Delivery, OutboxEvent
from .registry import HANDLERS, OUTSIDE, Handler
from .timetable import beat, run_timed

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
"""How long a worker may hold a delivery. Past it the worker is taken for dead and another one begins; should
the first still be alive, its writes are undone when it finds that the delivery is no longer its own."""
KEPT = timedelta(days=30)
State = Delivery.State


class LeaseLost(RuntimeError):
    """Another worker has taken the delivery over; nothing of this run is kept."""


class NotDead(ValueError):
    """Only a dead letter can be sent again."""


def announce(name: str, **payload: str | int | bool | None) -> OutboxEvent:
    """Write an event in the caller's transaction: if that is undone, nothing was announced."""
    return OutboxEvent.objects.create(name=name, payload=payload, at=timezone.now())


def fan_out(now: datetime | None = None) -> int:
    """Make a delivery for each handler of each new event; returns how many deliveries."""
    now, made = now or timezone.now(), 0
    new = OutboxEvent.objects.filter(fanned_out=False).order_by("id")
    if not new.exists():
        return 0
    with transaction.atomic():
        for event in _locked(new)[:500]:
            for handler in HANDLERS.get(event.name, {}):
                Delivery.objects.get_or_create(event=event, handler=handler, defaults={"next_at": now})
                made += 1
            event.fanned_out = True
            event.save(update_fields=["fanned_out"])
    return made


def deliver_one(now: datetime | None = None) -> bool:
    """Claim the next waiting delivery and run it; False when none waits.

    What fails is tried again, later each time, and after MOST_ATTEMPTS lies among the dead letters for a
    person, so that it never stands in the way of another.
    """
    delivery = _claim(now or timezone.now())
    if delivery is None:
        return False
    try:
        _run(delivery, HANDLERS.get(delivery.event.name, {}).get(delivery.handler))
    except LeaseLost:
        log.warning("delivery %s was taken over by another worker; undone here", delivery.pk)
    except Exception as problem:
        log.warning("delivery %s of %s failed: %s", delivery.pk, delivery.event.name, type(problem).__name__)
        _failed(delivery, problem)
    return True


def _run(delivery: Delivery, handler: Handler | None) -> None:
    if handler is None:
        raise LookupError("no such handler")
    if delivery.handler in OUTSIDE:
        handler(delivery.event.payload)
        _move(delivery, State.DONE)
        return
    with transaction.atomic():
        handler(delivery.event.payload)
        _move(delivery, State.DONE)


def _claim(now: datetime) -> Delivery | None:
    waiting = Delivery.objects.filter(state=State.WAITING, next_at__lte=now).order_by("id")
    if not waiting.exists():
        return None
    with transaction.atomic():
        delivery = _locked(waiting.select_related("event"), of=("self",)).first()
        if delivery is not None:
            delivery.state, delivery.leased_at = State.RUNNING, now
            delivery.attempts += 1
            delivery.save(update_fields=["state", "leased_at", "attempts"])
    return delivery


def _move(delivery: Delivery, state: State, *, problem: str = "", next_at: datetime | None = None) -> None:
    """Out of RUNNING, and only if this very attempt still holds it. Raises LeaseLost."""
    now = timezone.now()
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.RUNNING, attempts=delivery.attempts)
    finished = None if state == State.WAITING else now
    if not mine.update(state=state, problem=problem, next_at=next_at or now, finished_at=finished):
        raise LeaseLost


def _failed(delivery: Delivery, problem: Exception) -> None:
    """Keep only the kind of problem: an exception's words may carry somebody's words."""
    kind = type(problem).__name__[:120]
    try:
        if delivery.attempts >= MOST_ATTEMPTS:
            _bury(delivery, kind)
        else:
            later = timezone.now() + timedelta(seconds=2**delivery.attempts)
            _move(delivery, State.WAITING, problem=kind, next_at=later)
    except LeaseLost:
        log.warning("delivery %s was taken over by another worker", delivery.pk)


def _bury(delivery: Delivery, kind: str) -> None:
    with transaction.atomic():
        _move(delivery, State.DEAD, problem=kind)
        announce("work.dead-letter", delivery=delivery.pk)


def put_back(now: datetime | None = None) -> int:
    """Return to the queue what a dead worker was holding; returns how many.

    What has killed its worker MOST_ATTEMPTS times is buried like any other failure.
    """
    now = now or timezone.now()
    held = Delivery.objects.filter(state=State.RUNNING, leased_at__lt=now - LEASE)
    for delivery in held.filter(attempts__gte=MOST_ATTEMPTS):
        _failed(delivery, LeaseLost())
    return held.filter(attempts__lt=MOST_ATTEMPTS).update(state=State.WAITING, next_at=now)


def retry(delivery: Delivery, *, by: Actor) -> Delivery:
    """A person sends a dead letter again. Raises NotDead when it is not one any more."""
    require(by, "work.retry", delivery)
    with transaction.atomic():
        dead = Delivery.objects.filter(pk=delivery.pk, state=State.DEAD)
        if not dead.update(state=State.WAITING, attempts=0, next_at=timezone.now(), finished_at=None):
            raise NotDead
        record(Verb.ALTERATION, "work.retry", by=by, thing=("delivery", delivery.pk))
    delivery.refresh_from_db()
    return delivery


def forget_done(now: datetime | None = None) -> int:
    """Remove deliveries done long ago, and events of which nothing is left to do; returns how many events."""
    before = (now or timezone.now()) - KEPT
    with transaction.atomic():
        Delivery.objects.filter(state=State.DONE, finished_at__lt=before).delete()
        old = OutboxEvent.objects.filter(fanned_out=True, at__lt=before, deliveries__isnull=True)
        return old.delete()[0]


def work_once(stopped: Callable[[], bool] = lambda: False) -> int:
    """One round of the worker: timed tasks, new events, then all that waits, until `stopped()`. Returns
    deliveries run."""
    beat()
    put_back()
    run_timed()
    fan_out()
    done = 0
    while not stopped() and deliver_one():
        done += 1
        beat()
        fan_out()
    return done


def _locked(queryset: QuerySet[Any], **how: Any) -> QuerySet[Any]:
    """Skip what another worker holds, where the database can; SQLite has one writer at a time anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return queryset.select_for_update(skip_locked=True, **how)
    return queryset
