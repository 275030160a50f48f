"""Exempt for a reason, until a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.codes import ExemptBecause
from waylight.learning.models import Exemption, Gap, Reminder

from .a_council import MORNING, TODAY, Council, days


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


def letters(council: Council) -> list[tuple[int, str]]:
    rows = Reminder.objects.filter(learner=council.learner("D102")).order_by("goes_on")
    return [(row.days_before, row.state) for row in rows]


def morning(n: int, clock: Any) -> None:
    clock.move_to(MORNING + timedelta(days=n))
    actions.area_round("merrowdale", on=days(n))


def test_a_letter_that_waits_is_held_back_and_goes_when_the_exemption_is_over(
    staffed: Council, clock: Any
) -> None:
    morning(90, clock)
    assert letters(staffed) == [(90, "due")]
    exempt(staffed, "D102", until=days(100))
    assert letters(staffed) == [(90, "exempt")]
    assert queries.letters(staffed.licensing, staffed.area) == []
    assert (
        actions.post_letters(
            staffed.area, Reminder.objects.values_list("pk", flat=True), by=staffed.licensing
        )
        == 0
    )
    morning(91, clock)
    assert Gap.objects.get(learner=staffed.learner("D102")).why == Gap.Why.EXEMPT
    morning(100, clock)
    assert letters(staffed) == [(90, "exempt")]
    morning(101, clock)
    assert letters(staffed) == [(90, "due")]
    assert [each.badge for each in queries.letters(staffed.licensing, staffed.area)] == ["D102"]


def test_of_what_was_held_back_only_the_last_goes(staffed: Council, clock: Any) -> None:
    morning(90, clock)
    exempt(staffed, "D102", until=days(160))
    morning(150, clock)
    assert letters(staffed) == [(90, "exempt"), (30, "exempt")], "nor does one that comes due meanwhile"
    morning(161, clock)
    assert letters(staffed) == [(90, "overtaken"), (30, "due")]


def test_ended_early_it_waits_again_and_trained_meanwhile_it_is_not_needed(
    staffed: Council, clock: Any
) -> None:
    morning(90, clock)
    made = exempt(staffed, "D102", until=days(100))
    clock.move_to(MORNING + timedelta(days=95))
    actions.end_exemption(made, by=staffed.licensing)
    assert letters(staffed) == [(90, "due")]
    exempt(staffed, "D102", until=days(110))
    staffed.trained("D102", on=days(95))
    morning(111, clock)
    assert letters(staffed) == [(90, "not-needed")]


def test_an_exemption_from_a_later_day_holds_back_from_then_on(staffed: Council, clock: Any) -> None:
    morning(90, clock)
    exempt(staffed, "D102", since=days(92), until=days(100))
    assert letters(staffed) == [(90, "due")]
    morning(92, clock)
    assert letters(staffed) == [(90, "exempt")]


@pytest.mark.parametrize(
    ("way", "state"),
    [("email", "sent"), ("email", "going"), ("email", "bounced"), ("letter", "sent")],
)
def test_what_has_gone_is_not_called_back(staffed: Council, clock: Any, way: str, state: str) -> None:
    morning(90, clock)
    row = Reminder.objects.filter(learner=staffed.learner("D101"))
    row.update(way=way, state=state, sent_on=days(90))
    exempt(staffed, until=days(100))
    morning(91, clock)
    assert set(row.values_list("way", "state")) == {(way, state)}


def test_a_mail_that_waits_is_held_back_and_goes_when_the_exemption_is_over(
    staffed: Council, clock: Any, mailoutbox: Any
) -> None:
    """The round has written it and no worker has sent it yet."""
    morning(90, clock)
    exempt(staffed, until=days(100))
    assert actions.send_reminders("merrowdale", on=days(90)) == 1, "the operator's, and not hers"
    morning(100, clock)
    assert actions.send_reminders("merrowdale", on=days(100)) == 0
    morning(101, clock)
    assert actions.send_reminders("merrowdale", on=days(101)) == 1
    assert [each.to for each in mailoutbox] == [["ida@saltby.example"], ["mira@saltby.example"]]


def test_the_letter_for_a_mail_that_came_back_while_exempt_is_held_back_too(
    staffed: Council, clock: Any
) -> None:
    morning(90, clock)
    actions.send_reminders("merrowdale", on=days(90))
    exempt(staffed, until=days(100))
    actions.note_bounces(staffed.area, ["mira@saltby.example"], by=staffed.licensing, today=days(91))
    letter = Reminder.objects.filter(learner=staffed.learner("D101"), way="letter")
    assert letter.get().state == "exempt"
    assert "D101" not in [each.badge for each in queries.letters(staffed.licensing, staffed.area)]
    morning(101, clock)
    assert letter.get().state == "due"


def test_a_mail_whose_fate_was_unknown_is_held_back_once_somebody_says_it_never_went(
    staffed: Council, clock: Any
) -> None:
    morning(90, clock)
    row = Reminder.objects.filter(learner=staffed.learner("D101"))
    row.update(state="going", claim="a run that died")
    exempt(staffed, until=days(100))
    actions.settle_unsure(row.get(), went=False, by=staffed.licensing, today=days(91))
    assert row.get().state == "exempt"
    assert actions.send_reminders("merrowdale", on=days(91)) == 1, "the operator's alone"
