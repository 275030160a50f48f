"""What a plan asks before it stands, whose its actions are, and that nothing of it is lost or late unseen."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team, fresh
from tests.triage.a_hub import LONDON

from waylight.accounts.policy import Refused
from waylight.casework import actions as records
from waylight.casework import queries as children
from waylight.casework.models import Child
from waylight.plan import actions, queries
from waylight.plan.actions import PartWords
from waylight.plan.errors import Missing, NotPossible, StaleEdit, Why
from waylight.plan.models import PlanAction, PlanPart
from waylight.plan.rules import escalations

from .a_plan import CHILD, FRIDAY, PLACE, Planning, action_now, now

A_MINUTE = timedelta(minutes=1)
"""What happens within one moment has no order."""


def why(act: Any) -> object:
    with pytest.raises(NotPossible) as refused:
        act()
    return refused.value.why


def kinds(team: Team, who: str = "worker") -> list[str]:
    return [row.due.kind for row in children.due_list(getattr(team, who)).rows]


def running(child: Child) -> set[str]:
    return set(child.dues.filter(stopped_at__isnull=True).values_list("kind", flat=True))


def test_a_plan_stands_only_with_the_childs_wish_a_part_of_theirs_and_an_action(team: Team) -> None:
    plan = actions.begin(team.child(), by=team.worker)
    for lacks, put in (
        (Why.NO_VOICE, lambda: wish(team, plan, not_known="She does not speak with us yet.")),
        (Why.NO_CHILD, lambda: actions.add_part(plan, CHILD, by=team.worker)),
        (Why.NO_ACTION, lambda: actions.add_action(part_of(plan), Planning(team).task(), by=team.worker)),
    ):
        with pytest.raises(NotPossible) as refused:
            actions.agree(now(plan), by=team.manager)
        assert refused.value.why == lacks
        put()
    assert actions.agree(now(plan), by=team.manager).state == "agreed"


def wish(team: Team, plan: Any, **words: str) -> None:
    said = {"child_wants": "", "not_known": "", "parents_want": "", **words}
    actions.write_wishes(plan, **said, base=1, by=team.worker)


def part_of(plan: Any) -> PlanPart:
    return PlanPart.objects.get(plan=plan)


def test_beginning_is_due_to_the_manager_agreeing_to_the_owner_and_one_is_written_at_a_time(
    team: Team, planning: Planning
) -> None:
    plan = planning.plan()
    assert "plan-agree" in kinds(team, "manager")
    assert kinds(team, "nurse") == []
    with pytest.raises(NotPossible):
        actions.begin(fresh(plan.child), by=team.worker)
    actions.agree(plan, by=team.manager)
    assert "plan-agree" not in kinds(team, "manager")
    assert kinds(team, "nurse") == ["action"]
    assert "plan-review" in kinds(team)
    (row,) = children.due_list(team.nurse).rows
    assert row.due.due_at == datetime(2026, 11, 21, tzinfo=LONDON)
    assert row.name == ""


def test_an_owner_reads_what_the_action_says_and_nothing_else(
    team: Team, planning: Planning, audited: Any
) -> None:
    action = planning.action()
    seen = queries.own_action(team.nurse, action.pk)
    assert seen.what == "See the child on Thursdays."
    assert "Mina" not in repr(seen)
    assert "Tarn" not in repr(seen)
    assert [e.verb for e in audited("action.do")] == ["consultation"]
    for who in ("constable", "other", "worker"):
        with pytest.raises(Refused):
            queries.own_action(getattr(team, who), action.pk)
    with pytest.raises(Refused):
        children.opened(team.nurse, fresh(action.child), "record")


def test_done_needs_evidence_ends_what_is_due_and_is_written_in_the_chronology(
    team: Team, planning: Planning
) -> None:
    action = planning.action()
    with pytest.raises(Missing):
        actions.finish(action, "  ", by=team.nurse)
    actions.finish(action, "Two visits, noted in her health record.", by=team.nurse)
    assert action.pk not in {row.due.about for row in children.due_list(team.nurse).rows}
    line = fresh(action.child).lines.filter(kind="record").latest("at")
    assert "Two visits" in line.text
    assert line.by == team.person("nurse")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"owner": None}, Why.ONE_OWNER),
        ({"owner_name": "Jo Fenn"}, Why.ONE_OWNER),
        ({"owner": None, "owner_name": "Jo Fenn"}, Why.HOW_REACHED),
    ],
)
def test_one_named_owner_who_can_be_reached(
    planning: Planning, team: Team, changes: dict[str, Any], why: Why
) -> None:
    part = part_of(planning.plan())
    with pytest.raises(NotPossible) as refused:
        actions.add_action(part, replace(planning.task(), **changes), by=team.worker)
    assert refused.value.why == why


def test_nobody_owns_what_cannot_be_due_to_them(planning: Planning, team: Team) -> None:
    part, task = part_of(planning.plan()), planning.outside()
    trainer = replace(task, owner=team.make("trainer"), owner_name="", owner_contact="")
    with pytest.raises(NotPossible) as refused:
        actions.add_action(part, trainer, by=team.worker)
    assert refused.value.why == Why.OWNER_ELSEWHERE
    with pytest.raises(Missing):
        actions.add_action(part, replace(task, agency="nobody"), by=team.worker)


def test_an_owner_without_an_account_is_chased_by_the_worker(
    planning: Planning, team: Team, clock: Any
) -> None:
    action = planning.action(task=planning.outside())
    assert "chase" in kinds(team)
    clock.shift(A_MINUTE)
    actions.chase(action, "Rang on Friday: next week.", by=team.worker)
    assert [s.kind for s in queries.steps(team.worker, action)] == ["agreed", "chased"]
    own = PlanAction.objects.exclude(pk=action.pk).get()
    with pytest.raises(NotPossible):
        actions.chase(action_now(own), "Why?", by=team.worker)


def test_overdue_is_reckoned_and_goes_to_the_manager_at_the_set_times(
    planning: Planning, team: Team, clock: Any
) -> None:
    action = planning.action()
    PlanAction.objects.exclude(pk=action.pk).update(due_on=date(2027, 6, 1))
    child = fresh(action.child)

    def days() -> list[int]:
        page = queries.plan_page(team.worker, now(action.part.plan))
        return [row.overdue for part in page.parts for row in part.actions if row.action.pk == action.pk]

    assert (actions.watch(), days()) == (0, [0])
    clock.move_to(datetime(2026, 11, 21, 10, tzinfo=LONDON))
    assert (actions.watch(), days()) == (0, [1])
    clock.move_to(datetime(2026, 11, 25, 10, tzinfo=LONDON))
    assert (actions.watch(), actions.watch()) == (1, 0)
    assert "escalated" in kinds(team, "manager")
    actions.answer(action_now(action), "I have asked her lead.", by=team.manager)
    assert "escalated" not in running(child)
    with pytest.raises(NotPossible):
        actions.answer(action_now(action), "Again.", by=team.manager)
    clock.move_to(datetime(2027, 2, 1, 10, tzinfo=LONDON))
    assert (actions.watch(), actions.watch()) == (1, 0)
    assert action_now(action).escalated == len(escalations()) == 3
    told = [(s.kind, s.by) for s in queries.steps(team.worker, action)]
    assert told.count(("escalated", None)) == 2
    actions.finish(action_now(action), "Seen.", by=team.nurse)
    assert "escalated" not in running(child)
    assert days() == [0]


def test_a_worker_takes_it_to_the_manager_once(planning: Planning, team: Team) -> None:
    action = planning.action()
    actions.escalate(action, "She is away for a month.", by=team.worker)
    with pytest.raises(NotPossible) as refused:
        actions.escalate(action, "Again.", by=team.worker)
    assert refused.value.why == Why.ESCALATED_ALREADY


def test_day_and_owner_of_what_was_agreed_move_with_a_reason_that_stays(
    planning: Planning, team: Team
) -> None:
    action = planning.action()
    later = replace(planning.task("constable"), due_on=FRIDAY + timedelta(days=7))
    with pytest.raises(NotPossible) as refused:
        actions.change_action(action, later, "", base=1, by=team.worker)
    assert refused.value.why == Why.WHY_LATER
    actions.change_action(action, later, "The nurse is ill.", base=1, by=team.worker)
    assert action.pk in {row.due.about for row in children.due_list(team.constable).rows}
    assert action.pk not in {row.due.about for row in children.due_list(team.nurse).rows}
    words = [s.words for s in queries.steps(team.worker, action) if s.kind == "changed"]
    assert words == ["Was: See the child on Thursdays. Nurse, 2026-11-20. The nurse is ill."]


def test_two_people_at_one_plan_lose_nothing(planning: Planning, team: Team) -> None:
    action = planning.action("proposed")
    plan, part = now(action.part.plan), part_of(action.part.plan)
    first, second = PartWords("child", "Mina", "School."), PartWords("child", "Mina", "Sleep.", "Some.")
    actions.change_part(part, first, base=1, by=team.worker)
    actions.change_action(action, planning.task(what="See her."), "", base=1, by=team.worker)
    met: list[StaleEdit] = []
    for late in (
        lambda: actions.change_part(part, second, base=1, by=team.manager),
        lambda: actions.change_action(action, planning.task(what="Ring her."), "", base=1, by=team.manager),
        lambda: wish(team, plan, child_wants="Only this."),
    ):
        with pytest.raises(StaleEdit) as stale:
            late()
        met.append(stale.value)
    shown = [children.conflict_of(team.worker, each.conflict.pk).fields for each in met]
    assert ("wanted", "Sleep.", "School.") in shown[0]
    assert ("what", "Ring her.", "See her.") in shown[1]
    assert ("owner", "Nurse", "Nurse") in shown[1]
    assert ("child_wants", "Only this.", "To see my friends again.") in shown[2]
    assert len(children.conflicts(team.worker, fresh(plan.child))) == 3


def test_the_next_plan_begins_with_what_stood_and_what_is_open_goes_on_in_it(
    planning: Planning, team: Team, clock: Any
) -> None:
    action = planning.action()
    first = now(action.part.plan)
    done = PlanAction.objects.exclude(pk=action.pk).get()
    actions.finish(action_now(done), "Seen.", by=team.nurse)
    following = actions.begin(fresh(first.child), by=team.worker)
    later = actions.add_part(first, PLACE, by=team.worker)
    beside = actions.add_action(later, planning.task("constable"), by=team.worker)
    assert following.child_wants == "To see my friends again."
    clock.shift(A_MINUTE)
    actions.agree(following, by=team.manager)
    assert (now(first).state, now(following).state) == ("superseded", "agreed")
    for each in (action, beside):
        assert action_now(each).part.plan == following
    assert action_now(beside).state == "agreed"
    assert action_now(done).part.plan == first
    assert queries.steps(team.worker, action)[-1].kind == "carried"
    assert "action" in kinds(team, "nurse")
    with pytest.raises(NotPossible):
        actions.end_plan(following, "Done.", by=team.manager)


def test_a_review_hears_the_child_and_the_next_falls_due(planning: Planning, team: Team, clock: Any) -> None:
    plan = planning.plan("agreed")
    first = plan.child.dues.get(kind="plan-review", stopped_at__isnull=True)
    clock.shift(timedelta(days=20))
    with pytest.raises(NotPossible):
        planning.review(plan, child_says=" ")
    planning.review(plan)
    second = plan.child.dues.get(kind="plan-review", stopped_at__isnull=True)
    assert second.due_at - first.due_at == timedelta(days=20)
    assert [w.text for w in children.opened(team.worker, fresh(plan.child), "plan").words] == ["Better."]


def test_while_a_plan_stands_the_record_does_not_close(planning: Planning, team: Team) -> None:
    plan = planning.plan("agreed")
    plan.child.dues.filter(kind="first").update(stopped_at=plan.agreed_at, stopped_because="done")
    with pytest.raises(NotPossible):
        records.close_record(fresh(plan.child), "Done.", by=team.manager)
    with pytest.raises(NotPossible) as refused:
        actions.end_plan(plan, "Done.", by=team.manager)
    assert refused.value.why == Why.OPEN_ACTIONS
    for each in PlanAction.objects.filter(child=plan.child):
        actions.finish(action_now(each), "Seen.", by=team.worker)
    actions.end_plan(plan, "All is done.", by=team.manager)
    said = {"child_says": "", "not_known": "She did not want to speak of it."}
    actions.end_support(fresh(plan.child), "reached", "All is done.", **said, by=team.manager)
    records.close_record(fresh(plan.child), "Done.", by=team.manager)
    with pytest.raises(NotPossible):
        actions.begin(fresh(plan.child), by=team.worker)


def test_a_part_that_is_over_is_not_carried_into_the_next_plan(planning: Planning, at: Any) -> None:
    team = planning.team
    plan = planning.plan("agreed")
    by, arcade = team.worker, actions.add_part(plan, PLACE, by=team.worker)
    task = actions.add_action(arcade, planning.task(), by=by)
    assert why(lambda: actions.end_part(arcade, "It has closed.", by=by)) == Why.OPEN_ACTIONS
    actions.drop(task, "It has closed.", by=by)
    page = at("worker").get(reverse("plan-part", args=[arcade.pk])).content.decode()
    assert "It is over, or was a mistake" in page
    actions.end_part(arcade, "It has closed.", by=by)
    assert "It has closed." in at("worker").get(reverse("plan", args=[plan.pk])).content.decode()
    assert why(lambda: actions.add_action(arcade, planning.task(), by=by)) == Why.PART_OVER
    assert why(lambda: actions.end_part(arcade, "Twice.", by=by)) == Why.PART_OVER
    following = actions.begin(fresh(plan.child), by=by)
    assert [part.kind for part in following.parts.all()] == ["child"]


def test_no_plan_that_stands_is_left_without_its_part_about_the_child(planning: Planning) -> None:
    plan = planning.plan("agreed")
    part, by = plan.parts.get(), planning.team.worker
    actions.drop(part.actions.get(), "x", by=planning.team.manager)
    assert why(lambda: actions.end_part(part, "x", by=by)) == Why.NO_CHILD
    with pytest.raises(Missing):
        actions.end_part(part, " ", by=by)


def test_what_is_open_goes_on_in_a_part_that_stands(planning: Planning) -> None:
    team, plan = planning.team, planning.plan("agreed")
    following = actions.begin(fresh(plan.child), by=team.worker)
    carried = following.parts.get()
    actions.end_part(carried, "Written anew below.", by=team.worker)
    actions.add_part(following, CHILD, by=team.worker)
    actions.agree(now(following), by=team.manager)
    (action,) = PlanAction.objects.filter(part__plan=following, state="agreed")
    assert action.part.over_at is None
