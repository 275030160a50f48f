"""An alert whose ground is taken away falls, says why, and those who had opened it are told."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.intelligence import actions, queries
from waylight.intelligence.models import Alert, Notice, Observation

from .known import mention
from .test_screens import words
from .test_watching import FIRST, SECOND, THIRD, phone_of_two


def take_apart(alert: Alert, hub: Any) -> Any:
    one, other = Observation.objects.filter(entity_id=alert.entity_id, gone=False).order_by("pk")[:2]
    return actions.decide(one, other, same=False, reason="Two numbers, misread.", by=hub.manager)


def test_it_falls_says_why_and_tells_who_saw_it(
    hub: Any, told: Callable[..., Any], work: Callable[[], int], audited: Callable[..., Any]
) -> None:
    alert = phone_of_two(told)
    actions.saw(alert, by=hub.intelligence)
    actions.saw(alert, by=hub.manager)
    decision = take_apart(alert, hub)
    work()
    alert.refresh_from_db()
    assert (alert.state, alert.fell_for) == ("fallen", decision)
    notice = Notice.objects.get(alert=alert)
    assert notice.person_id == hub.intelligence.user_id, "whoever took it apart knows"
    assert [told.alert for told in queries.front(hub.intelligence).told] == [alert]
    page = queries.open_alert(hub.intelligence, alert.pk)
    assert (page.may_answer, page.alert.fell_for.reason) == (False, "Two numbers, misread.")
    detail = next(e.detail for e in reversed(audited("system.absorb")) if e.detail.get("state") == "fallen")
    assert (detail["notices"], detail["decision"]) == (1, str(decision.pk))
    assert actions.rejudge_decided(decision.pk) == [], "a second delivery does nothing"


def test_taken_back_it_is_raised_anew(hub: Any, told: Callable[..., Any], work: Callable[[], int]) -> None:
    decision = take_apart(phone_of_two(told), hub)
    work()
    actions.take_back(decision.one, decision.other, reason="It was right.", by=hub.manager)
    work()
    actions.watch("merrowdale")
    assert sorted(Alert.objects.values_list("state", flat=True)) == ["fallen", "raised"]


def test_what_was_acted_on_stays_so_and_says_that_its_ground_is_gone(
    hub: Any, told: Callable[..., Any], work: Callable[[], int], staff_client: Any
) -> None:
    alert = phone_of_two(told)
    actions.saw(alert, by=hub.intelligence)
    actions.answer(alert, "acted", "Given to the unit.", by=hub.intelligence)
    take_apart(alert, hub)
    work()
    alert.refresh_from_db()
    assert (alert.state, alert.fell_at is not None) == ("acted", True)
    assert Notice.objects.filter(alert=alert).count() == 1
    unit = staff_client("intelligence")
    assert "Two numbers, misread." in words(unit.get(f"/hub/known/pattern/{alert.pk}/"))


def test_with_enough_left_it_stands_without_the_report_that_went(
    hub: Any, told: Callable[..., Any], work: Callable[[], int]
) -> None:
    alert = phone_of_two(told)
    account = told(THIRD, mode="named", role="neighbour")
    actions.watch("merrowdale")
    assert alert.reports.count() == 3
    actions.refuse(mention(account, "07700 900456"), by=hub.manager)
    work()
    alert.refresh_from_db()
    assert (alert.state, alert.reports.count()) == ("raised", 2)


@pytest.mark.parametrize("first", [FIRST, SECOND])
def test_a_corrected_mention_can_fell_it(
    hub: Any, told: Callable[..., Any], work: Callable[[], int], first: str
) -> None:
    alert = phone_of_two(told)
    account = next(r.account for r in alert.reports.all() if first in r.account.told)
    actions.refuse(mention(account, "07700 900456"), by=hub.manager)
    work()
    alert.refresh_from_db()
    assert (alert.state, alert.fell_for) == ("fallen", None)


def test_an_unrelated_decision_leaves_it(hub: Any, told: Callable[..., Any], work: Callable[[], int]) -> None:
    alert = phone_of_two(told)
    one = mention(told("They call him Deano, a man with a beard."), "Deano").observation
    other = mention(told("A man known as Deano with a beard again."), "Deano").observation
    actions.decide(one, other, same=False, reason="x", by=hub.manager)
    work()
    alert.refresh_from_db()
    assert alert.state == "raised"
