"""From the envelope to the inbox: danger judged again, streams suggested, nothing dropped."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from waylight.keys import keyring
from waylight.reporting.actions import CONCERN, submit
from waylight.reporting.models import Concern, StatusEvent
from waylight.triage import actions
from waylight.triage.models import Clock, Contact, MatchKey

from .a_hub import MORNING, Hub

URGENT = (
    "Please send someone now, a man is dragging a girl into a car outside the Tern Hotel and she is screaming"
)


def test_the_worker_takes_up_what_was_submitted_once(hub: Hub, concern: Any, work: Any) -> None:
    sent = concern(words="A girl of about 13 waits by the same car each Friday.")
    work()
    work()
    actions.take_up(sent.concern.pk)
    contact = Contact.objects.get()
    assert contact.pk == sent.concern.pk
    assert (contact.state, contact.area_id, contact.desk) == ("received", "merrowdale", "hub")
    assert contact.clocks.count() == 2


def test_clocks_run_from_when_the_hub_received_it(hub: Hub, concern: Any, clock: Any) -> None:
    sent = concern(words="Something is not right.")
    clock.shift(timedelta(minutes=30))
    contact = actions.take_up(sent.concern.pk)
    seen = contact.clocks.get(kind=Clock.Kind.SEEN)
    assert seen.started_at == sent.concern.received_at == MORNING
    assert seen.due_at == MORNING + timedelta(hours=2)
    assert contact.due_at == seen.due_at
    assert seen.rule_version == contact.area.pack_version


def test_danger_is_judged_again_on_the_opened_words(hub: Hub) -> None:
    contact = hub.received(words=URGENT)
    assert contact.emergency
    assert contact.danger_reasons
    assert not hub.received(words="A man with a car, last month.").emergency


def test_happening_now_is_an_emergency_whatever_the_words(hub: Hub) -> None:
    contact = hub.received(happening_now="yes", where={"name": "Tern Hotel"})
    assert contact.emergency
    assert "happening-now" in contact.danger_reasons


def test_danger_is_found_in_any_free_words(hub: Hub) -> None:
    assert hub.received(people=[{"kind": "child", "words": URGENT}]).emergency
    assert hub.received(words="From the night desk.", source={"caller_words": URGENT}).emergency


def test_a_language_without_a_list_is_for_a_person_first(hub: Hub) -> None:
    contact = hub.received(language="am", words="ልጅቷ በየቀኑ በአንድ መኪና ትወሰዳለች እና እፈራለሁ ለእርሷ በጣም")
    assert not contact.language_known


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ({"people": [{"kind": "child", "hair": "red"}]}, ["referral"]),
        ({"child_self": True, "words": "Please help."}, ["referral"]),
        ({"vehicles": [{"colour": "red"}]}, ["intelligence"]),
        ({"where": {"name": "Gate Street"}}, ["intelligence"]),
        ({"people": [{"kind": "adult", "build": "slim"}]}, ["intelligence"]),
        ({"vehicles": [{"badge": "88"}]}, ["licensing"]),
        ({"source": {"operator": "about"}, "words": "They take no notice."}, ["licensing"]),
        ({"words": "A girl of 13 gets into a van."}, ["referral", "intelligence"]),
        ({"words": "Dwie dziewczynki i mężczyzna w samochodzie."}, ["referral", "intelligence"]),
        ({"words": "The band plays too loud."}, []),
    ],
)
def test_streams_are_suggested_or_left_to_a_person(
    hub: Hub, answers: dict[str, Any], kinds: list[str]
) -> None:
    assert hub.received(**answers).suggested == kinds


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"role": "taxi-driver", "mode": "named"}, "1D"),
        ({"role": "taxi-driver", "mode": "anonymous"}, "9"),
        ({"role": "teacher"}, "2A"),
        ({"role": "police"}, "6"),
        ({"role": "health"}, "3F"),
        ({"role": "social-worker"}, "5A"),
        ({"role": "parent"}, "1A"),
        ({"role": "neighbour"}, "1B"),
        ({"role": "parent", "child_self": True, "mode": "anonymous"}, "1C"),
        ({"role": "something we have not heard of"}, "10"),
        ({}, "10"),
    ],
)
def test_the_source_is_the_national_code(hub: Hub, answers: dict[str, Any], code: str) -> None:
    assert hub.received(words="A worry.", **answers).source_code == code


def test_the_original_time_of_another_system_is_kept(hub: Hub) -> None:
    told = hub.received(words="A worry.", source={"received_at": "2026-07-05T16:14:00+01:00"})
    assert told.reported_at == datetime(2026, 7, 5, 15, 14, tzinfo=UTC)
    assert told.received_at == MORNING
    for odd in ("yesterday", "0001-01-01T00:00:00+14:00", "", "2026-13-01"):
        assert hub.received(words="A worry.", source={"received_at": odd}).reported_at is None


def test_marks_phones_and_people_become_keyed_digests(hub: Hub) -> None:
    contact = hub.received(
        words="Rang from 07700 900417, car KV00 ABC.",
        vehicles=[{"mark": "kv00abc"}, {"mark": "KV00 ?B*"}],
        phones=["+44 7700 900417"],
        people=[{"kind": "child", "name": "Elin Marsh", "birth_date": "2012-03-09"}, {"name": "Elin"}],
    )
    found = sorted(MatchKey.objects.filter(contact=contact).values_list("kind", flat=True))
    assert found == ["mark", "person", "phone"]
    assert all(len(digest) == 64 for digest in contact.match_keys.values_list("digest", flat=True))


@pytest.mark.parametrize(
    "answers",
    [
        {"words": "half of an emoji \ud83d and a NUL \x00"},
        {"people": "not a list", "vehicles": ["a car", 7, None, {"mark": 3}], "words": "x"},
        {"people": [{"name": "Broken \udc00", "birth_date": "2012-01-01"}], "where": "a street", "when": []},
        {"source": ["odd"], "phones": {"a": "b"}, "words": ["not", "words"], "mode": 7},
    ],
)
def test_any_shape_is_taken_up_and_can_be_opened(hub: Hub, answers: dict[str, Any]) -> None:
    contact = hub.received(**answers)
    assert not contact.unreadable
    opened = actions.open_contact(contact, by=hub.screener)
    assert all(value.encode() for told in opened.readings for _label, value in told.details)
    assert opened.readings[0].words.encode() is not None


def test_what_cannot_be_opened_is_on_top_for_a_person(hub: Hub, concern: Any) -> None:
    other = hub.received(words="Something readable.")
    sent = concern(words="It will be damaged.")
    damaged = bytes(sent.concern.sealed_to_desk)[:-1] + b"\0"
    Concern.objects.filter(pk=sent.concern.pk).update(sealed_to_desk=damaged)
    contact = actions.take_up(sent.concern.pk)
    assert contact.unreadable
    assert hub.shown() == [contact.reference, other.reference]
    opened = actions.open_contact(contact, by=hub.screener)
    assert opened.unreadable
    assert opened.answers == {}
    assert opened.contact.seen_at is None
    assert not StatusEvent.objects.filter(concern=contact.concern, status="seen").exists()


def test_what_becomes_readable_is_read_when_it_is_opened(hub: Hub, concern: Any) -> None:
    sent = concern(words="A girl of 12, car KV00 ABC.")
    whole = bytes(sent.concern.sealed_to_desk)
    Concern.objects.filter(pk=sent.concern.pk).update(sealed_to_desk=b"not an envelope")
    contact = actions.take_up(sent.concern.pk)
    assert contact.unreadable
    Concern.objects.filter(pk=sent.concern.pk).update(sealed_to_desk=whole)
    opened = actions.open_contact(contact, by=hub.screener)
    assert not opened.contact.unreadable
    assert opened.contact.suggested == ["referral", "intelligence"]
    assert opened.contact.match_keys.count() == 1
    assert opened.contact.seen_at is not None


def test_content_that_is_no_concern_is_unreadable_and_not_lost(hub: Hub, concern: Any) -> None:
    sent = concern(words="A worry.")
    aad = sent.concern.locator.encode()
    for content in (json.dumps(["a list"]).encode(), b"\xff\xfe", b"not json"):
        sealed = keyring.seal_to("hub", content, purpose=CONCERN, aad=aad)
        Concern.objects.filter(pk=sent.concern.pk).update(sealed_to_desk=sealed)
        Contact.objects.filter(pk=sent.concern.pk).delete()
        assert actions.take_up(sent.concern.pk).unreadable


def test_an_area_that_is_not_loaded_falls_to_the_default_hub(hub: Hub, concern: Any) -> None:
    sent = concern(area_slug="no-such-place", words="A worry.")
    assert actions.take_up(sent.concern.pk).area_id == "merrowdale"


def test_the_way_round_leads_to_another_desk(hub: Hub) -> None:
    contact = hub.received(words="The coach is too close to one boy.", about="works-with-children")
    assert contact.desk == "designated-officer"
    assert hub.shown() == []
    assert hub.shown(by=hub.actor("designated-officer")) == [contact.reference]


def test_a_changed_send_after_the_opening_waits_to_be_read(
    hub: Hub, area: Any, work: Any, clock: Any
) -> None:
    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey

    send: dict[str, Any] = {"flow": FlowKey.new(), "by": PUBLIC, "area_slug": "merrowdale"}
    submit({"words": "A girl by the baths.", "language": "en"}, **send)
    work()
    actions.open_contact(Contact.objects.get(), by=hub.screener)
    clock.shift(timedelta(minutes=5))
    submit({"words": f"{URGENT}. Mark KV00 ABC.", "language": "en"}, **send)
    work()
    contact = Contact.objects.get()
    assert (contact.unread_versions, contact.waiting_since) == (1, MORNING + timedelta(minutes=5))
    assert contact.emergency
    assert contact.match_keys.count() == 1
    opened = actions.open_contact(contact, by=hub.screener)
    assert [told.words for told in opened.readings] == ["A girl by the baths.", f"{URGENT}. Mark KV00 ABC."]
    assert (opened.contact.unread_versions, opened.contact.waiting_since) == (0, None)


def test_a_concern_entered_for_a_caller_keeps_taker_and_caller_apart(hub: Hub, area: Any) -> None:
    sent = actions.enter_for_caller(
        {"words": "She is waiting at the rank again.", "source": {"channel": "operator"}},
        {"name": "Dana Rook", "phone": "07700 900311"},
        "merrowdale",
        by=hub.screener,
    )
    contact = Contact.objects.get(pk=sent.concern.pk)
    assert contact.entered_by_id == hub.screener.user_id
    assert contact.channel == "operator"
    opened = actions.open_contact(contact, by=hub.screener)
    assert "Dana" not in json.dumps(opened.answers)
    assert opened.has_identity
    assert actions.open_identity(contact, "She asked to be rung.", by=hub.manager)["name"] == "Dana Rook"


def test_entering_the_same_call_twice_makes_one_concern(hub: Hub, area: Any) -> None:
    from waylight.engine.sealing import FlowKey

    flow = FlowKey.new()
    for _time in range(2):
        actions.enter_for_caller({"words": "A call."}, None, "merrowdale", flow=flow, by=hub.screener)
    assert Contact.objects.count() == Concern.objects.count() == 1


def test_nobody_enters_a_concern_for_an_area_that_is_not_theirs(hub: Hub, other_area: Any) -> None:
    from waylight.accounts.policy import Refused

    with pytest.raises(Refused):
        actions.enter_for_caller({"words": "A call."}, None, "brackenford", by=hub.screener)
