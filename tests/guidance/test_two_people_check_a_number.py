"""A number changes only when two people say so: in the actions, in the database and on the screen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.policy import Refused
from waylight.audit.models import Event, Verb
from waylight.guidance import actions, queries
from waylight.guidance.actions import CheckNotTaken, Found
from waylight.guidance.models import ContactRoute, RouteCheck

TODAY = date(2026, 11, 25)
NEW = "01632 960199"


def found(**what: Any) -> Found:
    return Found(**{"method": "Called", "source": "Duty manager", "checked_on": TODAY, "phone": NEW} | what)


def phone_shown(area: Any) -> str:
    route = queries.route("hub", area)
    assert route is not None
    return route.phone


def test_one_person_changes_nothing_and_a_second_does(area: Any, route: Any, actor: Any) -> None:
    first, second = actor("manager"), actor("administrator")
    check = actions.propose_check(route("hub"), found(), by=first, name="First")
    assert phone_shown(area) == "01632 960140"
    actions.confirm_check(check, by=second, name="Second")
    assert phone_shown(area) == NEW
    kept = route("hub")
    assert (kept.verified_on, kept.verified_by, kept.confirmed_by) == (TODAY, "First", "Second")
    audited = Event.objects.filter(object_type="contactroute", object_id=str(kept.pk), verb=Verb.ALTERATION)
    assert [(event.action, event.actor) for event in audited.order_by("id")] == [
        ("contact-route.propose", first.ref),
        ("contact-route.confirm", second.ref),
    ]
    assert NEW not in str(list(audited.values_list("detail", flat=True)))


def test_an_unchanged_number_gets_its_date(area: Any, route: Any, actor: Any) -> None:
    same = Found.unchanged(route("hub"), method="Called", source="Duty manager", checked_on=TODAY)
    actions.confirm_check(
        actions.propose_check(route("hub"), same, by=actor("manager"), name="A"),
        by=actor("manager"),
        name="B",
    )
    assert (route("hub").phone, route("hub").verified_on) == ("01632 960140", TODAY)


def test_nobody_confirms_or_rejects_their_own_check(route: Any, actor: Any) -> None:
    one = actor("manager")
    check = actions.propose_check(route("hub"), found(), by=one, name="One")
    with pytest.raises(CheckNotTaken, match="You made this check"):
        actions.confirm_check(check, by=one, name="One")
    with pytest.raises(CheckNotTaken, match="You made this check"):
        actions.reject_check(check, "Wrong", by=one, name="One")
    assert route("hub").phone == "01632 960140"


def test_the_database_holds_the_two_people_too(route: Any, actor: Any) -> None:
    check = actions.propose_check(route("hub"), found(), by=actor("manager"), name="One")
    for fields in (
        {"state": "confirmed", "decided_by": check.proposed_by},
        {"state": "confirmed", "decided_by": ""},
        {"state": "proposed", "decided_by": "user:999"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RouteCheck.objects.filter(pk=check.pk).update(**fields)


def test_a_rejected_check_changes_nothing_and_says_why(area: Any, route: Any, actor: Any) -> None:
    check = actions.propose_check(route("hub"), found(), by=actor("manager"), name="One")
    with pytest.raises(CheckNotTaken, match="Say why"):
        actions.reject_check(check, "  ", by=actor("manager"), name="Two")
    rejected = actions.reject_check(check, "It rang out", by=actor("manager"), name="Two")
    assert (rejected.state, rejected.reason, phone_shown(area)) == ("rejected", "It rang out", "01632 960140")
    with pytest.raises(CheckNotTaken, match="already decided"):
        actions.confirm_check(check, by=actor("manager"), name="Three")


def test_a_withdrawn_number_is_never_shown_again(area: Any, route: Any, actor: Any) -> None:
    check = actions.propose_check(route("licensing"), found(withdraw=True), by=actor("manager"), name="One")
    actions.confirm_check(check, by=actor("manager"), name="Two")
    assert queries.route("licensing", area) is None
    assert "01632 960143" not in {one.phone for one in queries.shown(area)}


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"checked_on": date(2026, 11, 26)}, "still to come"),
        ({"checked_on": date(2026, 11, 19)}, "has been checked since"),
        ({"method": " "}, "Say how you checked"),
        ({"source": ""}, "Say how you checked"),
        ({"phone": ""}, "at least one way"),
        ({"phone": "0" * 31}, "at most 30"),
        ({"url": "not a page"}, "valid URL"),
    ],
)
def test_a_check_that_cannot_be(route: Any, actor: Any, what: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CheckNotTaken, match=sentence):
        actions.propose_check(route("hub"), found(**what), by=actor("manager"), name="One")
    assert not RouteCheck.objects.exists()


def test_one_open_check_at_a_time(route: Any, actor: Any) -> None:
    actions.propose_check(route("hub"), found(), by=actor("manager"), name="One")
    with pytest.raises(CheckNotTaken, match="already waiting"):
        actions.propose_check(route("hub"), found(phone="01632 960198"), by=actor("manager"), name="Two")


def test_a_check_older_than_what_is_shown_is_not_confirmed(route: Any, actor: Any) -> None:
    check = actions.propose_check(
        route("hub"), found(checked_on=date(2026, 11, 21)), by=actor("manager"), name="1"
    )
    ContactRoute.objects.filter(code="hub").update(verified_on=TODAY)
    with pytest.raises(CheckNotTaken, match="checked again since"):
        actions.confirm_check(check, by=actor("manager"), name="2")


@pytest.mark.parametrize("role", ["screener", "intelligence", "auditor", "designated-officer"])
def test_who_may_not_verify(route: Any, actor: Any, role: str) -> None:
    with pytest.raises(Refused):
        actions.propose_check(route("hub"), found(), by=actor(role), name="One")


def test_a_neighbour_verifies_national_numbers_but_not_ours(route: Any, other_area: Any, actor: Any) -> None:
    neighbour = actor("manager", area_slug="brackenford")
    with pytest.raises(Refused):
        actions.propose_check(route("hub"), found(), by=neighbour, name="One")
    actions.propose_check(route("nspcc"), found(phone="0808 800 5000"), by=neighbour, name="One")


def test_999_cannot_be_changed_or_withdrawn_by_any_number_of_people(route: Any, actor: Any) -> None:
    for what in ({"withdraw": True}, {"phone": "998"}):
        with pytest.raises(CheckNotTaken, match="999 cannot"):
            actions.propose_check(route("999"), found(**what), by=actor("manager"), name="One")
    for fields in ({"phone": "998"}, {"status": "withdrawn"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactRoute.objects.filter(code="999").update(**fields)


# On the screen

Client = Callable[..., Any]


def typed(**what: str) -> dict[str, str]:
    return {
        "result": "changed",
        "phone": NEW,
        "text_number": "",
        "email": "",
        "url": "",
        "hours": "Day and night",
        "method": "Called",
        "source": "Duty manager",
        "checked_on": "2026-11-25",
    } | what


def test_two_people_renew_a_number_on_the_screen(area: Any, route: Any, staff_client: Client) -> None:
    one, two, page = (
        staff_client("manager"),
        staff_client("administrator"),
        reverse("contact-route", args=[route("hub").pk]),
    )
    assert "I have checked it" in one.get(page).content.decode()
    assert one.post(page, typed()).status_code == 302
    check = RouteCheck.objects.get()
    confirm = reverse("contact-route-confirm", args=[route("hub").pk, check.pk])
    mine = one.get(page).content.decode()
    assert "Somebody else must confirm" in mine
    assert confirm not in mine
    one.post(confirm)
    assert phone_shown(area) == "01632 960140"
    assert confirm in two.get(page).content.decode()
    two.post(confirm)
    assert phone_shown(area) == NEW
    assert "Confirmed" in two.get(page).content.decode()


def test_a_rejection_on_the_screen_wants_its_reason(route: Any, staff_client: Client) -> None:
    one, two, pk = staff_client("manager"), staff_client("manager"), route("hub").pk
    one.post(reverse("contact-route", args=[pk]), typed(result="withdraw"))
    reject = reverse("contact-route-reject", args=[pk, RouteCheck.objects.get().pk])
    answer = two.post(reject, {"reason": ""})
    assert answer.status_code == 422
    assert "Say why you do not agree." in answer.content.decode()
    two.post(reject, {"reason": "It was engaged, not dead"})
    assert RouteCheck.objects.get().state == "rejected"


def test_a_check_that_took_the_place_of_the_one_seen_is_not_confirmed(
    route: Any, staff_client: Client
) -> None:
    one, two, pk = staff_client("manager"), staff_client("manager"), route("hub").pk
    one.post(reverse("contact-route", args=[pk]), typed())
    seen = RouteCheck.objects.get()
    RouteCheck.objects.filter(pk=seen.pk).update(
        state="rejected", decided_by="user:0", decided_at=timezone.now(), reason="x"
    )
    one.post(reverse("contact-route", args=[pk]), typed(phone="01632 960666"))
    two.post(reverse("contact-route-confirm", args=[pk, seen.pk]))
    assert route("hub").phone == "01632 960140"


def test_what_was_typed_stays_when_something_is_missing(route: Any, staff_client: Client) -> None:
    answer = staff_client("manager").post(
        reverse("contact-route", args=[route("hub").pk]), typed(method="", checked_on="last week")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in (NEW, "last week", "Say how you checked it.", "Write a date"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 25), ("Live until 18 February 2027", "Withdrawn")),
        (date(2027, 2, 16), ("Lapses in 2 days", "numbers need a check")),
        (date(2027, 2, 18), ("Lapsed on 18 February 2027, and hidden",)),
        (date(2027, 11, 20), ("It is shown all the same: check it today.",)),
    ],
)
def test_the_list_shows_each_state_and_what_to_check(
    area: Any, staff_client: Client, today: Any, day: date, words: tuple[str, ...]
) -> None:
    ContactRoute.objects.filter(code="licensing").update(status="withdrawn")
    today(day)
    page = staff_client("administrator").get(reverse("contact-routes")).content.decode()
    assert all(each in page for each in words)


def test_a_screener_may_look_and_not_touch(route: Any, staff_client: Client) -> None:
    client, pk = staff_client("screener"), route("hub").pk
    assert client.get(reverse("contact-routes")).status_code == 200
    assert "I have checked it" not in client.get(reverse("contact-route", args=[pk])).content.decode()
    assert client.post(reverse("contact-route", args=[pk]), typed()).status_code == 403
    assert not RouteCheck.objects.exists()


def test_another_areas_numbers_are_not_shown(route: Any, other_area: Any, staff_client: Client) -> None:
    client = staff_client("manager", area_slug="brackenford")
    assert "Merrowdale MASH" not in client.get(reverse("contact-routes")).content.decode()
    assert client.get(reverse("contact-route", args=[route("hub").pk])).status_code == 403
