"""A session that ends in the middle of a sentence loses nothing at the desk either, and two who write at once
lose nothing; who reported lies in no draft."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.two_people import base_in, page_of
from tests.respond.half_a_sentence import HALF, nothing_is_lost

from waylight.accounts.models import Person
from waylight.casework.models import Draft
from waylight.triage import actions
from waylight.triage.models import EditConflict

from .a_hub import DECISION, Hub

WAITS = "you had begun to write this; it can no longer be sent here"


@pytest.fixture
def desk(hub: Hub, staff_client: Any) -> Callable[[str], Callable[[], Any]]:
    """`desk("screener")()`: a client signed in as that actor of the hub."""

    def of(name: str) -> Callable[[], Any]:
        who = Person.objects.get(pk=getattr(hub, name).user_id)
        return lambda: staff_client(who=who)

    return of


def test_a_concern_and_opening_who_reported(hub: Hub, desk: Any) -> None:
    contact = hub.rated(words="x")
    page = reverse("contact", args=[contact.pk])
    assert nothing_is_lost(desk("screener"), page, desk("manager")) > 8
    assert nothing_is_lost(desk("manager"), reverse("identity", args=[contact.pk])) == 1


def test_a_stream_its_decision_and_its_second_person(hub: Hub, desk: Any) -> None:
    stream = hub.stream(words="x")
    page = reverse("stream", args=[stream.pk])
    assert nothing_is_lost(desk("screener"), page, desk("manager")) == 2
    hub.decide(stream, outcome="strategy-discussion")
    assert nothing_is_lost(desk("manager"), page, desk("screener")) == 2


def test_a_shift_that_is_handed_over(hub: Hub, desk: Any) -> None:
    actions.hold(hub.rated(words="x"), by=hub.screener)
    assert nothing_is_lost(desk("screener"), reverse("handover")) == 1


def test_an_offered_concern(hub: Hub, person: Any, staff_client: Any, other_area: Any) -> None:
    actions.offer_transfer(hub.rated(words="y"), to_area=other_area, reason="Theirs.", by=hub.screener)
    there = person("manager", area_slug="brackenford")
    assert nothing_is_lost(lambda: staff_client(who=there), reverse("transfers")) == 1


def test_what_a_caller_says_is_kept_and_who_they_are_is_not(hub: Hub, desk: Any) -> None:
    assert nothing_is_lost(desk("screener"), reverse("enter"), desk("manager")) == 1
    client = desk("screener")()
    keep = reverse("draft-keep", args=["caller", "00000000-0000-0000-0000-000000000000", "enter"])
    caller = {"name": "Ada Quill", "phone": "01632 960111", "safe_contact": "By day"}
    typed = {"words": HALF, **caller, "form_id": "a"}
    assert client.post(keep, typed).status_code == 200
    assert set(json.loads(Draft.objects.get().typed)) == {"words"}
    refused = client.post(reverse("enter"), {**typed, "mode": "anonymous", "channel": "phone"})
    assert "Take out the name" in page_of(refused)
    assert HALF in Draft.objects.get().typed
    assert not set(caller.values()) & set(json.loads(Draft.objects.get().typed).values())


def test_a_decision_that_somebody_else_took_is_shown_to_its_writer_alone(hub: Hub, desk: Any) -> None:
    stream = hub.stream(words="x")
    page, one = reverse("stream", args=[stream.pk]), desk("screener")()
    keep = reverse("draft-keep", args=["stream", stream.pk, "decide"])
    assert one.post(keep, {"rationale": HALF, "base": stream.version}).status_code == 200
    assert WAITS not in page_of(one.get(page))
    hub.decide(stream, by=hub.manager)
    assert WAITS in page_of(one.get(page))
    assert HALF in page_of(one.get(page))
    assert HALF not in page_of(desk("manager")().get(page))
    assert one.post(f"{keep}away/").status_code == 302
    assert HALF not in page_of(one.get(page))


def test_two_rate_at_once_and_the_second_saves_again(hub: Hub, desk: Any) -> None:
    contact = hub.screened(words="x")
    act = reverse("contact-act", args=[contact.pk, "rate"])
    seen = contact.version
    first, late = desk("manager")(), desk("screener")()
    assert first.post(act, {"rating": "red", "reason": "Now.", "base": seen}).status_code == 302
    typed = {"rating": "green", "reason": HALF, "base": seen}
    answer = late.post(act, typed)
    page = page_of(answer)
    assert answer.status_code == 400
    assert HALF in page
    assert "This stands now: Red" in page
    assert EditConflict.objects.count() == 1
    assert late.post(act, {**typed, "base": base_in(answer, act)}).status_code == 302
    contact.refresh_from_db()
    assert contact.rating == "green"


def test_two_decide_on_what_one_of_them_had_not_read(hub: Hub, desk: Any) -> None:
    stream = hub.stream(words="x")
    act, late = reverse("stream-act", args=[stream.pk, "decide"]), desk("screener")()
    typed = {**DECISION, "rationale": HALF, "base": stream.version}
    actions.state_fact(stream, "fact", "He has a second address.", quoted=False, by=hub.manager)
    answer = late.post(act, typed)
    assert answer.status_code == 400
    assert HALF in page_of(answer)
    assert "He has a second address." in page_of(answer)
    assert late.post(act, {**typed, "base": base_in(answer, act)}).status_code == 302
    assert not Draft.objects.exists()
