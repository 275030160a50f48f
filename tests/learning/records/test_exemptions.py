"""Exempt for a reason, until a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.codes import ExemptBecause
from waylight.learning.models import Exemption

from .a_council import TODAY, Council, days


def exempt(council: Council, badge: str = "D101", **changed: Any) -> Exemption:
    words = {
        "because": ExemptBecause.AWAY,
        "reason": "Broken leg; doctor's letter seen",
        "until": days(300),
        "by": council.licensing,
        **changed,
    }
    return actions.exempt(council.learner(badge), "drivers", **words)


def test_it_moves_a_due_date_inside_it_to_its_last_day(staffed: Council) -> None:
    assert staffed.due("D101").on == days(180)
    exempt(staffed)
    assert staffed.due("D101").on == days(300)
    assert staffed.due("D102").on == days(180)


def test_while_it_runs_nobody_is_called_overdue(staffed: Council, clock: Any) -> None:
    exempt(staffed)
    for n, state in ((0, "exempt"), (300, "exempt"), (301, "overdue")):
        (row,) = queries.person_record(
            staffed.licensing, staffed.learner("D101").pk, today=TODAY + timedelta(days=n)
        ).due
        assert row.state == state


def test_one_that_ends_before_the_due_date_changes_nothing_of_it(staffed: Council) -> None:
    exempt(staffed, until=days(100))
    assert staffed.due("D101").on == days(180)


def test_ended_early_the_due_date_is_what_it_was(staffed: Council, clock: Any) -> None:
    made = exempt(staffed)
    clock.shift(timedelta(days=20))
    ended = actions.end_exemption(made, by=staffed.licensing)
    assert ended.ended_on == days(19)
    assert staffed.due("D101").on == days(180)
    with pytest.raises(actions.NotPossible):
        actions.end_exemption(made, by=staffed.licensing)


def test_ended_on_the_day_it_was_made_it_never_was(staffed: Council, clock: Any) -> None:
    clock.shift(timedelta(days=1))
    before = staffed.due("D101")
    actions.end_exemption(exempt(staffed), by=staffed.licensing)
    assert staffed.due("D101") == before, "no round has seen it: no trace in what was due"
    assert queries.person_record(staffed.licensing, before.learner_id).due[0].state == "never"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"reason": "  "}, "no-reason"),
        ({"until": days(-1)}, "past"),
        ({"since": days(10), "until": days(5)}, "backwards"),
        ({"until": date(9999, 12, 31)}, "too-long"),
        ({"until": date(2028, 11, 19)}, "too-long"),
    ],
)
def test_it_needs_a_reason_and_a_day(staffed: Council, changed: dict[str, Any], why: str) -> None:
    with pytest.raises(actions.NotPossible) as problem:
        exempt(staffed, **changed)
    assert problem.value.why.value == why


def test_two_years_are_not_too_long(staffed: Council) -> None:
    assert exempt(staffed, until=date(2028, 11, 18)).until == date(2028, 11, 18)


def test_one_that_overlaps_another_is_refused_and_the_other_named(staffed: Council, clock: Any) -> None:
    first = exempt(staffed, until=days(30))
    for since, until in ((0, 30), (30, 40), (10, 20)):
        with pytest.raises(actions.NotPossible, match="overlaps") as problem:
            exempt(staffed, since=days(since), until=days(until))
        assert "18/11/2026 – 18/12/2026" in problem.value.sentence
    exempt(staffed, since=days(31), until=days(40))
    exempt(staffed, "D102", until=days(30))
    clock.shift(timedelta(days=5))
    actions.end_exemption(first, by=staffed.licensing)
    assert exempt(staffed, since=days(5), until=days(30))


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    made = exempt(staffed)
    for by in (neighbour.licensing, staffed.trainer, staffed.operator):
        with pytest.raises(Refused):
            exempt(staffed, by=by)
        with pytest.raises(Refused):
            actions.end_exemption(made, by=by)
