"""A concern for another area: it stays until that hub accepts, and then it is theirs alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.reporting.models import StatusEvent
from waylight.triage import actions, queries
from waylight.triage.errors import Missing, NotPossible, Why
from waylight.triage.models import Clock, Contact, RotaEntry, Stream, Transfer

from .a_hub import LONDON, Hub


@pytest.fixture
def neighbour(hub: Hub, other_area: Any) -> Actor:
    return hub.actor("screener", area_slug="brackenford")


def offer(hub: Hub, contact: Contact, to: Any) -> Transfer:
    return actions.offer_transfer(contact, to_area=to, reason="The school is there.", by=hub.screener)


def test_until_it_is_accepted_it_stays(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    contact = hub.rated("amber", words="x")
    transfer = offer(hub, contact, other_area)
    assert hub.shown() == [contact.reference]
    assert hub.shown(by=neighbour) == []
    with pytest.raises(Refused):
        actions.open_contact(contact, by=neighbour)
    (waiting,) = queries.transfers_to_answer(neighbour)
    assert (waiting, waiting.reason) == (transfer, "The school is there.")
    assert queries.transfers_to_answer(hub.screener) == []


def test_accepted_it_is_theirs_under_their_rules(
    hub: Hub, neighbour: Actor, other_area: Any, clock: Any
) -> None:
    contact = hub.rated("amber", words="x")
    actions.hold(contact, by=hub.screener)
    stream = actions.fork(contact, "referral", "A boy", by=hub.screener)
    clock.shift(timedelta(hours=1))
    transfer = offer(hub, contact, other_area)
    actions.answer_transfer(transfer, accept=True, answer="", by=neighbour)
    contact.refresh_from_db()
    assert (contact.area_id, contact.state, contact.holder, contact.rating) == (
        "brackenford",
        "received",
        None,
        "amber",
    )
    running = {clock.kind: clock for clock in contact.clocks.filter(stopped_at__isnull=True)}
    assert set(running) == set(Clock.Kind)
    assert running["rating"].limit == "1 working day"
    lunch_counted_out = datetime(2026, 11, 18, 15, 30, tzinfo=LONDON)
    assert running["seen"].due_at == lunch_counted_out
    assert {c.rule_version for c in running.values()} == {other_area.pack_version}
    assert hub.shown() == []
    assert hub.shown(by=neighbour) == [contact.reference]
    with pytest.raises(Refused):
        actions.open_contact(contact, by=hub.screener)
    stream = Stream.objects.get(pk=stream.pk)
    with pytest.raises(Refused):
        queries.open_stream(hub.screener, stream)
    queries.open_stream(neighbour, stream)


def test_the_reporter_is_told_only_that_it_went_to_another_area(
    hub: Hub, neighbour: Actor, other_area: Any
) -> None:
    contact = hub.rated(words="x")
    transfer = offer(hub, contact, other_area)
    told = StatusEvent.objects.filter(concern=contact.concern, status="passed-on")
    assert not told.exists()
    actions.answer_transfer(transfer, accept=True, answer="", by=neighbour)
    assert told.get().passed_to == "other-area"


def test_the_first_hub_still_sees_that_it_sent_it(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    contact = hub.rated(words="x")
    actions.answer_transfer(offer(hub, contact, other_area), accept=True, answer="", by=neighbour)
    (sent,) = queries.transfers_sent(hub.screener)
    assert (sent.to_area_id, sent.state) == ("brackenford", "accepted")


def test_declined_it_stays_with_the_answer(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    contact = hub.rated(words="x")
    transfer = offer(hub, contact, other_area)
    with pytest.raises(Missing):
        actions.answer_transfer(transfer, accept=False, answer=" ", by=neighbour)
    actions.answer_transfer(transfer, accept=False, answer="That road is yours.", by=neighbour)
    contact.refresh_from_db()
    assert (contact.area_id, contact.state) == ("merrowdale", "rated")
    assert contact.transfers.get().answer == "That road is yours."
    offer(hub, contact, other_area)


def test_what_cannot_be_offered(hub: Hub, area: Any, neighbour: Actor, other_area: Any) -> None:
    contact = hub.rated(words="x")
    with pytest.raises(NotPossible) as refused:
        offer(hub, contact, area)
    assert refused.value.why == Why.SAME_AREA
    with pytest.raises(Missing):
        actions.offer_transfer(contact, to_area=other_area, reason="", by=hub.screener)
    offer(hub, contact, other_area)
    with pytest.raises(NotPossible) as refused:
        offer(hub, contact, other_area)
    assert refused.value.why == Why.OFFERED_ALREADY


def test_only_the_same_desk_over_there_answers(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    transfer = offer(hub, hub.rated(words="x"), other_area)
    officer = hub.actor("designated-officer", area_slug="brackenford")
    for by in (officer, hub.screener, hub.manager):
        with pytest.raises(Refused):
            actions.answer_transfer(transfer, accept=True, answer="", by=by)
    assert queries.transfers_to_answer(officer) == []


def test_gathered_callers_come_with_it(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    lead, other = hub.rated(words="One"), hub.screened(words="Two")
    actions.gather(other, under=lead, by=hub.screener)
    actions.answer_transfer(offer(hub, lead, other_area), accept=True, answer="", by=neighbour)
    other.refresh_from_db()
    assert (other.area_id, other.gathered_under) == ("brackenford", lead)
    assert StatusEvent.objects.filter(status="passed-on").count() == 2


def test_earlier_contacts_must_be_looked_at_anew(hub: Hub, neighbour: Actor, other_area: Any) -> None:
    contact = hub.rated(words="x")
    queries.earlier(hub.screener, contact)
    actions.answer_transfer(offer(hub, contact, other_area), accept=True, answer="", by=neighbour)
    assert Contact.objects.get().earlier_seen_at is None


def test_a_red_that_arrives_at_night_wakes_the_other_hub(
    hub: Hub, neighbour: Actor, other_area: Any, person: Any, clock: Any
) -> None:
    somebody = person("screener", area_slug="brackenford")
    entry = RotaEntry.objects.create(area=other_area, person=somebody, email=somebody.email)
    contact = hub.rated("red", words="x")
    transfer = offer(hub, contact, other_area)
    clock.shift(timedelta(hours=10))
    actions.answer_transfer(transfer, accept=True, answer="", by=neighbour)
    assert contact.pages.get().entry == entry
