"""Whom a rule would touch, before it is made, and what it does when it is."""

from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.engine.clocks import months_after
from waylight.learning import actions, queries
from waylight.learning.actions import RuleDraft
from waylight.learning.codes import Role
from waylight.learning.models import Certificate, CourseRule, DueDate, Operator
from waylight.learning.refresher import Demand, DemandKind

from .a_council import TODAY, Council, days

YEARLY = RuleDraft("drivers", TODAY, (Role.DRIVER, Role.OPERATOR), months=12, first_days=180)


def preview(council: Council, draft: RuleDraft = YEARLY) -> actions.RulePreview:
    return actions.preview_rule(council.area, draft, by=council.licensing)


def make(council: Council, draft: RuleDraft = YEARLY, *, to_all: bool = True, **how: Any) -> CourseRule:
    return actions.make_rule(council.area, draft, to_all=to_all, by=council.licensing, **how)


@pytest.fixture
def trained(staffed: Council) -> Council:
    """Mira trained two years ago, Tom yesterday, Ida never."""
    staffed.trained("D101", on=days(-730))
    staffed.trained("D102", on=days(-1))
    return staffed


def test_a_preview_counts_both_ways_and_lists_whom(trained: Council) -> None:
    found = preview(trained)
    assert (found.to_new.count, found.to_new.asked) == (0, 3)
    assert (found.to_all.count, found.to_all.sooner, found.to_all.overdue) == (2, 2, 1)
    mira, tom = trained.learner("D101").pk, trained.learner("D102").pk
    assert [each.learner for each in found.to_all.people] == [mira, tom]
    moved = found.to_all.people[0]
    assert (moved.was, moved.becomes) == (months_after(days(-730), 36), months_after(days(-730), 12))


def test_a_preview_changes_nothing(trained: Council) -> None:
    before = list(DueDate.objects.values_list("pk", "on"))
    preview(trained)
    assert list(DueDate.objects.values_list("pk", "on")) == before
    assert CourseRule.objects.count() == 1


@pytest.mark.parametrize("to_all", [False, True])
def test_what_the_preview_said_is_what_happens(trained: Council, to_all: bool) -> None:
    found = preview(trained)
    promised = {each.learner: each.becomes for each in (found.to_all if to_all else found.to_new).people}
    before = {row.learner_id: row.on for row in DueDate.objects.filter(ended_on=None)}
    make(trained, to_all=to_all)
    now = {row.learner_id: row.on for row in DueDate.objects.filter(ended_on=None)}
    assert {pk: on for pk, on in now.items() if on != before[pk]} == promised


def test_for_new_training_only_it_holds_from_then_on(trained: Council) -> None:
    make(trained, to_all=False)
    assert trained.due("D101").on == months_after(days(-730), 36)
    trained.trained("D101", on=TODAY)
    assert trained.due("D101").on == months_after(TODAY, 12)


def test_for_all_the_certificates_follow_and_the_old_ones_stay(trained: Council) -> None:
    make(trained)
    assert Certificate.objects.count() == 4
    old = Certificate.objects.get(learner=trained.learner("D102"), replaces__isnull=True)
    assert old.expires_on == months_after(days(-1), 36)
    assert old.replaced_by.expires_on == months_after(days(-1), 12)


def test_one_that_begins_later_changes_nothing_before_its_day(trained: Council, clock: Any) -> None:
    make(trained, RuleDraft("drivers", days(10), (Role.DRIVER,), months=12))
    assert trained.due("D102").on == months_after(days(-1), 36)
    assert DueDate.objects.filter(ended_on=None).count() == 3
    clock.shift(timedelta(days=9))
    actions.area_round("merrowdale", on=days(9))
    assert trained.due("D102").on == months_after(days(-1), 36)
    clock.shift(timedelta(days=1))
    actions.area_round("merrowdale", on=days(10))
    assert trained.due("D102").on == months_after(days(-1), 12)
    asked = DueDate.objects.filter(ended_on=None)
    assert asked.count() == 2, "an operator is asked no more"


def test_one_whose_day_came_while_no_worker_ran_is_known_from_that_day(trained: Council, clock: Any) -> None:
    make(trained, RuleDraft("drivers", days(5), (Role.DRIVER, Role.OPERATOR), months=12))
    clock.shift(timedelta(days=8))
    trained.trained("P007")
    assert trained.due("D102").known_on == days(5)
    assert trained.due("P007").known_on == days(9)


def test_on_the_public_plane_a_rule_that_begins_is_left_to_the_round(
    trained: Council, clock: Any, settings: Any
) -> None:
    """Its database user may write no rule; a learner completes all the same, under the new rule."""
    rule = make(trained, RuleDraft("drivers", days(5), (Role.DRIVER,), months=12))
    clock.shift(timedelta(days=5))
    settings.HAS_STAFF = False
    trained.trained("D102", on=days(5))
    rule.refresh_from_db()
    assert rule.noted is False
    assert trained.due("D102").on == months_after(days(5), 12)
    assert trained.due("D101").on == months_after(days(-730), 36)
    settings.HAS_STAFF = True
    actions.area_round("merrowdale", on=days(5))
    assert trained.due("D101").on == months_after(days(-730), 12)


