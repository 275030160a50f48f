"""A sign-in ends when nobody uses it, after eight hours, with a third one, and when access ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waylight.accounts import actions
from waylight.accounts.models import StaffSession
from waylight.accounts.policy import Refused
from waylight.accounts.queries import actor_for

ME = "/staff/me/"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def why_sent_away(client: Client) -> str:
    answer = client.get(ME)
    assert answer.status_code == 302
    return answer.headers["Location"].partition("ended=")[2]


def test_a_sign_in_that_nobody_uses_ends(clock: Any, staff_client: Any, audited: Any) -> None:
    client = staff_client("screener")
    clock.shift(timedelta(minutes=29))
    assert client.get(ME).status_code == 200
    clock.shift(timedelta(minutes=29))
    assert client.get(ME).status_code == 200, "use keeps it"
    clock.shift(timedelta(minutes=31))
    assert why_sent_away(client) == "idle"
    assert (
        "nothing happened for a while"
        in client.get(reverse("account_login") + "?ended=idle").content.decode()
    )
    assert [e.detail for e in audited("sign-in.end")] == [{"how": "idle"}]


def test_eight_hours_are_the_most_however_busy(clock: Any, staff_client: Any) -> None:
    client = staff_client("screener")
    for _ in range(24):
        clock.shift(timedelta(minutes=20))
        assert client.get(ME).status_code == 200
    clock.shift(timedelta(minutes=20))
    assert why_sent_away(client) == "too-long"


def test_a_third_sign_in_ends_the_first(clock: Any, staff_client: Any) -> None:
    first = staff_client("screener")
    clock.shift(timedelta(seconds=1))
    second = staff_client(who=first.person)
    clock.shift(timedelta(seconds=1))
    third = staff_client(who=first.person)
    assert why_sent_away(first) == "elsewhere"
    assert second.get(ME).status_code == third.get(ME).status_code == 200


def test_signing_out_ends_it_and_is_noted(staff_client: Any, audited: Any) -> None:
    client = staff_client("screener")
    kept = client.cookies["hub"].value
    client.post(reverse("account_logout"))
    client.cookies["hub"] = kept
    assert client.get(ME).status_code == 302, "the old cookie opens nothing"
    assert [e.detail for e in audited("sign-in.end")] == [{"how": "signed-out"}]


def test_one_ends_another_sign_in_of_ones_own(staff_client: Any) -> None:
    here = staff_client("screener")
    there = staff_client(who=here.person)
    page = here.get(ME).content.decode()
    other = StaffSession.objects.order_by("pk").last()
    assert other is not None
    assert reverse("session-end", args=[other.pk]) in page
    assert page.count("/end/") == 1, "not the one in use"
    assert here.post(reverse("session-end", args=[other.pk])).status_code == 302
    assert why_sent_away(there) == "by-person"


def test_nobody_ends_somebody_elses(staff_client: Any, actor: Any) -> None:
    theirs = staff_client("screener")
    session = StaffSession.objects.get(person=theirs.person)
    assert staff_client("manager").post(reverse("session-end", args=[session.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.end_session(session, by=actor("manager"))
    assert theirs.get(ME).status_code == 200


def test_leaving_ends_them_all_at_once(staff_client: Any, actor: Any) -> None:
    first = staff_client("screener")
    second = staff_client(who=first.person)
    actions.leave(first.person, on=timezone.now(), reason="left", by=actor("administrator"))
    assert first.get(ME).status_code == second.get(ME).status_code == 302
    assert not StaffSession.objects.filter(person=first.person, ended_at__isnull=True).exists()


def test_a_role_that_ended_opens_nothing_from_the_next_page_on(staff_client: Any, actor: Any) -> None:
    client = staff_client("auditor")
    assert client.get(reverse("audit")).status_code == 200
    actions.end_grant(client.person.grants.get(), by=actor("administrator"))
    assert client.get(reverse("audit")).status_code == 403


def test_a_session_that_we_did_not_begin_does_not_stand(staff_client: Any) -> None:
    client = staff_client("screener")
    StaffSession.objects.all().delete()
    assert client.get(ME).status_code == 302


def test_the_key_of_a_session_is_not_in_the_database(staff_client: Any) -> None:
    client = staff_client("screener")
    key = client.session["staff_session"]
    assert key not in str(list(StaffSession.objects.values()))


def test_what_a_person_may_is_read_at_every_page_in_few_questions(
    staff_client: Any, django_assert_max_num_queries: Any
) -> None:
    client = staff_client("screener")
    client.get(reverse("mfa_index"))
    with django_assert_max_num_queries(12):
        client.get(ME)
    assert actor_for(client.person).areas() == frozenset()
