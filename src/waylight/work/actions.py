"""Announce, deliver, put back, retry: every write to the queue."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .models import Beat, Delivery, OutboxEvent
from .registry import HANDLERS, TIMED, Timed

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
WORKER = "worker"


def announce(name: str, **payload: str | int | bool | None) -> OutboxEvent:
    """Write an event in the caller's transaction: if that is undone, nothing was announced."""
    return OutboxEvent.objects.create(name=name, payload=payload, at=timezone.now())


def fan_out(now: datetime | None = None) -> int:
    """Make a delivery for each handler of each new event; returns how many deliveries."""
    now, made = now or timezone.now(), 0
    with transaction.atomic():
        for event in _locked(OutboxEvent.objects.filter(fanned_out=False).order_by("id"))[:500]:
            for handler in HANDLERS.get(event.name, {}):
                Delivery.objects.get_or_create(event=event, handler=handler, defaults={"next_at": now})
                made += 1
            event.fanned_out = True
            event.save(update_fields=["fanned_out"])
    return made


def deliver_one(now: datetime | None = None) -> bool:
    """Claim the next waiting delivery and run it; False when none waits.

    The handler's writes and the mark "done" are one transaction. What fails is tried again, later each time,
    and after MOST_ATTEMPTS lies among the dead letters for a person.
    """
    delivery = _claim(now or timezone.now())
    if delivery is None:
        return False
    handler = HANDLERS.get(delivery.event.name, {}).get(delivery.handler)
    try:
        if handler is None:
            raise LookupError("no such handler")
        with transaction.atomic():
            handler(delivery.event.payload)
            _finish(delivery, Delivery.State.DONE)
    except Exception as problem:
        log.warning("delivery %s of %s failed: %s", delivery.pk, delivery.event.name, type(problem).__name__)
        _failed(delivery, problem)
    return True


def _claim(now: datetime) -> Delivery | None:
    with transaction.atomic():
        waiting = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=now)
        delivery = _locked(waiting.select_related("event").order_by("id"), of=("self",)).first()
        if delivery is not None:
            delivery.state, delivery.leased_at = Delivery.State.RUNNING, now
            delivery.attempts += 1
            delivery.save(update_fields=["state", "leased_at", "attempts"])
    return delivery


def _finish(delivery: Delivery, state: Delivery.State, problem: str = "") -> None:
    delivery.state, delivery.problem, delivery.finished_at = state, problem, timezone.now()
    delivery.save(update_fields=["state", "problem", "finished_at"])


def _failed(delivery: Delivery, problem: Exception) -> None:
    """Keep only the kind of problem: an exception's words may carry somebody's words."""
    kind = type(problem).__name__[:120]
    if delivery.attempts >= MOST_ATTEMPTS:
        _finish(delivery, Delivery.State.DEAD, kind)
        announce("work.dead-letter", delivery=delivery.pk)
        return
    delivery.state, delivery.problem = Delivery.State.WAITING, kind
    delivery.next_at = timezone.now() + timedelta(seconds=2**delivery.attempts)
    delivery.save(update_fields=["state", "problem", "next_at"])


def put_back(now: datetime | None = None) -> int:
    """Return to the queue what a dead worker was holding; returns how many."""
    now = now or timezone.now()
    held = Delivery.objects.filter(state=Delivery.State.RUNNING, leased_at__lt=now - LEASE)
    return held.update(state=Delivery.State.WAITING, next_at=now)


def retry(delivery: Delivery, *, by: Actor) -> Delivery:
    """A person sends a dead letter again."""
    require(by, "work.retry", delivery)
    with transaction.atomic():
        delivery.state, delivery.attempts, delivery.next_at = Delivery.State.WAITING, 0, timezone.now()
        delivery.save(update_fields=["state", "attempts", "next_at"])
        record(Verb.ALTERATION, "work.retry", by=by, thing=("delivery", delivery.pk))
    return delivery


def run_timed(now: datetime | None = None) -> int:
    """Run each timed task that is due; a failing one is kept with its kind of problem and tried next time."""
    now, ran = now or timezone.now(), 0
    due = {beat.name: beat for beat in Beat.objects.all()}
    for task in TIMED.values():
        beat = due.get(task.name)
        if beat is None or beat.next_at <= now:
            _run_one(task, now)
            ran += 1
    return ran


def _run_one(task: Timed, now: datetime) -> None:
    problem = ""
    try:
        task.run()
    except Exception as error:
        problem = type(error).__name__[:120]
        log.warning("timed task %s failed: %s", task.name, problem)
    Beat.objects.update_or_create(
        name=task.name, defaults={"at": now, "next_at": now + task.every, "problem": problem}
    )


def beat(now: datetime | None = None) -> None:
    """The worker says it is alive."""
    now = now or timezone.now()
    Beat.objects.update_or_create(name=WORKER, defaults={"at": now, "next_at": now + timedelta(minutes=1)})


def work_once() -> int:
    """One round of the worker: timed tasks, new events, then all that waits. Returns deliveries run."""
    beat()
    put_back()
    run_timed()
    fan_out()
    done = 0
    while deliver_one():
        done += 1
        fan_out()
    return done


def _locked(queryset: QuerySet[Any], **how: Any) -> QuerySet[Any]:
    """Skip what another worker holds, where the database can; SQLite has one writer at a time anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return queryset.select_for_update(skip_locked=True, **how)
    return queryset