def test_a_firms_own_rule_is_for_its_people_alone(trained: Council) -> None:
    firm = Operator.objects.get(pk=trained.learner("D102").operator_id)
    make(trained, RuleDraft("drivers", TODAY, months=6, operator=firm))
    assert trained.due("D102").reason == "operator"
    assert trained.due("D102").on == months_after(days(-1), 6)
    assert trained.due("P007").reason == "first"


def test_a_renewal_date_counts_where_the_rule_says_so(trained: Council) -> None:
    make(trained, RuleDraft("drivers", TODAY, (Role.DRIVER,), months=36, lead_days=30))
    assert (str(trained.due("D101").on), trained.due("D101").reason) == ("2027-03-01", "renewal")
    trained.bring_in("D101,Mira Stane,driver,Thornleigh Cars,31/03/2030,mira@saltby.example")
    assert trained.due("D101").reason == "months"


def test_a_change_of_the_law_is_previewed_and_asks_those_trained_before_it(trained: Council) -> None:
    law = Demand(DemandKind.LAW, TODAY, days(60))
    found = actions.preview_demand(trained.area, "drivers", law, by=trained.licensing)
    assert (found.sooner, found.count) == (3, 3)
    actions.make_demand(trained.area, "drivers", law, why="Section renumbered", by=trained.licensing)
    assert {trained.due(badge).on for badge in ("D101", "D102", "P007")} == {days(60)}
    trained.trained("D102")
    assert trained.due("D102").reason == "months"


def test_a_demand_made_by_mistake_is_withdrawn_and_asks_nothing_any_more(trained: Council) -> None:
    before = {badge: trained.due(badge).on for badge in ("D101", "D102", "P007")}
    law = Demand(DemandKind.LAW, TODAY, days(60))
    made = actions.make_demand(trained.area, "drivers", law, why="Mistaken", by=trained.licensing)
    actions.withdraw_demand(made, by=trained.licensing)
    assert {badge: trained.due(badge).on for badge in before} == before
    (kept,) = queries.rules(trained.licensing, trained.area).demands
    assert kept.withdrawn_by == trained.licensing.ref
    with pytest.raises(actions.NotPossible):
        actions.withdraw_demand(made, by=trained.licensing)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (RuleDraft("drivers", TODAY, ()), "no-roles"),
        (RuleDraft("drivers", TODAY), "nothing-asked"),
        (RuleDraft("venues", TODAY, months=6, operator=Operator()), "no-rule"),
        (RuleDraft("drivers", TODAY, operator=Operator()), "nothing-asked"),
    ],
)
def test_a_rule_asks_something_of_somebody(staffed: Council, draft: RuleDraft, why: str) -> None:
    for refused in (lambda: preview(staffed, draft), lambda: make(staffed, draft)):
        with pytest.raises(actions.NotPossible) as problem:
            refused()
        assert problem.value.why.value == why


def test_a_demand_has_a_reason_a_rule_and_time(staffed: Council) -> None:
    def demanded(since: int, by: int, *, why: str = "x", course: str = "drivers") -> Any:
        demand = Demand(DemandKind.LAW, days(since), days(by))
        return actions.make_demand(staffed.area, course, demand, why=why, by=staffed.licensing)

    for wrong in (
        lambda: demanded(0, 10, why=" "),
        lambda: demanded(10, 0),
        lambda: demanded(0, 10, course="venues"),
    ):
        with pytest.raises(actions.NotPossible):
            wrong()


@pytest.mark.parametrize(("since", "by", "why"), [(10, 0, "backwards"), (-30, -1, "past")])
def test_a_preview_refuses_what_the_demand_would_refuse(
    staffed: Council, since: int, by: int, why: str
) -> None:
    demand = Demand(DemandKind.LAW, days(since), days(by))
    for refused in (
        lambda: actions.preview_demand(staffed.area, "drivers", demand, by=staffed.licensing),
        lambda: actions.make_demand(staffed.area, "drivers", demand, why="x", by=staffed.licensing),
    ):
        with pytest.raises(actions.NotPossible, match=why):
            refused()


def test_rules_are_kept_and_listed_the_newest_first(trained: Council) -> None:
    make(trained, to_all=False)
    found = queries.rules(trained.licensing, trained.area)
    assert [each.months for each in found.rules] == [12, 36]
    assert queries.rules(trained.licensing, trained.area).demands == []


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    law = Demand(DemandKind.LAW, TODAY, days(60))
    made = actions.make_demand(staffed.area, "drivers", law, why="x", by=staffed.licensing)
    for by in (neighbour.licensing, staffed.trainer, staffed.operator, staffed.manager):
        for refused in (
            lambda by=by: actions.preview_rule(staffed.area, YEARLY, by=by),
            lambda by=by: actions.make_rule(staffed.area, YEARLY, to_all=True, by=by),
            lambda by=by: actions.preview_demand(staffed.area, "drivers", law, by=by),
            lambda by=by: actions.make_demand(staffed.area, "drivers", law, why="x", by=by),
            lambda by=by: actions.withdraw_demand(made, by=by),
        ):
            with pytest.raises(Refused):
                refused()
