"""What is announced is done: in the end, whole, and not in the way of anything else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.audit.models import Event
from waylight.work import actions
from waylight.work.actions import (
    LEASE,
    MOST_ATTEMPTS,
    LeaseLost,
    NotDead,
    announce,
    fan_out,
    forget_done,
    put_back,
    retry,
    work_once,
)
from waylight.work.models import Delivery, OutboxEvent
from waylight.work.registry import handles

pytestmark = pytest.mark.django_db
State = Delivery.State


def test_what_is_undone_was_never_announced(handler: Any) -> None:
    seen = handler("thing.done")
    with pytest.raises(RuntimeError), transaction.atomic():
        announce("thing.done", thing=1)
        raise RuntimeError
    assert work_once() == 0
    assert seen == []


def test_each_handler_has_its_own_delivery(handler: Any) -> None:
    first, second = handler("thing.done"), []

    @handles("thing.done")
    def other(payload: Any) -> None:
        second.append(payload)

    announce("thing.done", thing=1)
    assert work_once() == 2
    assert first == second == [{"thing": 1}]
    assert work_once() == 0


def test_an_event_that_nobody_handles_is_no_trouble() -> None:
    announce("thing.nobody-wants")
    assert work_once() == 0
    assert not OutboxEvent.objects.filter(fanned_out=False).exists()


def test_what_a_handler_wrote_is_undone_with_its_failure() -> None:
    @handles("thing.done")
    def half(payload: Any) -> None:
        Person.objects.create(email="half@merrowdale.example", name="Half", joined_at=timezone.now())
        raise ConnectionError

    announce("thing.done")
    work_once()
    assert not Person.objects.exists()
    assert Delivery.objects.get().state == State.WAITING


def test_a_failure_is_tried_again_later_each_time(handler: Any) -> None:
    seen = handler("thing.done", fails=3)
    announce("thing.done", thing=1)
    begin, waits = timezone.now(), []
    with time_machine.travel(begin, tick=False) as clock:
        work_once()
        while not seen:
            delivery = Delivery.objects.get()
            waits.append((delivery.next_at - timezone.now()).total_seconds())
            assert work_once() == 0, "not before its time"
            clock.move_to(delivery.next_at)
            work_once()
    assert waits == [2, 4, 8]
    assert Delivery.objects.get().state == State.DONE


def test_after_its_last_try_it_waits_for_a_person_with_no_words_kept(handler: Any) -> None:
    handler("thing.done", fails=99)
    letters = handler("work.dead-letter")
    announce("thing.done", thing=1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MOST_ATTEMPTS + 2):
            work_once()
            clock.shift(timedelta(hours=1))
    dead = Delivery.objects.get(event__name="thing.done")
    assert (dead.state, dead.attempts, dead.problem) == (State.DEAD, MOST_ATTEMPTS, "ConnectionError")
    assert letters == [{"delivery": dead.pk}]
    assert "somebody" not in str(list(Delivery.objects.values()))


def test_what_always_fails_blocks_nothing_else(handler: Any) -> None:
    handler("poison", fails=99)
    seen = handler("thing.done")
    announce("poison")
    for n in range(5):
        announce("thing.done", n=n)
    work_once()
    assert [payload["n"] for payload in seen] == [0, 1, 2, 3, 4]


def test_a_person_sends_a_dead_letter_again_once_and_it_is_noted(handler: Any, actor: Any) -> None:
    seen = handler("thing.done")
    announce("thing.done", thing=1)
    fan_out()
    Delivery.objects.update(state=State.DEAD, attempts=MOST_ATTEMPTS)
    dead, by = Delivery.objects.get(), actor("administrator")
    retry(dead, by=by)
    with pytest.raises(NotDead):
        retry(dead, by=by)
    work_once()
    assert seen == [{"thing": 1}]
    assert [e.object_id for e in Event.objects.filter(action="work.retry")] == [str(dead.pk)]


def claimed_by_a_dead_worker(handler: Any, **more: Any) -> list[Any]:
    seen: list[Any] = handler("thing.done", **more)
    announce("thing.done", thing=1)
    fan_out()
    assert actions._claim(timezone.now()) is not None
    return seen


def test_what_a_dead_worker_held_goes_back_after_its_lease(handler: Any) -> None:
    seen = claimed_by_a_dead_worker(handler)
    assert work_once() == 0, "it may still be alive"
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert work_once() == 1
    assert seen == [{"thing": 1}]
    assert Delivery.objects.get().attempts == 2


def test_what_kills_every_worker_is_buried(handler: Any) -> None:
    claimed_by_a_dead_worker(handler)
    Delivery.objects.update(attempts=MOST_ATTEMPTS)
    put_back(timezone.now() + LEASE + timedelta(seconds=1))
    assert Delivery.objects.get().state == State.DEAD


def test_a_slow_worker_that_was_given_up_has_no_effect() -> None:
    """It was taken for dead while it was only slow; another has the delivery when it comes to its end."""

    @handles("thing.done")
    def slow(payload: Any) -> None:
        Person.objects.create(email="slow@merrowdale.example", name="Slow", joined_at=timezone.now())

    announce("thing.done")
    fan_out()
    mine = actions._claim(timezone.now())
    assert mine is not None
    later = timezone.now() + LEASE + timedelta(seconds=1)
    assert put_back(later) == 1
    others = actions._claim(later)
    assert others is not None
    with pytest.raises(LeaseLost):
        actions._run(mine, slow)
    assert not Person.objects.exists()
    actions._failed(mine, ConnectionError())
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.problem) == (State.RUNNING, 2, "")
    actions._run(others, slow)
    assert Person.objects.count() == 1


def test_a_handler_that_waits_outside_holds_no_transaction(handler: Any) -> None:
    depths = []

    def note(payload: Any) -> None:
        from django.db import connection

        depths.append(len(connection.savepoint_ids))

    handles("inside")(note)
    announce("inside")
    work_once()
    note.__qualname__ = "note_outside"
    handles("outside", atomic=False)(note)
    announce("outside")
    work_once()
    assert depths[1] == depths[0] - 1


def test_done_work_is_forgotten_after_a_month_and_what_waits_never(handler: Any) -> None:
    handler("thing.done")
    handler("poison", fails=99)
    announce("thing.done")
    announce("poison")
    work_once()
    assert forget_done() == 0
    assert forget_done(timezone.now() + timedelta(days=31)) == 1
    assert list(OutboxEvent.objects.values_list("name", flat=True)) == ["poison"]


def test_a_worker_told_to_stop_stops_between_two_deliveries(handler: Any) -> None:
    seen = handler("thing.done")
    for n in range(5):
        announce("thing.done", n=n)
    assert work_once(stopped=lambda: len(seen) == 2) == 2
    assert len(seen) == 2
    assert Delivery.objects.filter(state=State.WAITING).count() == 3
