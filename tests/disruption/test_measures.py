"""Guards of a measure, its alarms, and what time alone does to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from waylight.casework.models import Due
from waylight.disruption import actions, queries
from waylight.disruption.catalogue import Measure, catalogue
from waylight.disruption.errors import Missing, NotPossible, Why
from waylight.disruption.models import Line, Use
from waylight.engine.clocks import months_after

from .a_room import TODAY, Room, fresh

RULES = catalogue().measures


def why(act: Callable[[], object]) -> Why:
    with pytest.raises(NotPossible) as found:
        act()
    return Why(found.value.why)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_nothing_is_in_force_before_its_day(rule: Measure) -> None:
    first = rule.in_force_from
    assert rule.in_force(date.max) == (rule.no_statute or first is not None)
    assert first is None or (rule.in_force(first) and not rule.in_force(first - timedelta(days=1)))
    assert not (rule.no_statute and first)


def test_the_catalogue_has_owner_version_and_date_and_says_what_nobody_verified() -> None:
    found = catalogue()
    assert found.owner and found.version and found.source_date
    assert [rule.code for rule in RULES.values() if not rule.unverified] == ["CAWN"]
    for code in ("CCEPO", "RESPECT", "CUCK"):
        assert RULES[code].in_force_from is None and not RULES[code].in_force(date(2040, 1, 1))


def test_an_end_ends() -> None:
    ended = replace(RULES["HOTEL"], in_force_to=date(2026, 11, 18))
    assert ended.in_force(date(2026, 11, 17)) and not ended.in_force(date(2026, 11, 18))


def test_months_after_every_day_of_some_years() -> None:
    for ordinal in range(date(2023, 12, 1).toordinal(), date(2025, 3, 2).toordinal()):
        first = date.fromordinal(ordinal)
        for months in (1, 6, 36):
            last = months_after(first, months)
            assert (last.year * 12 + last.month) - (first.year * 12 + first.month) == months
            assert last.day == first.day or (last.day < first.day and (last + timedelta(days=1)).day == 1)


def test_what_is_not_in_force_cannot_be_considered_nor_approved(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert why(lambda: room.considered("CCEPO")) is Why.NOT_IN_FORCE
    assert why(lambda: room.considered("NOTHING")) is Why.NOT_IN_FORCE
    use = room.considered("CLOS-ASB")
    actions.write_check(use, "x", "y", by=room.coordinator)
    monkeypatch.setitem(RULES, "CLOS-ASB", replace(RULES["CLOS-ASB"], in_force_to=TODAY))
    assert why(lambda: actions.approve(fresh(use), "x", by=room.second)) is Why.NOT_IN_FORCE


def test_nothing_applies_on_a_day_on_which_it_is_not_in_force(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was approved: an order of the year before the law is a slip of the pen."""
    first = RULES["CLOS-ASB"].in_force_from
    assert first is not None

    def serve(use: Use, on: date) -> Use:
        last = months_after(on, 1)
        return actions.serve(
            use, served_on=on, served_how="By hand.", first_day=on, last_day=last, by=room.intelligence
        )

    use = room.approved()
    assert why(lambda: serve(fresh(use), first - timedelta(days=1))) is Why.NOT_IN_FORCE_THEN
    monkeypatch.setitem(RULES, "CLOS-ASB", replace(RULES["CLOS-ASB"], in_force_to=TODAY))
    assert (
        why(lambda: actions.apply_for(fresh(use), "To the court.", by=room.intelligence)) is Why.NOT_IN_FORCE
    )
    assert why(lambda: serve(fresh(use), TODAY)) is Why.NOT_IN_FORCE_THEN
    assert fresh(use).state == "approved"


def test_no_approval_without_both_checks_and_another_person(room: Room) -> None:
    use = room.considered()
    assert why(lambda: actions.approve(use, "x", by=room.second)) is Why.UNCHECKED
    for children, displacement in (("", "y"), ("x", " ")):
        with pytest.raises(Missing):
            actions.write_check(use, children, displacement, by=room.coordinator)
    actions.write_check(use, "x", "y", by=room.coordinator)
    assert why(lambda: actions.approve(use, "x", by=room.coordinator)) is Why.SAME_PERSON
    with pytest.raises(Missing):
        actions.approve(use, "", by=room.second)
    assert actions.approve(use, "It fits.", by=room.intelligence).state == "approved"
    assert why(lambda: actions.write_check(use, "x", "y", by=room.coordinator)) is Why.SETTLED


