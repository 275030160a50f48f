"""The table of states, and which reminders a due date asks for."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waylight.learning.models import Reminder
from waylight.learning.moves import REMINDER, sources
from waylight.learning.refresher import (
    TABLE,
    Due,
    Exempt,
    Facts,
    Notice,
    Reason,
    State,
    facts,
    notices,
    reached,
    state,
)

TODAY = date(2026, 11, 18)
STEPS = (90, 30, 0)


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(exempt=True, late=True, begun=True, ever=True, soon=True), State.EXEMPT),
        (Facts(exempt=False, late=True, begun=True, ever=True, soon=True), State.OVERDUE),
        (Facts(exempt=False, late=True, begun=False, ever=False, soon=True), State.OVERDUE),
        (Facts(exempt=False, late=False, begun=True, ever=False, soon=False), State.IN_PROGRESS),
        (Facts(exempt=False, late=False, begun=True, ever=True, soon=True), State.IN_PROGRESS),
        (Facts(exempt=False, late=False, begun=True, ever=True, soon=False), State.VALID),
        (Facts(exempt=False, late=False, begun=False, ever=False, soon=True), State.NEVER),
        (Facts(exempt=False, late=False, begun=False, ever=True, soon=True), State.DUE_SOON),
        (Facts(exempt=False, late=False, begun=False, ever=True, soon=False), State.VALID),
    ],
)
def test_the_first_line_that_holds_is_the_state(facts: Facts, expected: State) -> None:
    assert state(facts) == expected


def test_every_combination_has_a_state_and_every_state_is_reached() -> None:
    every = [Facts(*each) for each in itertools.product((False, True), repeat=5)]
    assert {state(each) for each in every} == set(State) == {line[0] for line in TABLE}


def test_the_due_date_itself_is_not_late_and_the_next_day_is() -> None:
    due = Due(TODAY, Reason.MONTHS, days(-90))
    assert not facts(due, TODAY).late
    assert facts(due, days(1)).late
    assert facts(due, days(-90)).soon
    assert not facts(due, days(-91)).soon
    assert not facts(None, TODAY).late


def test_both_days_of_an_exemption_count() -> None:
    exempt = (Exempt(days(-5), days(5)),)
    for n, counts in ((-6, False), (-5, True), (5, True), (6, False)):
        assert facts(None, days(n), exempt=exempt).exempt == counts


def test_reminders_go_so_many_days_before() -> None:
    due = days(200)
    assert notices(due, TODAY, STEPS) == (
        Notice(90, days(110)),
        Notice(30, days(170)),
        Notice(0, due),
    )


def test_of_the_steps_that_were_past_when_the_date_became_known_the_last_goes_at_once() -> None:
    assert notices(days(20), TODAY, STEPS) == (Notice(30, TODAY), Notice(0, days(20)))
    assert notices(days(-300), TODAY, STEPS) == (Notice(0, TODAY),)
    assert notices(days(30), TODAY, STEPS) == (Notice(90, TODAY), Notice(30, TODAY), Notice(0, days(30)))


def test_a_step_after_the_due_date_is_a_number_below_nought() -> None:
    assert notices(days(10), TODAY, (30, -14))[-1] == Notice(-14, days(24))


def test_what_should_have_gone_by_a_day() -> None:
    assert [n.days_before for n in reached(days(200), TODAY, STEPS, days(170))] == [90, 30]
    assert reached(days(200), TODAY, STEPS, days(109)) == ()


@given(
    gap=st.integers(-500, 500),
    steps=st.lists(st.integers(-30, 120), max_size=5),
    later=st.integers(0, 600),
)
@settings(max_examples=300, deadline=None)
def test_no_step_goes_twice_none_before_it_was_known_and_at_most_one_at_once(
    gap: int, steps: list[int], later: int
) -> None:
    due = days(gap)
    found = notices(due, TODAY, steps)
    assert len({each.days_before for each in found}) == len(found)
    assert all(each.goes >= TODAY for each in found)
    assert [each.goes for each in found] == sorted(each.goes for each in found)
    owed_at_once = [
        each for each in found if each.goes == TODAY and due - timedelta(each.days_before) < TODAY
    ]
    assert len(owed_at_once) <= 1
    assert bool(found) == bool(steps)
    now = days(later)
    assert reached(due, TODAY, steps, now) == tuple(each for each in found if each.goes <= now)


def test_every_state_of_a_reminder_stands_in_the_table_and_ends_somewhere() -> None:
    assert set(REMINDER) == set(Reminder.State)
    ends = {each for each, targets in REMINDER.items() if not targets}
    assert ends == {
        Reminder.State.BOUNCED,
        Reminder.State.ACKNOWLEDGED,
        Reminder.State.OVERTAKEN,
    }
    for target in Reminder.State:
        assert all(target in REMINDER[source] for source in sources(target))
    gone = {Reminder.State.SENT, Reminder.State.ACKNOWLEDGED, Reminder.State.BOUNCED}
    assert not gone & set(sources(Reminder.State.DUE)), "what went is never sent again"
