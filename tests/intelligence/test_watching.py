"""Patterns are raised with their reports, end with an outcome, and lapse."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import actions
from waylight.intelligence.errors import NotPossible
from waylight.intelligence.models import Account, Alert, Observation, Watched

FIRST = "A man calls himself Tarnow, his number is 07700 900456, he rang the house twice on Monday."
SECOND = "The man they know as Biscuit waits by the shops. He gave us 07700 900456 on Sunday."
THIRD = "A man called Wolfie sends our neighbour messages every evening, from 07700 900456."


def phone_of_two(told: Callable[..., Any]) -> Alert:
    for words, role in ((FIRST, "teacher"), (SECOND, "taxi-driver")):
        told(words, mode="named", role=role)
    actions.watch("merrowdale")
    return Alert.objects.get()


def test_a_number_under_two_names_is_raised_with_all_that_a_person_needs(
    told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    alert = phone_of_two(told)
    assert alert.rule == "phone-of-two"
    assert alert.entity.kind == "phone"
    assert set(alert.reports.values_list("account_id", flat=True)) == set(
        Account.objects.values_list("pk", flat=True)
    )
    assert alert.sources == 2
    assert alert.false_if
    assert alert.ask
    assert alert.expires_at - alert.last_report_at == timedelta(weeks=12)
    assert {name.lower() for name in json.loads(alert.facts)} == {"tarnow", "biscuit"}
    event = audited("system.absorb")[-1]
    assert (event.object_type, event.detail["rule"]) == ("alert", "phone-of-two")
    assert "tarnow" not in json.dumps(event.detail).lower()


def test_run_again_it_is_the_same_alert_and_grows_with_a_report(told: Callable[..., Any]) -> None:
    alert = phone_of_two(told)
    actions.watch("merrowdale")
    assert Alert.objects.get() == alert
    told(THIRD, mode="named", role="neighbour")
    actions.watch("merrowdale")
    assert Alert.objects.get().reports.count() == 3


def test_the_worker_watches_after_each_arrival(concern: Callable[..., Any], work: Callable[[], int]) -> None:
    concern(words=FIRST, mode="named", role="teacher", identity={"name": "Dana Rook"})
    concern(words=SECOND, mode="named", role="taxi-driver", identity={"name": "Kit Alder"})
    work()
    assert Alert.objects.get().rule == "phone-of-two"


@pytest.mark.parametrize("outcome", ["nothing-found", "explained"])
def test_what_was_looked_at_is_not_raised_again_by_the_same_reports(
    hub: Any, told: Callable[..., Any], clock: Any, outcome: str
) -> None:
    alert = phone_of_two(told)
    clock.shift(timedelta(days=1))
    actions.answer(alert, outcome, "A family's number.", by=hub.intelligence)
    actions.watch("merrowdale")
    clock.shift(timedelta(days=1))
    told(THIRD, mode="named", role="neighbour")
    actions.watch("merrowdale")
    assert Alert.objects.get().state == outcome


def test_an_outcome_needs_words_and_is_said_once(
    hub: Any, told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    alert = phone_of_two(told)
    with pytest.raises(NotPossible):
        actions.answer(alert, "acted", " ", by=hub.intelligence)
    actions.answer(alert, "acted", "Given to the police unit.", by=hub.intelligence)
    alert.refresh_from_db()
    assert (alert.state, alert.answered_by_id) == ("acted", hub.intelligence.user_id)
    assert audited("alert.answer")[0].detail == {"outcome": "acted", "rule": "phone-of-two"}
    with pytest.raises(NotPossible):
        actions.answer(alert, "explained", "x", by=hub.intelligence)


def test_it_lapses_by_itself(told: Callable[..., Any], clock: Any) -> None:
    alert = phone_of_two(told)
    assert actions.lapse() == 0
    clock.shift(timedelta(weeks=13))
    assert actions.lapse() == 1
    alert.refresh_from_db()
    assert alert.state == "lapsed"
    actions.watch("merrowdale")
    assert Alert.objects.count() == 1, "what is long ago is not raised again"


def test_one_mouth_many_times_is_no_pattern(told: Callable[..., Any]) -> None:
    for n in range(20):
        told(f"{FIRST} {n}")
        told(f"{SECOND} {n}")
    actions.watch("merrowdale")
    found = Alert.objects.first()
    assert found is None or found.sources <= 2, "unnamed accounts make at most two sources"


def test_what_goes_round_the_hubs_own_people_is_in_no_pattern(told: Callable[..., Any]) -> None:
    for words in (FIRST, SECOND):
        account = told(words, mode="named", role="teacher")
        account.contact.desk = "independent"
        account.contact.save(update_fields=["desk"])
    actions.watch("merrowdale")
    assert not Alert.objects.exists()


def test_a_pattern_stays_within_its_area(told: Callable[..., Any], other_area: Any) -> None:
    told(FIRST, mode="named", role="teacher")
    account = told(SECOND, mode="named", role="taxi-driver")
    account.contact.area = other_area
    account.contact.save(update_fields=["area"])
    actions.watch("merrowdale")
    assert not Alert.objects.exists()


@pytest.mark.parametrize("role", ["screener", "licensing", "auditor", "administrator", "designated-officer"])
def test_who_may_not_answer(actor: Callable[..., Any], told: Callable[..., Any], role: str) -> None:
    with pytest.raises(Refused):
        actions.answer(phone_of_two(told), "acted", "x", by=actor(role))


def test_of_many_that_arrive_together_one_run_sees_them_all(told: Callable[..., Any]) -> None:
    first = told(FIRST, mode="named", role="teacher")
    second = told(SECOND, mode="named", role="taxi-driver")
    assert [alert.rule for alert in actions.watch_after(first)] == ["phone-of-two"]
    Alert.objects.all().delete()
    assert actions.watch_after(second) == [], "the run after the first saw the second already"
    assert not Alert.objects.exists()
    third = told(THIRD, mode="named", role="neighbour")
    assert [alert.rule for alert in actions.watch_after(third)] == ["phone-of-two"]


def test_a_report_that_went_elsewhere_is_no_longer_shown(
    hub: Any, told: Callable[..., Any], other_area: Any
) -> None:
    from waylight.intelligence import queries

    alert = phone_of_two(told)
    contact = alert.reports.select_related("account__contact").first().account.contact
    contact.area = other_area
    contact.save(update_fields=["area"])
    page = queries.open_alert(hub.intelligence, alert.pk)
    assert contact.pk not in [report.contact for report in page.reports]
    assert len(page.reports) == 1


def test_after_the_first_run_only_what_is_new_is_looked_at(
    told: Callable[..., Any], clock: Any, work: Callable[[], int]
) -> None:
    told(FIRST, mode="named", role="teacher")
    actions.watch("merrowdale")
    done = Watched.objects.get()
    Watched.objects.update(whole_seq=100)
    second = told(SECOND, mode="named", role="taxi-driver")
    assert [alert.rule for alert in actions.watch_after(second)] == ["phone-of-two"]
    work()
    assert Watched.objects.get().whole_at == done.whole_at, "the whole was not run again"
    clock.shift(timedelta(days=2))
    actions.watch_after(told(THIRD, mode="named", role="neighbour"))
    assert Watched.objects.get().whole_at == done.whole_at, "nor while somebody waits for this one"
    work()
    assert Watched.objects.get().whole_at > done.whole_at, "what is usual is counted anew each day"
    assert actions.watch_grown("merrowdale") == [], "but once"


def test_a_decision_is_looked_at_with_the_next_arrival(told: Callable[..., Any], hub: Any) -> None:
    alert = phone_of_two(told)
    Alert.objects.all().delete()
    Watched.objects.update(whole_seq=100)
    one, other = Observation.objects.filter(entity_id=alert.entity_id).order_by("pk")
    actions.decide(one, other, same=True, reason="The same number in both.", by=hub.intelligence)
    unrelated = told("A red van stood there.", mode="named", role="neighbour")
    assert [found.rule for found in actions.watch_after(unrelated)] == ["phone-of-two"]


def test_once_a_day_everything_is_run(told: Callable[..., Any]) -> None:
    phone_of_two(told)
    Alert.objects.all().delete()
    assert actions.watch_all() == 1
