"""A link that a report rested on is undone: the report says so, and those who were told are told again."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.intelligence.known import CAR, SAME_CAR, mention, seen

from waylight.audit.models import Event
from waylight.dissemination import actions, queries
from waylight.dissemination.errors import NotPossible, Why
from waylight.dissemination.models import Undone, WordOwed
from waylight.intelligence import actions as intelligence
from waylight.triage.machine import WrongMove


def joined(told: Callable[..., Any]) -> tuple[Any, Any]:
    first, second = told(CAR), told(SAME_CAR)
    one, other = seen(first, "vehicle"), seen(second, "vehicle")
    assert one.entity_id == other.entity_id
    return one, other


def test_an_undone_link_reaches_everybody_who_was_told(
    unit: Any, told: Any, work: Callable[[], int], clock: Any
) -> None:
    one, other = joined(told)
    report = unit.finished(one.entity_id)
    first, second = unit.tell(report), unit.tell(report, to_role="manager")
    untouched = unit.finished()
    work()
    assert not Undone.objects.exists()
    intelligence.decide(one, other, same=False, reason="Two plates.", by=unit.analyst)
    work()
    assert [each.report_id for each in Undone.objects.all()] == [report.pk]
    owed = queries.owed(unit.second)
    assert {each.disclosure_id for each in owed} == {first.pk, second.pk}
    with pytest.raises(NotPossible) as refused:
        unit.tell(report)
    assert refused.value.why == Why.IN_DOUBT
    assert unit.tell(untouched).state == "sent"
    for each in owed:
        actions.told_again(each, "By telephone, with the duty inspector.", by=unit.second)
    with pytest.raises(WrongMove):
        actions.told_again(owed[0], "Twice.", by=unit.second)
    assert queries.owed(unit.second) == []
    row = WordOwed.objects.get(pk=owed[0].pk)
    assert (row.told_by_id, row.told_at) == (unit.second.user_id, clock_now())
    assert Event.objects.filter(action="disclosure.tell-again", object_id=str(report.pk)).exists()


def clock_now() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_settled_it_may_be_told_again_and_the_same_undoing_is_not_found_twice(
    unit: Any, told: Any, work: Callable[[], int]
) -> None:
    one, other = joined(told)
    report = unit.finished(one.entity_id)
    unit.tell(report)
    decision = intelligence.decide(one, other, same=False, reason="Two plates.", by=unit.analyst)
    work()
    undone = Undone.objects.get()
    assert actions.note_decision(decision.pk) == [], "a second delivery finds it there"
    with pytest.raises(NotPossible):
        actions.settle(undone, " ", by=unit.second)
    actions.settle(undone, "It rests on the first sighting alone, and holds.", by=unit.second)
    assert unit.tell(report).state == "sent"
    third = intelligence.take_back(one, other, reason="Looked again.", by=unit.analyst)
    assert actions.note_decision(third.pk) == []


def test_a_correction_of_what_it_rests_on_is_an_undoing_too(
    unit: Any, told: Any, work: Callable[[], int]
) -> None:
    account = told(CAR)
    report = unit.finished(seen(account, "vehicle").entity_id)
    unit.tell(report)
    intelligence.correct(mention(account, "KV00 ABC"), kind="vehicle", value="KV00 XYZ", by=unit.analyst)
    intelligence.refuse(mention(account, "KV00 ABC"), by=unit.analyst)
    work()
    assert Undone.objects.filter(report=report).exists()


def test_a_join_is_no_undoing(unit: Any, told: Any, work: Callable[[], int]) -> None:
    one, other = joined(told)
    report = unit.finished(one.entity_id)
    unit.tell(report)
    intelligence.decide(one, other, same=True, reason="Seen both.", by=unit.analyst)
    work()
    assert not Undone.objects.filter(report=report).exists()
