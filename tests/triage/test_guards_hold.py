"""Whatever is tried on a concern, in whatever order: it is not closed in silence, and no clock is lost."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from waylight.triage.actions import timing
from waylight.triage.models import Clock, Contact

from .a_hub import Hub
from .drawn import Tried, and_undone, attempt, tries

SAFE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
CLOSING = tries(
    "open", "fork", "decide", "decide", "second", "tell", "why none", "close", "close", "reopen", "gather",
    "ungather", "offer", "answer",
)  # fmt: skip
TICKING = tries(
    "open", "rate", "rate", "pause", "pause", "resume", "fork", "decide", "second", "reopen", "gather",
    "ungather", "offer", "answer", "mark", "later", "later", "calendar", "calendar", "watch",
)  # fmt: skip
START = st.sampled_from(["received", "screened", "rated", "decided"])


@pytest.fixture
def desk(hub: Hub, other_area: Any) -> Hub:
    """With somebody of the area beside, and a concern that has made the keys all need."""
    hub.staff["neighbour"] = hub.actor("screener", "manager", area_slug="brackenford")
    hub.decided(words="The first of all.")
    hub.staff["manager"], hub.staff["other_manager"] = hub.manager, hub.other_manager
    return hub


def two(hub: Hub, states: tuple[str, str]) -> list[Contact]:
    return [
        getattr(hub, state)(words=f"Of {name}.") for state, name in zip(states, ("one", "two"), strict=True)
    ]


def may_close(contact: Contact) -> bool:
    """As the table has it: decided, every reporter told or a reason kept, and each stream decided."""
    group = [contact, *Contact.objects.filter(gathered_under=contact)]
    told = all(
        each.feedback_at or (each.no_feedback_at and each.no_feedback_reason.strip()) for each in group
    )
    return contact.state == "decided" and told and not contact.streams.exclude(state="decided").exists()


@settings(max_examples=20, deadline=None, suppress_health_check=SAFE)
@given(states=st.tuples(START, START), steps=CLOSING)
def test_no_concern_is_closed_without_feedback_or_a_reason(
    clock: Any, desk: Hub, other_area: Any, states: tuple[str, str], steps: list[Tried]
) -> None:
    with and_undone(clock):
        contacts = two(desk, states)
        for it in steps:
            before = Contact.objects.get(pk=contacts[it.which].pk)
            could, was = may_close(before), before.state
            done = attempt(desk, other_area, contacts, it, clock)
            now = Contact.objects.get(pk=before.pk)
            if it.act == "close":
                assert not done or could
            if now.state == "closed" and was != "closed":
                assert (it.act, could) == ("close", True)
            if done and it.act in ("why none", "reopen"):
                assert it.reason.strip()


def running_kinds(contact: Contact) -> set[str]:
    """Which clocks its state asks for; the lead's stand for one that is gathered."""
    if contact.gathered_under_id or contact.state in ("decided", "closed"):
        return set()
    first = {Clock.Kind.SEEN} if contact.state == "received" else set()
    return {Clock.Kind.DECISION, *first, *({Clock.Kind.RATING} if contact.rating else ())}


def nothing_is_lost(contact: Contact, before: dict[Any, Clock]) -> None:
    now = {clock.pk: clock for clock in contact.clocks.all()}
    assert set(before) <= set(now), "a clock is never deleted"
    for key, was in before.items():
        same = now[key]
        assert (same.kind, same.rating, same.limit, same.started_at) == (
            was.kind, was.rating, was.limit, was.started_at,
        )  # fmt: skip
        if was.stopped_at is not None:
            assert (same.stopped_at, same.due_at) == (was.stopped_at, was.due_at), "history stays"
        assert (same.stopped_at is None) == (same.stopped_because == "")
        if same.due_at < was.due_at:
            assert same.stopped_at is not None, "what runs never gets less time than it had"
    running = [clock for clock in now.values() if clock.stopped_at is None]
    assert {clock.kind for clock in running} == running_kinds(contact), (contact.state, running)
    assert all(clock.rating == contact.rating for clock in running if clock.kind == Clock.Kind.RATING)


def due_is_said(contact: Contact) -> None:
    """The inbox orders by the nearest of what runs; only a pause hides working time, and never a red."""
    running = list(contact.clocks.filter(stopped_at__isnull=True))
    paused = contact.pauses.filter(until__isnull=True).exists()
    counting = [clock.due_at for clock in running if clock.calendar == timing.WALL or not paused]
    assert contact.due_at == min(counting, default=None)
    assert not (paused and contact.rating == "red" and running)
    for clock in running:
        again = timing.reckoned(contact, Clock.Kind(clock.kind), clock.started_at)
        assert (again.due_at, again.limit) == (clock.due_at, clock.limit), clock.kind


def acts(*names: str) -> list[Tried]:
    """A manager does these to the first of the two."""
    return [Tried(name, 0, "manager", 0, "Because.") for name in names]


@settings(max_examples=30, deadline=None, suppress_health_check=SAFE)
@given(states=st.tuples(START, START), steps=TICKING)
@example(states=("rated", "rated"), steps=acts("gather", "rate", "rate", "ungather"))
@example(states=("rated", "rated"), steps=acts("fork", "gather", "decide", "ungather", "reopen"))
@example(states=("decided", "rated"), steps=acts("gather", "reopen", "ungather", "pause", "calendar"))
@example(states=("decided", "rated"), steps=acts("gather", "fork", "offer", "pause", "resume", "ungather"))
def test_no_clock_is_lost_by_a_pause_another_rating_a_transfer_or_a_calendar(
    clock: Any, desk: Hub, other_area: Any, states: tuple[str, str], steps: list[Tried]
) -> None:
    with and_undone(clock):
        contacts = two(desk, states)
        for it in steps:
            before = {each.pk: {c.pk: c for c in each.clocks.all()} for each in contacts}
            attempt(desk, other_area, contacts, it, clock)
            for each in Contact.objects.filter(pk__in=before).select_related("area"):
                nothing_is_lost(each, before[each.pk])
                due_is_said(each)
