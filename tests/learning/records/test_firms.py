"""A licensed firm sees pass and date of its own people, and nothing else."""

from dataclasses import fields
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.models import Operator
from waylight.learning.queries import Pass

from .a_council import TODAY, Council, days


def firm_of(council: Council, badge: str) -> Operator:
    return Operator.objects.get(pk=council.learner(badge).operator_id)


@pytest.fixture
def seated(staffed: Council) -> Council:
    """Somebody of Thornleigh Cars has a seat there."""
    user_id = staffed.operator.user_id
    assert user_id is not None
    actions.give_seat(firm_of(staffed, "D101"), user_id, by=staffed.licensing)
    return staffed


def test_pass_and_date_of_ones_own_people(seated: Council) -> None:
    seated.trained("D101", on=days(-3))
    seated.trained("P007")
    (firm,) = queries.firms(seated.operator)
    assert firm.name == "Thornleigh Cars"
    assert [(each.badge, each.name, each.on) for each in firm.passes] == [
        ("D101", "Mira Stane", days(-3)),
        ("D102", "Tom Arrow", None),
    ]


def test_nothing_else_is_in_it() -> None:
    """No due date, no state, no way in which it was done, no tries, no address."""
    assert [field.name for field in fields(Pass)] == ["badge", "name", "course", "on"]


def test_what_was_withdrawn_is_no_pass(seated: Council) -> None:
    seated.trained("D101", on=days(-400))
    actions.withdraw(seated.trained("D101"), reason="x", by=seated.licensing)
    assert queries.firms(seated.operator)[0].passes[0].on == days(-400)


def test_who_has_left_the_firm_or_the_roster_is_seen_no_more(seated: Council) -> None:
    seated.bring_in("D101,Mira Stane,driver,Saltby Taxis,31/03/2027,mira@saltby.example")
    actions.end_record(seated.learner("D102"), by=seated.licensing)
    assert queries.firms(seated.operator)[0].passes == []


def test_a_seat_that_has_ended_shows_nothing(seated: Council) -> None:
    (row,) = [each for each in queries.firms_of_area(seated.licensing) if each.seats]
    seat, _name = row.seats[0]
    actions.end_seat(seat, by=seated.licensing)
    assert queries.firms(seated.operator) == []
    assert firm_of(seated, "D101").seated == frozenset()
    with pytest.raises(actions.NotPossible):
        actions.end_seat(seat, by=seated.licensing)


def test_a_seat_is_for_somebody_with_the_operators_role_there(staffed: Council, neighbour: Council) -> None:
    firm = firm_of(staffed, "D101")
    for other in (staffed.trainer, neighbour.operator):
        with pytest.raises(actions.NotPossible):
            actions.give_seat(firm, other.user_id or 0, by=staffed.licensing)


def test_a_seat_is_given_once(seated: Council) -> None:
    firm = firm_of(seated, "D101")
    again = actions.give_seat(firm, seated.operator.user_id or 0, by=seated.licensing)
    assert list(firm.seats.all()) == [again]


def test_without_a_seat_the_role_shows_nothing(staffed: Council) -> None:
    assert queries.firms(staffed.operator) == []


def test_the_council_sees_its_firms_how_many_people_and_who_looks(seated: Council) -> None:
    found = {row.operator.name: row for row in queries.firms_of_area(seated.licensing)}
    assert {name: row.people for name, row in found.items()} == {"Saltby Taxis": 1, "Thornleigh Cars": 2}
    assert len(found["Thornleigh Cars"].seats) == 1
    assert found["Thornleigh Cars"].seats[0][1].startswith("Person ")


def test_another_area_reaches_none_of_it(seated: Council, neighbour: Council) -> None:
    firm = firm_of(seated, "D101")
    assert queries.firms_of_area(neighbour.licensing) == []
    with pytest.raises(Operator.DoesNotExist):
        queries.operator(neighbour.licensing, firm.pk)
    with pytest.raises(Refused):
        actions.give_seat(firm, seated.operator.user_id or 0, by=neighbour.licensing)


def test_every_look_of_a_firm_is_noted(seated: Council, audited: Any) -> None:
    queries.firms(seated.operator)
    (event,) = audited("training.passes")
    assert (event.verb, event.detail) == ("disclosure", {"count": 2})
    assert event.at.date() == TODAY