def test_the_second_person_is_named_and_is_told(room: Room) -> None:
    unit = room.unit()
    me = room.person("coordinator")
    assert why(lambda: actions.consider(unit, "CAWN", "x", me, by=room.coordinator)) is Why.SAME_PERSON
    stranger = room.person("licensing")
    assert (
        why(lambda: actions.consider(unit, "CAWN", "x", stranger, by=room.coordinator)) is Why.NOT_OF_THE_ROOM
    )
    use = room.considered("CAWN", unit)
    due = Due.objects.get(about=use.pk, stopped_at__isnull=True)
    assert (due.kind, due.owner, due.child) == ("measure-second", room.person("second"), None)
    actions.reject(use, "Too soon.", by=room.second)
    assert not Due.objects.filter(about=use.pk, stopped_at__isnull=True).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "approved"},
        {"state": "served", "checked_at": datetime(2026, 11, 18, tzinfo=UTC)},
        {"first_day": date(2026, 11, 2), "last_day": date(2026, 11, 1)},
    ],
)
def test_the_database_holds_it_too(room: Room, wrong: dict[str, Any]) -> None:
    use = room.considered()
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.filter(pk=use.pk).update(**wrong)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (date(2026, 11, 18), date(2027, 5, 19), Why.TOO_LONG),
        (date(2026, 11, 18), None, Why.TOO_LONG),
        (date(2026, 11, 18), date(2026, 11, 17), Why.DATES),
    ],
)
def test_six_months_and_no_longer(room: Room, first: date, last: date | None, reason: Why) -> None:
    use = room.approved()
    days: dict[str, Any] = {"served_on": TODAY, "served_how": "x", "first_day": first, "by": room.coordinator}
    assert why(lambda: actions.serve(use, last_day=last, **days)) is reason
    assert actions.serve(use, last_day=date(2027, 5, 18), **days).state == "live"
    assert why(lambda: actions.vary(use, date(2027, 5, 19), "x", by=room.coordinator)) is Why.TOO_LONG


def alarms(use: Use) -> dict[str, date]:
    running = Due.objects.filter(about=use.pk, stopped_at__isnull=True)
    return {due.kind: due.due_at.date() for due in running}


def test_alarms_28_7_and_1_days_before_the_end_and_a_review_after_it(
    room: Room, clock: time_machine.Traveller
) -> None:
    use = room.served(last=date(2026, 12, 31))
    assert alarms(use) == {
        "measure-28": date(2026, 12, 3),
        "measure-7": date(2026, 12, 24),
        "measure-1": date(2026, 12, 30),
    }
    actions.plan_end(use, "Another notice is drafted.", by=room.coordinator)
    assert set(alarms(use)) == {"measure-7", "measure-1"}
    actions.vary(fresh(use), date(2026, 11, 28), "Shorter.", by=room.coordinator)
    assert alarms(use) == {"measure-7": date(2026, 11, 21), "measure-1": date(2026, 11, 27)}
    clock.move_to(datetime(2026, 11, 28, 23, 0))  # noqa: DTZ001  # the last evening
    assert actions.pass_time() == 0 and fresh(use).stands_on(date(2026, 11, 28)) == "live"
    clock.move_to(datetime(2026, 11, 29, 1, 0))  # noqa: DTZ001  # the morning after
    assert fresh(use).state == "live" and fresh(use).stands_on(date(2026, 11, 29)) == "expired"
    assert (actions.pass_time(), actions.pass_time()) == (1, 0)
    assert fresh(use).state == "expired" and set(alarms(use)) == {"measure-review"}
    step = Line.objects.filter(unit=use.unit, by=None).first()
    assert step is not None and "last day has passed" in step.text
    assert why(lambda: actions.plan_end(use, "x", by=room.coordinator)) is Why.NO_ALARM
    actions.review(fresh(use), "x", "y", by=room.coordinator)
    assert alarms(use) == {}


def test_what_time_changed_is_so_before_anybody_wrote_it_down(
    room: Room, clock: time_machine.Traveller
) -> None:
    use = room.served(first=date(2026, 11, 20), last=date(2026, 11, 27))
    clock.move_to(datetime(2026, 11, 30, 12, 0))  # noqa: DTZ001
    actions.review(use, "x", "y", by=room.coordinator)
    assert fresh(use).state == "reviewed"
    told = [line.text for line in Line.objects.filter(unit=use.unit, by=None)]
    assert len(told) == 2


def test_a_unit_with_an_open_measure_does_not_close(room: Room) -> None:
    use = room.considered()
    assert why(lambda: actions.close_unit(use.unit, "x", by=room.coordinator)) is Why.STILL_OPEN
    actions.reject(use, "x", by=room.second)
    actions.close_unit(use.unit, "x", by=room.coordinator)
    assert why(lambda: room.considered(unit=use.unit)) is Why.NOT_OPEN


