"""The rules of a due date, one by one, and together: the earliest wins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waylight.engine.clocks import months_after
from waylight.learning.refresher import (
    Case,
    Demand,
    DemandKind,
    Done,
    Due,
    Exempt,
    Reason,
    Rule,
    Rulebook,
    due,
    in_force,
    version_order,
)

TODAY = date(2026, 11, 18)
START = date(2024, 1, 1)
THREE_YEARS = Rule(START, months=36, first_days=180)
RENEWAL = Rule(START, months=36, lead_days=30, window_days=90)


def due_on(case: Case, *rules: Rule, today: date = TODAY, own: tuple[Rule, ...] = (), **book: object) -> Due:
    found = due(case, Rulebook(rules, own, **book), today)  # type: ignore[arg-type]  # as a test names them
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 30), 36, date(2029, 6, 30)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_without_a_rule_nothing_is_due() -> None:
    assert due(Case(START), Rulebook(()), TODAY) is None
    assert due(Case(START), Rulebook((Rule(date(2027, 1, 1), months=12),)), TODAY) is None


def test_the_first_training_is_due_so_many_days_after_joining() -> None:
    assert due_on(Case(date(2026, 11, 1)), THREE_YEARS) == Due(
        date(2027, 4, 30), Reason.FIRST, date(2027, 4, 30) - timedelta(days=90)
    )


def test_whoever_was_there_before_the_first_rule_has_as_long_as_from_that_rule() -> None:
    assert due_on(Case(date(2015, 5, 5)), THREE_YEARS).on == START + timedelta(days=180)


def test_a_refresher_is_due_so_many_months_after_the_last_training() -> None:
    case = Case(START, done=Done(date(2025, 3, 31)))
    assert due_on(case, THREE_YEARS) == Due(date(2028, 3, 31), Reason.MONTHS, date(2028, 1, 1))


def test_licence_renewal_comes_first_where_it_is_earlier() -> None:
    case = Case(START, renewal=date(2027, 6, 1), done=Done(date(2025, 3, 31)))
    assert due_on(case, RENEWAL).on == date(2027, 5, 2)
    assert due_on(case, RENEWAL).reason == Reason.RENEWAL


def test_training_inside_the_window_before_a_renewal_counts_for_it() -> None:
    latest = date(2027, 5, 2)
    opens = latest - timedelta(days=90)
    counts = Case(START, renewal=date(2027, 6, 1), done=Done(opens))
    too_early = replace(counts, done=Done(opens - timedelta(days=1)))
    assert due_on(counts, RENEWAL, today=opens).reason == Reason.MONTHS
    assert due_on(too_early, RENEWAL, today=opens).on == latest


def test_a_renewal_that_was_missed_stays_due_until_the_training_is_done() -> None:
    case = Case(START, renewal=date(2026, 6, 1), done=Done(date(2025, 3, 31)))
    assert due_on(case, RENEWAL).on == date(2026, 5, 2)
    late = replace(case, done=Done(date(2026, 8, 1)))
    assert due_on(late, RENEWAL).on == date(2029, 8, 1)


def test_a_change_of_the_law_asks_everybody_trained_before_it() -> None:
    law = Demand(DemandKind.LAW, date(2026, 9, 1), date(2026, 12, 31))
    before, after = (
        Case(START, done=Done(date(2026, 8, 31), "2026-05-1")),
        Case(START, done=Done(date(2026, 9, 1), "2026-05-1")),
    )
    assert due_on(before, THREE_YEARS, demands=(law,)) == Due(
        date(2026, 12, 31), Reason.LAW, date(2026, 10, 2)
    )
    assert due_on(after, THREE_YEARS, demands=(law,)).reason == Reason.MONTHS


def test_a_demand_is_not_known_before_its_day() -> None:
    law = Demand(DemandKind.LAW, date(2026, 12, 1), date(2026, 12, 31))
    case = Case(START, done=Done(date(2026, 8, 31)))
    assert due_on(case, THREE_YEARS, demands=(law,)).reason == Reason.MONTHS
    assert due_on(case, THREE_YEARS, demands=(law,), today=date(2026, 12, 1)).reason == Reason.LAW


def test_a_must_do_version_asks_whoever_did_an_older_one_on_whatever_day() -> None:
    version = Demand(DemandKind.VERSION, date(2026, 9, 1), date(2026, 12, 31), "2026-09-1")
    old_words_late = Case(START, done=Done(date(2026, 10, 5), "2026-05-1-0f3a9c1e"))
    new_words = Case(START, done=Done(date(2026, 10, 5), "2026-09-1-77aa00ff"))
    elsewhere = Case(START, done=Done(date(2026, 10, 5)))
    assert due_on(old_words_late, THREE_YEARS, demands=(version,)).reason == Reason.VERSION
    assert due_on(new_words, THREE_YEARS, demands=(version,)).reason == Reason.MONTHS
    assert due_on(elsewhere, THREE_YEARS, demands=(version,)).reason == Reason.MONTHS


def test_a_demand_asks_nothing_of_whoever_joined_after_its_last_day() -> None:
    law = Demand(DemandKind.LAW, date(2026, 1, 1), date(2026, 3, 31))
    assert due_on(Case(date(2026, 4, 1)), THREE_YEARS, demands=(law,)).reason == Reason.FIRST
    assert due_on(Case(date(2026, 3, 31)), THREE_YEARS, demands=(law,)).reason == Reason.LAW


def test_versions_are_ordered_as_numbers() -> None:
    assert version_order("2026-11-10-00000000") > version_order("2026-11-9-ffffffff")
    assert version_order("2026-11-1-12ab34cd") == version_order("2026-11-1")


def test_an_operators_own_rule_can_only_make_it_earlier() -> None:
    case = Case(START, done=Done(date(2026, 3, 1)))
    yearly, longer = Rule(START, months=12), Rule(START, months=60)
    assert due_on(case, THREE_YEARS, own=(yearly,)) == Due(
        date(2027, 3, 1), Reason.OPERATOR, date(2026, 12, 1)
    )
    assert due_on(case, THREE_YEARS, own=(longer,)).reason == Reason.MONTHS


def test_a_new_rule_for_new_training_leaves_what_was_done_before_it() -> None:
    shorter = Rule(date(2026, 6, 1), to_all=False, months=12)
    before, since = Case(START, done=Done(date(2026, 5, 31))), Case(START, done=Done(date(2026, 6, 1)))
    assert due_on(before, THREE_YEARS, shorter).on == date(2029, 5, 31)
    assert due_on(since, THREE_YEARS, shorter).on == date(2027, 6, 1)
    assert due_on(before, THREE_YEARS, replace(shorter, to_all=True)).on == date(2027, 5, 31)


def test_a_rule_for_all_reaches_past_one_for_new_training_only() -> None:
    new_only, for_all = Rule(date(2026, 2, 1), to_all=False, months=12), Rule(date(2026, 6, 1), months=24)
    case = Case(START, done=Done(date(2026, 1, 15)))
    assert due_on(case, THREE_YEARS, new_only, for_all).on == date(2028, 1, 15)


def test_of_two_rules_on_one_day_the_later_given_counts() -> None:
    first, second = Rule(START, months=12), Rule(START, months=24)
    assert in_force((first, second), TODAY) == (second, first)


def test_an_exemption_that_covers_the_due_date_moves_it_to_its_last_day() -> None:
    case = Case(START, done=Done(date(2024, 1, 10)))
    assert due_on(case, THREE_YEARS).on == date(2027, 1, 10)
    covered = replace(case, exempt=(Exempt(date(2026, 12, 1), date(2027, 6, 30)),))
    assert due_on(covered, THREE_YEARS).on == date(2027, 6, 30)
    over_before = replace(case, exempt=(Exempt(date(2026, 1, 1), date(2026, 12, 31)),))
    assert due_on(over_before, THREE_YEARS).on == date(2027, 1, 10)
    one_after_another = replace(
        case,
        exempt=(Exempt(date(2027, 5, 1), date(2027, 9, 9)), Exempt(date(2026, 12, 1), date(2027, 6, 30))),
    )
    assert due_on(one_after_another, THREE_YEARS).on == date(2027, 9, 9)


def test_where_two_rules_fall_on_one_day_the_weightier_is_named() -> None:
    law = Demand(DemandKind.LAW, date(2026, 9, 1), date(2028, 3, 31))
    case = Case(START, done=Done(date(2025, 3, 31)))
    assert due_on(case, THREE_YEARS, demands=(law,)).reason == Reason.LAW


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
small = st.one_of(st.none(), st.integers(1, 60))
rules = st.builds(
    Rule, days, st.booleans(), small, st.one_of(st.none(), st.integers(0, 400)), small, st.integers(0, 200)
)
demands = st.builds(
    lambda kind, since, later: Demand(kind, since, since + timedelta(days=later)),
    st.sampled_from(DemandKind),
    days,
    st.integers(0, 400),
)
cases = st.builds(Case, days, st.one_of(st.none(), days), st.one_of(st.none(), st.builds(Done, days)))


@given(case=cases, book=st.lists(rules, max_size=4), own=st.lists(rules, max_size=2), asked=st.lists(demands))
@settings(max_examples=300, deadline=None)
def test_another_demand_or_an_operators_rule_never_makes_it_later(
    case: Case, book: list[Rule], own: list[Rule], asked: list[Demand]
) -> None:
    alone = due(case, Rulebook(tuple(book)), TODAY)
    more = due(case, Rulebook(tuple(book), tuple(own), tuple(asked)), TODAY)
    if alone is not None:
        assert more is not None
        assert more.on <= alone.on
    if not in_force(book, TODAY):
        assert more is None


@given(case=cases, book=st.lists(rules, min_size=1, max_size=4), since=days, length=st.integers(0, 900))
@settings(max_examples=300, deadline=None)
def test_an_exemption_never_makes_it_earlier(case: Case, book: list[Rule], since: date, length: int) -> None:
    rulebook = Rulebook(tuple(book))
    until = since + timedelta(days=length)
    alone = due(case, rulebook, TODAY)
    exempt = due(replace(case, exempt=(Exempt(since, until),)), rulebook, TODAY)
    if alone is None:
        assert exempt is None
    else:
        assert exempt is not None
        assert exempt.on == (until if since <= alone.on <= until else alone.on)
