"""Whatever is tried on a record, in whatever order: it closes with a reason only, and no due is lost."""

from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from tests.triage.drawn import Tried, and_undone

from waylight.casework.actions.dues import reckoned
from waylight.casework.codes import AFTER_CLOSING, DueKind, LineKind
from waylight.casework.models import Child, Due

from .a_team import Team, fresh
from .drawn import REVIEWED, attempt, tries

SAFE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
CLOSING = tries(
    "begin", "say", "say", "second", "glass", "looked", "line", "pause", "close", "close", "close", "reopen",
    "offer", "answer", "take back", "allocate",
)  # fmt: skip
TICKING = tries(
    "pause", "pause", "pause", "resume", "line", "line", "begin", "sign", "say", "second", "back", "glass",
    "looked", "allocate", "close", "reopen", "offer", "answer", "later", "later", "calendar", "calendar",
    "watch",
)  # fmt: skip
OUTLASTS = {DueKind.REVIEW, DueKind.EIGHTEEN, *AFTER_CLOSING}


@pytest.fixture
def child(team: Team, other_area: Any) -> Child:
    """With a manager of the area beside."""
    team.people["neighbour"] = team.make("team-manager", area_slug="brackenford", name="Neighbour")
    team.person("deputy")
    return team.child()


def may_close(child: Child) -> bool:
    owed = child.dues.filter(stopped_at__isnull=True, area=child.area_id).exclude(kind__in=OUTLASTS)
    return child.state == "open" and not child.harm_now and not owed.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=SAFE)
@given(steps=CLOSING)
def test_no_record_is_closed_without_its_reason(
    clock: Any, team: Team, child: Child, steps: list[Tried]
) -> None:
    with and_undone(clock):
        for it in steps:
            could, was = may_close(fresh(child)), fresh(child).state
            done = attempt(team, child, it, clock)
            now = fresh(child)
            if (it.act == "close" and done) or (now.state == "closed" and was != "closed"):
                assert (it.act, could, it.reason) == ("close", True, "Because.")
                assert child.lines.filter(kind=LineKind.HANDLING).latest("at").text.endswith("Because.")
            assert now.state == "closed" or child.dues.filter(kind__in=REVIEWED, stopped_at=None).exists()


def nothing_is_lost(child: Child, before: dict[UUID, Due]) -> None:
    now = {due.pk: due for due in child.dues.all()}
    assert set(before) <= set(now), "a due is never deleted"
    for key, was in before.items():
        same = now[key]
        assert (same.started_at, same.limit, same.about) == (was.started_at, was.limit, was.about)
        if was.stopped_at is not None:
            assert (same.stopped_at, same.due_at) == (was.stopped_at, was.due_at), "history stays"
    for due in now.values():
        assert (due.stopped_at is None) == (due.stopped_because == "")
        assert due.pauses.filter(until__isnull=True).count() == int(due.paused)
        assert not (due.paused and due.stopped_at is not None)
        assert all(each.reason.strip() for each in due.pauses.all())
        moves = list(due.moves.all())
        assert all(a.became == b.was for a, b in pairwise(moves)), "each time that it had is kept"
        if moves:
            assert moves[-1].became == due.due_at
        if key_was := before.get(due.pk):
            kept = {key_was.due_at, *(each.was for each in moves)}
            assert due.due_at == key_was.due_at or key_was.due_at in kept - {due.due_at}
            assert due.due_at == key_was.due_at or moves, "moved, and what it was is not kept"


def what_runs_is_right(child: Child) -> None:
    running = child.dues.filter(stopped_at__isnull=True)
    kinds = set(running.values_list("kind", flat=True))
    assert bool(kinds & set(REVIEWED)) == (child.state == "open")
    for due in running.exclude(limit="").filter(paused=False):
        if due.area_id == child.area_id:
            assert due.remind_at is not None


@settings(max_examples=30, deadline=None, suppress_health_check=SAFE)
@given(steps=TICKING)
def test_no_due_is_lost_by_a_pause_a_review_a_transfer_or_a_calendar(
    clock: Any, team: Team, child: Child, steps: list[Tried]
) -> None:
    with and_undone(clock):
        for it in steps:
            before = {due.pk: due for due in child.dues.all()}
            done = attempt(team, child, it, clock)
            nothing_is_lost(child, before)
            what_runs_is_right(fresh(child))
            if done and it.act == "calendar":
                for due in child.dues.filter(stopped_at__isnull=True, paused=False).exclude(limit=""):
                    assert due.due_at == reckoned(due), due.kind
