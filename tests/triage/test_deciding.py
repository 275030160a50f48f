"""No decision without its reasons, no second person who is the first, no closing in silence."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from waylight.accounts.policy import Refused
from waylight.reporting.models import StatusEvent
from waylight.triage import actions, queries
from waylight.triage.codes import OUTCOMES_FOR, SECOND_PERSON, Outcome
from waylight.triage.errors import DecisionIncomplete, Missing, NotPossible, Why
from waylight.triage.models import Clock, Contact, Decision, Stream

from .a_hub import DECISION, Hub

NFA = {"outcome": "no-further-action", "would_change": "A name, or a second sighting."}


@pytest.mark.parametrize(
    "left_out", ["outcome", "rationale", "threshold", "lawful_basis", "service_agreement", "not_known"]
)
@pytest.mark.parametrize("blank", ["", "   "])
def test_a_decision_says_everything(hub: Hub, left_out: str, blank: str) -> None:
    stream = hub.stream(words="x")
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, **{left_out: blank})
    assert refused.value.missing == [left_out]
    assert not Decision.objects.exists()
    assert Stream.objects.get().state == "open"


def test_all_that_is_missing_is_said_at_once(hub: Hub) -> None:
    stream = hub.stream(words="x")
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, **dict.fromkeys(DECISION, ""))
    assert set(refused.value.missing) == set(DECISION)


def test_codes_must_be_among_the_codes(hub: Hub) -> None:
    stream = hub.stream(words="x")
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, outcome="licensing-referral", lawful_basis="consent", service_agreement="yes")
    assert set(refused.value.missing) == {"outcome", "lawful_basis", "service_agreement"}
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, threshold="L" * 61)
    assert refused.value.missing == ["threshold"]


@pytest.mark.parametrize("kind", OUTCOMES_FOR)
def test_every_outcome_of_a_kind_can_be_decided(hub: Hub, kind: str) -> None:
    for outcome in OUTCOMES_FOR[kind]:
        stream = hub.stream(kind, words="x")
        queries.earlier(hub.screener, stream.contact)
        decision = hub.decide(stream, outcome=outcome, would_change="More.", signpost="school")
        waits = outcome in SECOND_PERSON
        assert decision.second == ("awaited" if waits else "not-needed")
        assert Stream.objects.get(pk=stream.pk).state == ("second-look" if waits else "decided")


def test_lawful_basis_and_agreement_to_a_service_are_two_things(hub: Hub) -> None:
    decision = hub.decide(hub.stream(words="x"), service_agreement="declined", lawful_basis="public-task")
    assert (decision.lawful_basis, decision.service_agreement) == ("public-task", "declined")


def test_no_further_action_says_what_would_change_it_and_looks_back(hub: Hub) -> None:
    stream = hub.stream(words="Car KV00 ABC.")
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, outcome=Outcome.NO_FURTHER_ACTION)
    assert refused.value.missing == ["would_change", "earlier"]
    queries.earlier(hub.screener, stream.contact)
    assert hub.decide(stream, **NFA).second == "awaited"


def test_a_look_from_before_the_latest_arrival_is_not_enough(hub: Hub, clock: Any) -> None:
    stream = hub.stream(words="Car KV00 ABC.")
    queries.earlier(hub.screener, stream.contact)
    clock.shift(timedelta(minutes=10))
    hub.received(words="Again KV00 ABC, the same girl.")
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, **NFA)
    assert refused.value.missing == ["earlier"]
    assert len(queries.earlier(hub.screener, stream.contact)) == 1
    hub.decide(stream, **NFA)


def test_no_further_action_reads_what_the_reporter_wrote_first(hub: Hub, concern: Any, work: Any) -> None:
    from waylight.accounts.roles import PUBLIC
    from waylight.reporting.actions import write_to_hub
    from waylight.reporting.models import Message

    stream = hub.stream(words="x")
    queries.earlier(hub.screener, stream.contact)
    concern_ = stream.contact.concern
    write_to_hub(concern_, Message.Kind.ADDITION, "She told me more.", by=PUBLIC, instance_id="one")
    work()
    with pytest.raises(DecisionIncomplete) as refused:
        hub.decide(stream, **NFA)
    assert refused.value.missing == ["unread"]
    actions.open_contact(stream.contact, by=hub.screener)
    hub.decide(stream, **NFA)


def test_the_second_person_is_somebody_else_and_a_lead(hub: Hub) -> None:
    stream = hub.stream(words="x")
    decision = hub.decide(stream, by=hub.manager, outcome="strategy-discussion")
    with pytest.raises(NotPossible) as refused:
        actions.countersign(decision, agree=True, reason="", by=hub.manager)
    assert refused.value.why == Why.SAME_PERSON
    with pytest.raises(Refused):
        actions.countersign(decision, agree=True, reason="", by=hub.screener)
    signed = actions.countersign(decision, agree=True, reason="", by=hub.other_manager)
    assert (signed.second, signed.second_by_id) == ("agreed", hub.other_manager.user_id)
    assert Contact.objects.get().state == "decided"


def test_a_second_person_who_does_not_agree_says_why(hub: Hub) -> None:
    stream = hub.stream(words="x")
    decision = hub.decide(stream, outcome="strategy-discussion")
    with pytest.raises(Missing):
        actions.countersign(decision, agree=False, reason=" ", by=hub.manager)
    actions.countersign(decision, agree=False, reason="The school was not asked.", by=hub.manager)
    assert Stream.objects.get().state == "open"
    assert Contact.objects.get().state == "rated"
    again = hub.decide(stream)
    kept = list(Decision.objects.order_by("pk").values_list("pk", flat=True))
    assert sorted([decision.pk, again.pk]) == kept
    with pytest.raises(NotPossible):
        actions.countersign(again, agree=True, reason="", by=hub.manager)


def test_deciding_stops_the_clocks(hub: Hub) -> None:
    contact = hub.decided(words="x")
    assert contact.due_at is None
    assert not contact.clocks.filter(stopped_at__isnull=True).exists()
    assert set(contact.clocks.exclude(kind="seen").values_list("stopped_because", flat=True)) == {"decided"}


def test_waiting_for_the_second_person_does_not_stop_them(hub: Hub) -> None:
    stream = hub.stream(words="x")
    hub.decide(stream, outcome="strategy-discussion")
    assert Contact.objects.get().clocks.filter(stopped_at__isnull=True).count() == 2


def test_a_new_stream_opens_a_decided_concern_and_its_clocks(hub: Hub, clock: Any) -> None:
    contact = hub.decided(words="x")
    clock.shift(timedelta(days=1))
    actions.fork(contact, "licensing", "Badge 88", by=hub.screener)
    contact.refresh_from_db()
    assert contact.state == "rated"
    running = contact.clocks.filter(stopped_at__isnull=True)
    assert {clock.kind for clock in running} == {Clock.Kind.DECISION, Clock.Kind.RATING}
    assert contact.due_at is not None


def test_nothing_is_closed_in_silence(hub: Hub) -> None:
    contact = hub.decided(words="x")
    with pytest.raises(NotPossible) as refused:
        actions.close(contact, by=hub.screener)
    assert refused.value.why == Why.FEEDBACK_OWED
    actions.give_feedback(contact, "considered", by=hub.screener)
    assert actions.close(contact, by=hub.screener).state == "closed"
    assert StatusEvent.objects.filter(concern=contact.concern, status="closed").exists()


def test_where_nothing_is_safe_to_tell_nothing_is_told(hub: Hub) -> None:
    contact = hub.decided(words="x")
    with pytest.raises(Missing):
        actions.no_feedback(contact, "", by=hub.screener)
    actions.no_feedback(contact, "The phone is shared with the person it is about.", by=hub.screener)
    actions.close(contact, by=hub.screener)
    told = StatusEvent.objects.filter(concern=contact.concern).values_list("status", flat=True)
    assert set(told) == {"received", "seen"}


def test_reopening_wants_another_decision_and_another_word(hub: Hub) -> None:
    contact = hub.closed(words="x")
    with pytest.raises(Refused):
        actions.reopen(contact, "New.", by=hub.screener)
    with pytest.raises(Missing):
        actions.reopen(contact, "", by=hub.manager)
    actions.reopen(contact, "The same car was seen again.", by=hub.manager)
    contact.refresh_from_db()
    assert (contact.state, contact.feedback_at) == ("rated", None)
    assert Stream.objects.get().state == "open"
    assert contact.reopenings.get().reason == "The same car was seen again."
    assert Decision.objects.count() == 1
    hub.decide(Stream.objects.get())
    assert Decision.objects.count() == 2


def test_facts_hearsay_and_opinion_stay_apart(hub: Hub, clock: time_machine.Traveller) -> None:
    stream = hub.stream(words="x")
    for kind, words in (
        ("fact", "A red car."),
        ("hearsay", "They say he is her uncle."),
        ("opinion", "He is not."),
    ):
        actions.state_fact(stream, kind, words, quoted=kind == "hearsay", by=hub.screener)
        clock.shift(1)
    opened = queries.open_stream(hub.screener, stream)
    assert [(s.kind, s.text, s.quoted) for s in opened.statements] == [
        ("fact", "A red car.", False),
        ("hearsay", "They say he is her uncle.", True),
        ("opinion", "He is not.", False),
    ]
    with pytest.raises(Missing):
        actions.state_fact(stream, "fact", " ", quoted=False, by=hub.screener)
    with pytest.raises(Missing):
        actions.state_fact(stream, "rumour", "x", quoted=False, by=hub.screener)