def test_whoever_owns_it_now_owes_what_is_due(room: Room) -> None:
    use = room.served()
    actions.hand_to(use.unit, room.person("second"), "Leave.", by=room.coordinator)
    owners = set(Due.objects.filter(about=use.pk, stopped_at__isnull=True).values_list("owner", flat=True))
    assert owners == {room.person("second").pk}


def test_served_before_it_was_approved_here_is_said_and_never_by_mistake(room: Room) -> None:
    use, before = room.approved(), TODAY - timedelta(days=3)
    days: dict[str, Any] = {"served_on": before, "first_day": before, "last_day": date(2027, 1, 31)}
    days |= {"served_how": "Police had it already.", "by": room.coordinator}
    assert why(lambda: actions.serve(use, **days)) is Why.NOT_APPROVED_THEN
    assert actions.serve(use, earlier=True, **days).served_on == before
    said = [each.text for each in use.unit.lines.all()]
    assert any(each.startswith("Served before it was approved here: ") for each in said)


def test_what_was_served_after_it_was_approved_is_not_called_earlier(room: Room) -> None:
    use = room.approved()
    days: dict[str, Any] = {"served_on": TODAY, "first_day": TODAY, "last_day": date(2027, 1, 31)}
    actions.serve(use, served_how="By hand.", earlier=True, by=room.coordinator, **days)
    assert not any("before it was approved" in each.text for each in use.unit.lines.all())


def running_for(use: Use) -> list[tuple[str, Any]]:
    rows = Due.objects.filter(about=use.pk, stopped_at__isnull=True).order_by("kind")
    return [(each.kind, each.owner) for each in rows if each.kind.startswith("measure-next")]


def test_what_was_approved_or_breached_waits_for_its_owner_until_something_is_done(room: Room) -> None:
    waiting = [("measure-next", room.person("coordinator"))]
    use = room.approved()
    assert running_for(use) == waiting
    listed = queries.uses_running(room.intelligence).object_list
    assert [(each.use, each.state) for each in listed] == [(use, "approved")]
    actions.hand_to(use.unit, room.person("intelligence"), "She knows it.", by=room.coordinator)
    assert running_for(use) == [("measure-next", room.person("intelligence"))]
    actions.apply_for(fresh(use), "To the court.", by=room.coordinator)
    assert running_for(use) == [("measure-next", room.person("intelligence"))]
    live = room.served()
    assert running_for(live) == []
    actions.breach(live, "He came back.", by=room.coordinator)
    assert running_for(live) == waiting
    actions.put_right(fresh(live), "He was charged.", by=room.coordinator)
    assert running_for(live) == []
    actions.breach(fresh(live), "Again.", by=room.coordinator)
    actions.end_early(fresh(live), "The hotel closed.", by=room.coordinator)
    assert running_for(live) == []
    unused = room.approved()
    actions.refuse(fresh(unused), "He moved away.", by=room.coordinator)
    assert running_for(unused) == []


def test_those_that_wait_come_after_those_with_a_last_day(room: Room) -> None:
    waits, ends = room.approved(), room.served()
    listed = queries.uses_running(room.coordinator).object_list
    assert [each.use for each in listed] == [ends, waits]


def test_what_is_no_law_where_the_area_lies_cannot_be_considered(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "CLOS-ASB", replace(RULES["CLOS-ASB"], jurisdictions=("SCT",)))
    assert why(lambda: room.considered("CLOS-ASB")) is Why.OTHER_LAW
    assert why(lambda: room.considered("NOTHING")) is Why.NOT_IN_FORCE


def test_a_day_that_cannot_be_is_said_as_it_is(room: Room) -> None:
    tomorrow = TODAY + timedelta(days=1)
    unit = room.unit()
    assert why(lambda: actions.write_line(unit, "seen", tomorrow, "x", "y", by=room.coordinator)) is (
        Why.NOT_THAT_DAY
    )
    assert not unit.lines.filter(kind="seen").exists()
    use = room.approved()
    days: dict[str, Any] = {"first_day": TODAY, "last_day": date(2027, 1, 31)}
    assert why(
        lambda: actions.serve(use, served_on=tomorrow, served_how="x", by=room.coordinator, **days)
    ) is (Why.NOT_THAT_DAY)
    live = room.served(first=TODAY)
    assert why(lambda: actions.vary(live, TODAY - timedelta(days=1), "x", by=room.coordinator)) is Why.DATES
