"""30 and 7 days before a number lapses, and on the day, its owners are told, once each, without it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from waylight.guidance import queries
from waylight.guidance.actions import warn_of_lapses
from waylight.guidance.models import ContactRoute
from waylight.work.models import OutboxEvent

LAPSES = date(2027, 2, 18)


@pytest.fixture
def only_hub(area: Any) -> None:
    ContactRoute.objects.exclude(code="hub").delete()


def announced() -> list[int]:
    events = OutboxEvent.objects.filter(name="guidance.route-lapsing").order_by("id")
    return [event.payload["days_before"] for event in events]


def test_each_warning_once(only_hub: None, today: Any) -> None:
    for days in (40, 31, 30, 30, 29, 8, 7, 6, 1, 0, -1, -30):
        today(LAPSES - timedelta(days=days))
        warn_of_lapses()
    assert announced() == [30, 7, 0]
    payload = OutboxEvent.objects.filter(name="guidance.route-lapsing").latest("id").payload
    assert payload == {
        "route": ContactRoute.objects.get().pk,
        "area": "merrowdale",
        "days_before": 0,
        "lapses_on": "2027-02-18",
    }


def test_after_an_outage_the_nearest_warning_is_given(only_hub: None, today: Any) -> None:
    today(LAPSES - timedelta(days=3))
    assert warn_of_lapses() == 1
    assert announced() == [7]


def test_a_renewed_number_is_warned_of_anew(only_hub: None, today: Any) -> None:
    today(LAPSES)
    warn_of_lapses()
    ContactRoute.objects.update(verified_on=LAPSES)
    assert warn_of_lapses() == 0
    today(LAPSES + timedelta(days=60))
    assert warn_of_lapses() == 1


def test_a_withdrawn_number_warns_nobody(only_hub: None, today: Any) -> None:
    ContactRoute.objects.update(status="withdrawn")
    today(LAPSES)
    assert warn_of_lapses() == 0


def test_the_owners_get_a_message_without_the_number(
    only_hub: None, person: Any, today: Any, work: Any
) -> None:
    owner, colleague = person("administrator"), person("manager")
    person("screener")
    person("manager", area_slug="brackenford")
    today(LAPSES - timedelta(days=7))
    work()
    (message,) = mail.outbox
    assert sorted(message.to) == sorted([owner.email, colleague.email])
    assert "960140" not in message.subject + message.body
    assert "2027-02-18" in message.body


def test_999_lapses_into_an_alarm(area: Any, today: Any) -> None:
    today(date(2027, 11, 20))
    warn_of_lapses()
    assert ContactRoute.objects.get(code="999").warnings.get().days_before == 0
    (alarm,) = [due for due in queries.lapsed(area) if due.alarms]
    assert alarm.route.code == "999"
    assert queries.shown(area)[0].phone == "999"


def test_what_lapses_soon_is_listed_soonest_first(area: Any, today: Any) -> None:
    assert queries.lapsing(area, 30) == []
    ContactRoute.objects.filter(code="licensing").update(review_every_days=10)
    ContactRoute.objects.filter(code="hub").update(review_every_days=20)
    assert [due.route.code for due in queries.lapsing(area, 30)] == ["licensing", "hub"]
    assert [due.days_left for due in queries.lapsing(area, 30)] == [5, 15]
    assert [due.route.code for due in queries.lapsing(area, 5)] == ["licensing"]
    assert queries.lapsing(None, 30) == []
