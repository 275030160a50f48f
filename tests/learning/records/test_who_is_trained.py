"""The list of who is trained: the same states as the table, filters, and one person's record."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.codes import ExemptBecause
from waylight.learning.models import DueDate, Learner
from waylight.learning.queries.listing import standing
from waylight.learning.refresher import Due, Reason, facts, state

from .a_council import MIRA, TODAY, TOM, VERSION, Council, days


def test_the_database_tells_the_same_state_as_the_table(council: Council) -> None:
    """Three hundred people in every way that hangs together."""
    chance = Random(4)
    council.rule(first_days=10, window_days=60)
    council.bring_in(*(f"D{n},Person {n},driver,,," for n in range(300)))
    for learner in Learner.objects.all():
        if chance.random() < 0.5:
            actions.begin(learner, "drivers", VERSION, by=actions.learner_actor(learner))
        if chance.random() < 0.3:
            actions.exempt(
                learner,
                "drivers",
                because=ExemptBecause.AWAY,
                reason="x",
                since=days(chance.choice((0, 3))),
                until=days(chance.choice((5, 40))),
                by=council.licensing,
            )
    for row in DueDate.objects.filter(ended_on=None):
        row.on = chance.choice((None, *(days(n) for n in (-1, 0, 1, 59, 60, 61))))
        row.soon_on = row.on - timedelta(days=60) if row.on else None
        row.last_on = chance.choice((None, days(-400)))
        row.save()
    seen: Counter[str] = Counter()
    for row in standing(frozenset({"merrowdale"}), TODAY):
        learner = row.learner
        due = Due(row.on, Reason.MONTHS, row.soon_on) if row.on else None
        expected = state(
            facts(
                due,
                TODAY,
                exempt=[each.plain for each in learner.exemptions.all() if each.plain],
                begun=learner.registrations.filter(ended_on=None).exists(),
                ever=row.last_on is not None,
            )
        )
        assert row.state == expected
        seen[row.state] += 1
    assert len(seen) == 6, seen


def test_what_is_due_first_stands_first(staffed: Council) -> None:
    staffed.trained("D101", on=days(-1080))
    staffed.trained("P007")
    rows = queries.roster(staffed.licensing).rows
    assert [row.badge for row in rows] == ["D101", "D102", "P007"]
    assert [row.state for row in rows] == ["due-soon", "never", "valid"]
    assert (rows[0].name, rows[0].operator, rows[0].course) == ("Mira Stane", "Thornleigh Cars", "drivers")
    assert rows[0].reason_words == "Time since the last training"


@pytest.mark.parametrize(
    ("asked", "badges"),
    [
        ({"state": "never"}, ["D101", "D102"]),
        ({"state": "valid"}, ["P007"]),
        ({"role": "operator"}, ["P007"]),
        ({"reach": "letter"}, ["D102"]),
        ({"reach": "no-code"}, ["D102", "P007"]),
        ({"course": "venues"}, []),
        ({"area": "brackenford"}, []),
        ({"state": "no such", "role": "pilot", "operator": "not an id"}, ["D101", "D102", "P007"]),
    ],
)
def test_filters(staffed: Council, asked: dict[str, str], badges: list[str]) -> None:
    staffed.trained("P007")
    actions.give_codes(staffed.area, [staffed.learner("D101")], by=staffed.licensing)
    assert sorted(row.badge for row in queries.roster(staffed.licensing, asked).rows) == badges


def test_a_filter_by_firm(staffed: Council) -> None:
    firm = str(staffed.learner("D101").operator_id)
    rows = queries.roster(staffed.licensing, {"operator": firm}).rows
    assert sorted(row.badge for row in rows) == ["D101", "D102"]


def test_the_counts_are_of_every_state_whatever_is_shown(staffed: Council) -> None:
    staffed.trained("P007")
    page = queries.roster(staffed.licensing, {"state": "valid"})
    assert (page.total, dict(page.counts)) == (1, {"never": 2, "valid": 1})


def test_pages(council: Council) -> None:
    council.rule()
    council.bring_in(*(f"D{n},Person {n},driver,,," for n in range(120)))
    first, last = queries.roster(council.licensing), queries.roster(council.licensing, page=99)
    assert (first.pages, first.total, len(first.rows)) == (3, 120, 50)
    assert (last.number, len(last.rows)) == (3, 20)
    assert not {row.learner for row in first.rows} & {row.learner for row in last.rows}


def test_a_page_is_few_queries_however_many_are_on_the_roster(
    council: Council, django_assert_max_num_queries: Any
) -> None:
    council.rule()
    council.bring_in(*(f"D{n},Person {n},driver,Firm {n % 9},," for n in range(120)))
    by = council.licensing
    with django_assert_max_num_queries(8):
        queries.roster(by)


def test_somebody_is_found_by_exact_badge_name_or_address(staffed: Council, audited: Any) -> None:
    by = staffed.licensing
    mira = staffed.learner("D101")
    for asked in (
        {"badge": "d-101"},
        {"name": "mira  STANE"},
        {"email": "Mira@Saltby.example"},
    ):
        assert queries.find(by, **asked) == [mira]
    assert queries.find(by, badge="D10") == []
    assert queries.find(by) == []
    assert audited("training.view")[-1].verb == "search"


def test_one_persons_record_holds_all_that_is_kept(staffed: Council, clock: Any) -> None:
    done = staffed.trained("D101", on=days(-5))
    clock.shift(timedelta(days=1))
    actions.accept_equivalent(
        staffed.learner("D101"), "drivers", on=days(1), evidence="x", assessor="y", by=staffed.licensing
    )
    found = queries.person_record(staffed.licensing, done.learner_id)
    assert [each.on for each in found.completions] == [days(1), days(-5)]
    assert len(found.certificates) == 1
    assert [each.on for each in found.earlier_due] == [staffed_due_before(done)]
    assert found.due[0].last_on == days(1)


def staffed_due_before(done: Any) -> Any:
    from waylight.engine.clocks import months_after

    return months_after(done.on, 36)


def test_another_council_sees_nobody_of_this_one(staffed: Council, neighbour: Council) -> None:
    there = neighbour.licensing
    neighbour.rule()
    neighbour.bring_in(MIRA)
    assert [row.badge for row in queries.roster(there).rows] == ["D101"]
    assert queries.roster(there, {"area": "merrowdale"}).rows == []
    assert queries.find(there, badge="D102") == []
    with pytest.raises(Refused):
        queries.person_record(there, staffed.learner("D101").pk)


@pytest.mark.parametrize("role", ["trainer", "operator", "screener", "manager", "administrator", "auditor"])
def test_nobody_but_licensing_sees_the_list(staffed: Council, role: str) -> None:
    by = getattr(staffed, role)
    for refused in (
        lambda: queries.roster(by),
        lambda: queries.find(by, badge="D101"),
        lambda: queries.person_record(by, staffed.learner("D101").pk),
        lambda: queries.checked_days(by, staffed.area),
        lambda: queries.lapsed_csv(by, staffed.area),
        lambda: queries.letters(by, staffed.area),
        lambda: queries.firms_of_area(by),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_person_of_two_areas_sees_both(staffed: Council, neighbour: Council, actor: Any) -> None:
    neighbour.rule()
    neighbour.bring_in(TOM)
    both = staffed.licensing.__class__(
        "user:99", staffed.licensing.grants | neighbour.licensing.grants, user_id=99
    )
    assert len(queries.roster(both).rows) == 4
