"""Two clocks: working time that rests and can be paused, and a red that runs through the night."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from waylight.triage import actions
from waylight.triage.errors import Missing, NotPossible, Why
from waylight.triage.machine import WrongMove
from waylight.triage.models import Clock, Contact, Pause

from .a_hub import LONDON, MORNING, Hub

FRIDAY = datetime(2026, 11, 20, 16, 15, tzinfo=LONDON)  # half an hour before the doors close


def running(contact: Contact, kind: str = Clock.Kind.RATING) -> Clock:
    return contact.clocks.get(kind=kind, stopped_at__isnull=True)


def test_a_red_runs_through_the_weekend_and_an_amber_rests(hub: Hub, clock: Any) -> None:
    clock.move_to(FRIDAY)
    red, amber = hub.rated("red", words="One."), hub.rated("amber", words="Two.")
    assert running(red).due_at == FRIDAY + timedelta(hours=2)
    monday = datetime(2026, 11, 23, 8, 45, tzinfo=LONDON)
    assert running(amber).due_at == monday + timedelta(hours=5, minutes=30)
    assert (running(red).calendar, running(amber).calendar) == ("wall", "working_hours")


def test_a_bank_holiday_is_no_working_time(hub: Hub, clock: Any) -> None:
    clock.move_to(datetime(2026, 12, 24, 16, 15, tzinfo=LONDON))  # Christmas Eve, an hour before closing
    due = running(hub.rated("amber", words="x")).due_at.astimezone(LONDON)
    assert due == datetime(2026, 12, 29, 13, 45, tzinfo=LONDON)


def test_the_first_rating_counts_from_when_the_hub_received_it(hub: Hub, clock: Any) -> None:
    contact = hub.screened(words="x")
    clock.shift(timedelta(minutes=50))
    hub.rate(contact, "red")
    assert running(contact).started_at == MORNING
    assert running(contact).due_at == MORNING + timedelta(hours=2)


def test_rating_again_starts_another_clock_and_keeps_the_history(
    hub: Hub, clock: Any, announced: Any
) -> None:
    contact = hub.rated("green", words="x")
    clock.shift(timedelta(hours=1))
    hub.rate(contact, "red")
    first, second = contact.clocks.filter(kind=Clock.Kind.RATING)
    assert (first.rating, first.stopped_because, first.stopped_at) == (
        "green",
        "rated-again",
        MORNING + timedelta(hours=1),
    )
    assert (second.rating, second.started_at) == ("red", MORNING + timedelta(hours=1))
    assert [change.rating for change in contact.ratings.all()] == ["green", "red"]
    assert (contact.rating, contact.first_rating) == ("red", "green")
    assert announced("contact.rated")[-1] == {"contact": str(contact.pk), "rating": "red"}


def test_the_decisions_clock_goes_on_beside_the_ratings(hub: Hub) -> None:
    contact = hub.rated("amber", words="x")
    decision = running(contact, Clock.Kind.DECISION)
    assert decision.due_at == datetime(2026, 11, 19, 17, 15, tzinfo=LONDON)
    assert contact.due_at == running(contact).due_at  # the nearer of the two


@pytest.mark.parametrize(("rating", "reason"), [("amber", " "), ("purple", "Why."), ("", "Why.")])
def test_a_rating_needs_its_code_and_its_reason(hub: Hub, rating: str, reason: str) -> None:
    contact = hub.screened(words="x")
    with pytest.raises(Missing):
        actions.rate(contact, rating, reason, base=contact.version, by=hub.screener)
    assert not contact.ratings.exists()


def test_what_nobody_has_opened_cannot_be_rated(hub: Hub) -> None:
    contact = hub.received(words="x")
    with pytest.raises(WrongMove):
        actions.rate(contact, "red", "Why.", base=contact.version, by=hub.screener)


def test_a_pause_gives_working_time_back(hub: Hub, clock: Any) -> None:
    contact = hub.rated("amber", words="x")
    before = running(contact).due_at
    actions.pause(contact, "The school rings back at noon.", by=hub.screener)
    assert Contact.objects.get().due_at is None
    clock.shift(timedelta(hours=2))
    contact = actions.resume(contact, by=hub.screener)
    assert before == datetime(2026, 11, 18, 16, 0, tzinfo=LONDON)
    assert running(contact).due_at == datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)  # 45 minutes next morning
    assert contact.due_at == running(contact).due_at


def test_a_night_in_a_pause_costs_no_working_time(hub: Hub, clock: Any) -> None:
    contact = hub.rated("amber", words="x")
    clock.move_to(datetime(2026, 11, 18, 16, 0, tzinfo=LONDON) - timedelta(minutes=30))
    actions.pause(contact, "Waiting.", by=hub.screener)
    clock.move_to(datetime(2026, 11, 19, 9, 0, tzinfo=LONDON))
    actions.resume(contact, by=hub.screener)
    assert running(contact).due_at == datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)


def test_a_red_cannot_be_paused_and_ends_a_pause(hub: Hub, clock: Any) -> None:
    red = hub.rated("red", words="One.")
    with pytest.raises(NotPossible) as refused:
        actions.pause(red, "Waiting.", by=hub.screener)
    assert refused.value.why == Why.RED_RUNS
    amber = hub.rated("amber", words="Two.")
    actions.pause(amber, "Waiting.", by=hub.screener)
    clock.shift(timedelta(minutes=20))
    hub.rate(amber, "red")
    assert Pause.objects.get(contact=amber).until == MORNING + timedelta(minutes=20)
    assert amber.due_at == running(amber).due_at == MORNING + timedelta(hours=2, minutes=20)


def test_pauses_follow_one_another(hub: Hub) -> None:
    contact = hub.rated("amber", words="x")
    with pytest.raises(NotPossible, match="not-paused"):
        actions.resume(contact, by=hub.screener)
    with pytest.raises(Missing):
        actions.pause(contact, "", by=hub.screener)
    actions.pause(contact, "Waiting.", by=hub.screener)
    with pytest.raises(NotPossible, match="paused-already"):
        actions.pause(contact, "Waiting.", by=hub.screener)
    decided = hub.decided(words="y")
    with pytest.raises(NotPossible, match="nothing-to-pause"):
        actions.pause(decided, "Waiting.", by=hub.screener)


def test_a_deadline_that_passes_is_said_once(hub: Hub, clock: Any, announced: Any, audited: Any) -> None:
    contact = hub.received(words="x")
    assert actions.watch_clocks() == 0
    clock.shift(timedelta(hours=2, seconds=1))
    assert actions.watch_clocks() == 1
    assert actions.watch_clocks() == 0
    assert [each["kind"] for each in announced("clock.overdue")] == ["seen"]
    assert len(audited("clock.watch")) == 1
    assert contact.clocks.get(kind=Clock.Kind.SEEN).escalated_at == MORNING + timedelta(hours=2, seconds=1)


def test_a_paused_clock_is_not_late_and_a_wall_clock_is(hub: Hub, clock: Any) -> None:
    contact = hub.rated("amber", words="x")
    actions.pause(contact, "Waiting.", by=hub.screener)
    clock.shift(timedelta(days=5))
    assert actions.watch_clocks() == 0
    hub.rate(contact, "red")
    clock.shift(timedelta(hours=2, seconds=1))
    assert actions.watch_clocks() >= 1
    assert running(contact).escalated_at is not None


def test_changed_hours_are_reckoned_again_and_both_can_be_seen(hub: Hub, area: Any, announced: Any) -> None:
    contact = hub.rated("amber", words="x")
    red = hub.rated("red", words="y")
    before = running(contact)
    shorter = {**area.pack["opening"], "week": {**area.pack["opening"]["week"], "wednesday": ["08:45-12:00"]}}
    area.pack, area.pack_version = {**area.pack, "opening": shorter}, "another"
    area.save()
    moved = actions.recompute_clocks()
    after = running(contact)
    assert moved >= 1
    assert (before.due_at, after.due_at) == (
        datetime(2026, 11, 18, 16, 0, tzinfo=LONDON),
        datetime(2026, 11, 19, 12, 45, tzinfo=LONDON),
    )
    before.refresh_from_db()
    assert (before.stopped_because, before.rule_version != "another") == ("rules-changed", True)
    assert after.started_at == before.started_at
    assert running(red).due_at == MORNING + timedelta(hours=2)
    assert running(red).rule_version == "another"
    assert running(red).pk == red.clocks.get(kind=Clock.Kind.RATING).pk  # it came out the same: the same row
    assert Contact.objects.get(pk=contact.pk).due_at == after.due_at
    assert actions.recompute_clocks() == 0
    assert len(announced("clock.reckoned-again")) == moved
