"""A record stays open while a child is missing, a case is before a court, or an answer is still to come."""

from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team, fresh

from waylight.casework import actions as records
from waylight.casework.errors import NotPossible
from waylight.casework.errors import Why as Closed
from waylight.casework.models import Child
from waylight.pathways import actions, queries
from waylight.pathways.errors import Why

from .a_path import locate, report
from .test_court import case
from .test_trafficking import GROWN, answered, referred


def closed(team: Team, child: Child) -> Child:
    child.dues.filter(stopped_at__isnull=True).update(stopped_at=child.opened_at, stopped_because="done")
    return records.close_record(fresh(child), "Done.", by=team.manager)


def missing(team: Team) -> tuple[Child, Any]:
    it = report(team, team.child())
    return it.child, lambda: locate(team, it)


def before_a_court(team: Team) -> tuple[Child, Any]:
    it = case(team)
    return it.child, lambda: actions.close_proceedings(it, outcome="Over.", by=team.manager)


def half_answered(team: Team) -> tuple[Child, Any]:
    it = answered(team, referred(team, GROWN), "rg-positive")
    return it.child, lambda: answered(team, it, "cg-positive")


@pytest.mark.parametrize(
    ("begun", "why"),
    [
        (missing, Why.STILL_MISSING),
        (before_a_court, Why.COURT_OPEN),
        (half_answered, Why.ANSWER_OPEN),
    ],
)
def test_a_record_does_not_close_over_what_nobody_would_see_any_more(
    team: Team, begun: Any, why: Why
) -> None:
    child, settle = begun(team)
    with pytest.raises(NotPossible) as refused:
        closed(team, child)
    assert refused.value.why == why
    settle()
    assert closed(team, child).state == "closed"


def test_a_child_of_a_closed_record_who_is_missing_is_on_the_page_of_tonight(team: Team) -> None:
    child = closed(team, team.child())
    report(team, child)
    assert [row.episode.child_id for row in queries.missing_now(team.manager)] == [child.pk]


def test_what_keeps_a_record_open_is_not_begun_in_a_closed_one(team: Team, at: Any) -> None:
    child = closed(team, team.child())
    about = actions.About("victim", "MD-77")
    for begin in (
        lambda: actions.consider(fresh(child), signs="x", by=team.worker),
        lambda: actions.open_proceedings(fresh(child), about, by=team.worker),
    ):
        with pytest.raises(NotPossible) as no:
            begin()
        assert no.value.why == Closed.RECORD_CLOSED
    for page, act in (("child-trafficking", "trafficking"), ("child-court", "court")):
        assert f'id="{act}' not in at("worker").get(reverse(page, args=[child.pk])).content.decode()
