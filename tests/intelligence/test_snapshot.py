"""A process that starts reads one sealed row, and knows what a process that read every account knows."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from waylight.intelligence import actions, memory, tasks
from waylight.intelligence.models import LogEntry, Mention, Observation, Snapshot

CAR = "A man in a silver Astra, KV00 ABC, waits outside the school at four."
SAME_CAR = "The silver Astra KV00 ABC was by the park again, same man."
TOLD = (CAR, SAME_CAR, "Deano rings from 07700 900456.", "Call 07700 900456 and ask for Deano.")


def state(held: memory.Memory) -> tuple:
    linkage = held.linkage
    clusters = {kind: each.clusters.digest() for kind, each in linkage.kinds.items()}
    return linkage.accounts, linkage.observations, clusters, held.known, held.folded, held.seq, held.last


def rebuilt() -> tuple:
    memory.forget()
    with memory.reading() as held:
        return state(held)


@pytest.fixture
def snapshot(told: Callable[..., Any], hub: Any) -> Snapshot:
    for words in TOLD:
        told(words)
    one, other = Observation.objects.filter(kind="phone").order_by("pk")
    actions.decide(one, other, same=False, reason="A shared phone.", by=hub.intelligence)
    memory.forget()
    tasks.keep_snapshot()
    return Snapshot.objects.get()


def test_it_holds_what_the_rows_hold(
    snapshot: Snapshot, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    memory.forget()
    with django_assert_max_num_queries(4), memory.reading() as held:
        from_snapshot = state(held)
    Snapshot.objects.all().delete()
    assert rebuilt() == from_snapshot


def test_what_came_and_changed_since_is_taken_in(
    snapshot: Snapshot, told: Callable[..., Any], hub: Any
) -> None:
    told("KV00 ABC once more, at the arcade.")
    mention = Mention.objects.filter(kind="vehicle").earliest("account__received_at", "start")
    actions.refuse(mention, by=hub.intelligence)
    from_snapshot = rebuilt()
    Snapshot.objects.all().delete()
    from_rows = rebuilt()
    assert set(from_snapshot[0]) == set(from_rows[0])
    assert from_snapshot[1:] == from_rows[1:]


def test_one_of_another_history_is_passed_over(snapshot: Snapshot) -> None:
    Snapshot.objects.all().delete()
    with memory.reading() as held:
        told = memory.snapshot.Held.of(held.linkage, held.seq, uuid.uuid4())
    memory.snapshot.keep(told)
    assert rebuilt()[5] == held.seq


def test_one_that_cannot_be_read_is_passed_over(snapshot: Snapshot) -> None:
    before = rebuilt()
    snapshot.held = "of another release"
    snapshot.save()
    assert rebuilt() == before


def test_it_is_sealed_and_taken_again_only_when_much_is_new(snapshot: Snapshot) -> None:
    (row,) = Snapshot.objects.values_list("held", flat=True)
    assert b"Deano" not in bytes(row)
    assert memory.keep_snapshot() is False
    Snapshot.objects.update(seq=1)
    assert memory.keep_snapshot() is True
    assert Snapshot.objects.get().seq == LogEntry.objects.count()
