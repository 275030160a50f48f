"""The list: what is most urgent first, no names, narrowed in the database, a constant number of queries."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waylight.accounts.policy import Refused
from waylight.triage import actions, queries
from waylight.triage.models import Contact, MatchKey, Stream

from .a_hub import LONDON, MORNING, Hub
from .many import many_contacts


def test_emergencies_first_then_unreadable_then_unknown_language_then_by_time(
    hub: Hub, concern: Any, clock: Any
) -> None:
    from waylight.reporting.models import Concern

    amber = hub.rated("amber", words="1")
    red = hub.rated("red", words="2")
    other = hub.received(language="am", words="ልጅቷ በየቀኑ በአንድ መኪና ትወሰዳለች እና እፈራለሁ ለእርሷ በጣም")
    sent = concern(words="damaged")
    Concern.objects.filter(pk=sent.concern.pk).update(sealed_to_desk=b"damaged")
    unreadable = actions.take_up(sent.concern.pk)
    emergency = hub.received(words="3", happening_now="yes")
    decided = hub.decided(words="4")
    paused = hub.rated("amber", words="5")
    actions.pause(paused, "Waiting.", by=hub.screener)
    expected = [emergency, unreadable, other, red, amber, decided, paused]
    assert hub.shown()[:5] == [contact.reference for contact in expected[:5]]
    assert set(hub.shown()[5:]) == {decided.reference, paused.reference}


def test_an_emergency_stays_on_top_until_it_is_decided(hub: Hub) -> None:
    hub.rated("red", words="x")
    stream = hub.stream(words="y", happening_now="yes")
    assert hub.shown()[0] == stream.contact.reference
    hub.decide(stream)
    assert hub.shown()[0] != stream.contact.reference


def test_a_language_we_have_no_list_for_is_on_top_until_it_is_rated(hub: Hub) -> None:
    red = hub.rated("red", words="x")
    other = hub.screened(language="am", words="ልጅቷ በየቀኑ በአንድ መኪና ትወሰዳለች እና እፈራለሁ ለእርሷ በጣም")
    assert hub.shown() == [other.reference, red.reference]
    hub.rate(other, "green")
    assert hub.shown() == [red.reference, other.reference]


def test_a_row_tells_what_a_lead_asks_and_no_name(hub: Hub, clock: Any) -> None:
    contact = hub.rated("green", words="Mina T, 07700 900417", people=[{"kind": "child", "name": "Mina T"}])
    hub.rate(contact, "amber")
    hub.received(words="Again 07700 900417.")
    actions.fork(contact, "referral", "Mina T", by=hub.screener)
    clock.shift(timedelta(hours=1))
    row = next(r for r in queries.inbox(hub.screener).rows if r.pk == contact.pk)
    assert (row.rating, row.first_rating, row.earlier, row.streams) == ("amber", "green", 1, ["referral"])
    assert (row.time_left, row.calendar_words, row.late) == ("5 h 0 min left", "working time", False)
    assert "Mina" not in repr(row)


def test_late_and_soon_and_paused_in_words(hub: Hub, clock: Any) -> None:
    late = hub.rated("red", words="x")
    clock.shift(timedelta(hours=2, minutes=20))
    row = queries.inbox(hub.screener).rows[0]
    assert (row.late, row.time_left) == (True, "Late by 20 min")
    assert queries.inbox(hub.screener, {"due": "late"}).total == 1
    soon = hub.rated("red", words="y")
    clock.shift(timedelta(hours=1, minutes=10))
    rows = {r.reference: r for r in queries.inbox(hub.screener).rows}
    assert (rows[soon.reference].soon, rows[soon.reference].time_left) == (True, "0 h 50 min left"[4:])
    assert hub.shown(due="late") == [late.reference]


def test_a_paused_clock_says_so(hub: Hub) -> None:
    contact = hub.rated("amber", words="x")
    actions.pause(contact, "Waiting.", by=hub.screener)
    row = queries.inbox(hub.screener).rows[0]
    assert (row.time_left, row.late) == ("Paused", False)


def test_earlier_contacts_are_those_of_twelve_months_that_the_viewer_may_see(
    hub: Hub, other_area: Any, clock: Any
) -> None:
    old = hub.received(words="Car KV00 ABC.")
    Contact.objects.filter(pk=old.pk).update(received_at=MORNING - timedelta(days=366))
    hub.received(words="Car KV00 ABC and 07700 900417.")
    hub.received(words="Car KV00ABC, 07700 900417.")
    there = hub.received(area_slug="brackenford", words="Car KV00 ABC.")
    assert there.area_id == "brackenford"
    earlier = {row.reference: row.earlier for row in queries.inbox(hub.screener).rows}
    assert earlier.pop(old.reference) == 2
    assert list(earlier.values()) == [1, 1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "screening"}, {"screened"}),
        ({"state": "decided"}, {"decided"}),
        ({"state": "closed"}, {"closed"}),
        ({"rating": "red"}, {"red"}),
        ({"rating": "none"}, {"received", "screened", "polish"}),
        ({"due": "late"}, {"red"}),
        ({"held": "me"}, {"red"}),
        ({"language": "pl"}, {"polish"}),
        ({"channel": "phone"}, {"polish"}),
        ({"waiting": "second-look"}, {"second"}),
        ({"second_look": "yes"}, {"second"}),
        ({"waiting": "feedback"}, {"decided"}),
        ({"waiting": "asked"}, {"screened"}),
        ({"waiting": "reply"}, set()),
        ({"out_of_hours": "yes"}, {"received"}),
        ({"marking": "any"}, {"marked"}),
        ({"marking": "test"}, {"marked"}),
        ({"marking": "malicious"}, set()),
        ({"rating": "mauve", "held": "x", "due": "?", "state": "lost"}, None),
    ],
)
def test_filters(hub: Hub, clock: Any, asked: dict[str, str], expected: set[str] | None) -> None:
    named = {
        "screened": hub.screened(words="1"),
        "red": hub.rated("red", words="2"),
        "decided": hub.decided(words="3"),
        "second": Contact.objects.get(pk=second_look(hub).contact_id),
        "closed": hub.closed(words="5"),
        "marked": hub.screened(words="6"),
        "polish": hub.received(words="Dziewczynka i samochód.", language="pl", channel="phone"),
    }
    actions.ask(named["screened"], "Which door?", by=hub.screener)
    actions.hold(named["red"], by=hub.screener)
    actions.mark(named["marked"], "test", "Says so.", by=hub.screener)
    clock.move_to(datetime(2026, 11, 18, 12, 5, tzinfo=LONDON))
    Contact.objects.exclude(pk=named["red"].pk).filter(due_at__isnull=False).update(
        due_at=MORNING + timedelta(days=2)
    )
    clock.move_to(datetime(2026, 11, 18, 19, 0, tzinfo=LONDON))
    named["received"] = hub.received(words="7")
    names = {contact.reference: name for name, contact in named.items()}
    everything = set(names.values()) - {"closed", "marked"}
    assert {names[reference] for reference in hub.shown(**asked)} == (
        everything if expected is None else expected
    )


def second_look(hub: Hub) -> Stream:
    stream = hub.stream(words="4")
    hub.decide(stream, outcome="strategy-discussion")
    return stream


def test_a_reference_finds_whatever_its_state(hub: Hub) -> None:
    contact = hub.closed(words="x")
    hub.received(words="y")
    for typed in (
        contact.reference,
        contact.reference.lower(),
        f" {contact.reference[:4]} {contact.reference[4:]} ",
    ):
        assert hub.shown(reference=typed) == [contact.reference]
    for typed in ("zzz", "0" * 33, "%", "' or 1=1"):
        assert hub.shown(reference=typed) == []


def test_a_page_holds_fifty_and_is_one_audit_event(hub: Hub, audited: Any) -> None:
    many_contacts(120)
    first = queries.inbox(hub.screener)
    assert (len(first.rows), first.pages, first.total) == (50, 3, 120)
    third = queries.inbox(hub.screener, {}, page=3)
    assert len(third.rows) == 20
    assert not {r.pk for r in first.rows} & {r.pk for r in third.rows}
    assert queries.inbox(hub.screener, {}, page=99).number == 3
    assert queries.inbox(hub.screener, {}, page=-5).number == 1
    events = audited("inbox.view")
    assert len(events) == 4
    assert events[0].detail["shown"] == [row.reference for row in first.rows]


def test_the_number_of_queries_does_not_grow(hub: Hub) -> None:
    many_contacts(10)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.inbox(hub.screener)
    many_contacts(290)
    with CaptureQueriesContext(connection) as many:
        assert queries.inbox(hub.screener).total == 300
    assert len(many) == len(few) <= 14


def test_who_has_no_desk_has_no_list(hub: Hub) -> None:
    hub.received(words="x")
    for role in ("intelligence", "licensing", "auditor", "administrator"):
        with pytest.raises(Refused):
            queries.inbox(hub.actor(role))
    assert hub.shown(by=hub.actor("screener", area_slug="brackenford")) == []
    assert MatchKey.objects.count() == 0
