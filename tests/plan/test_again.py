"""What is planned anew past 18 is agreed again; what is heard late of a reopening ends nothing newer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.casework.a_team import MINA, Team, fresh

from waylight.casework import actions as records
from waylight.plan import actions
from waylight.plan.tasks import open_again
from waylight.work.models import OutboxEvent

from .test_endings import PLANNED, ended, follow_up_in, planned_past_18, written_anew


def test_what_was_agreed_past_18_is_agreed_again_once_it_is_written_anew(team: Team) -> None:
    held = planned_past_18(team, "planned")
    same = actions.write_transition(held.child, **PLANNED, base=1, by=team.worker)
    assert (same.state, same.agreed_by_id) == ("planned", team.person("manager").pk)
    anew = written_anew(same, team.worker)
    assert (anew.state, anew.agreed_by_id) == ("planning", None)

    def waits() -> set[str]:
        running = fresh(held.child).dues.filter(stopped_at__isnull=True)
        return {due.kind for due in running} & {"eighteen", "handing-on"}

    assert waits() == {"eighteen"}
    records.write_details(fresh(held.child), replace(MINA, school="Saltby Academy"), base=1, by=team.worker)
    assert waits() == {"eighteen"}
    actions.agree_transition(anew, by=team.manager)
    assert waits() == {"handing-on"}


def test_what_is_said_late_of_a_reopening_leaves_the_end_that_came_after_it(
    team: Team, clock: Any, work: Any
) -> None:
    held = follow_up_in(team, "planned", clock)
    clock.shift(timedelta(days=1))
    records.reopen_record(fresh(held.child), "A new worry.", by=team.manager)
    said = OutboxEvent.objects.filter(name="child.reopened").latest("at")
    work()
    clock.shift(timedelta(days=1))
    again = ended(team, held.child)
    open_again(said.payload)
    assert {f.state for f in again.follow_ups.all()} == {"planned"}
    assert [e.reopened_at is None for e in fresh(held.child).exits.order_by("at")] == [False, True]
