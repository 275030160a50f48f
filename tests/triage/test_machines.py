"""Every state machine, walked from its table: each move by its real action, each other one refused."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.triage import actions
from waylight.triage.errors import NotPossible
from waylight.triage.machine import (
    CONTACT,
    MACHINES,
    PAGE,
    STREAM,
    TRANSFER,
    TRANSLATION,
    Machine,
    WrongMove,
)
from waylight.triage.models import Contact, Decision, Page, RotaEntry, Stream, Transfer, TranslationRequest

from .a_hub import Hub

REFUSED = (WrongMove, NotPossible, Decision.DoesNotExist)
"""A second person's act where there is no decision, or none that waits, is refused for that reason."""


def pairs(machine: Machine) -> list[tuple[str, str]]:
    """Every state with every action that the table knows."""
    return [
        (state, action) for state in machine.states for action in sorted({m.action for m in machine.moves})
    ]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_and_every_move_is_between_states(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if move.source in reached}
    assert reached == set(machine.states)


# The concern


def contact_in(hub: Hub, state: str) -> Contact:
    """A contact in this state, always with a stream once it can have one."""
    if state == "received":
        return handed_on(hub)
    if state == "screening":
        contact = hub.screened(words="A worry.")
        actions.fork(contact, "referral", "A boy", by=hub.screener)
        return Contact.objects.get(pk=contact.pk)
    if state == "rated":
        return Contact.objects.get(pk=hub.stream(words="A worry.").contact_id)
    return {"decided": hub.decided, "closed": hub.closed}[state](words="A worry.")


def handed_on(hub: Hub) -> Contact:
    """Received, with a stream already: it came from the neighbouring hub."""
    from waylight.guidance.models import Area

    contact = contact_in(hub, "rated")
    to = Area.objects.get(slug="brackenford")
    offer = actions.offer_transfer(contact, to_area=to, reason="The school is there.", by=hub.screener)
    hub.staff["receiver"] = hub.staff.get("receiver") or hub.actor("screener", area_slug="brackenford")
    actions.answer_transfer(offer, accept=True, answer="", by=hub.staff["receiver"])
    hub.staff["screener"] = hub.staff["receiver"]
    hub.staff["manager"] = hub.actor("manager", area_slug="brackenford")
    return Contact.objects.get(pk=contact.pk)


def countersign(hub: Hub, contact: Contact) -> object:
    """Straight to the second person's act: the decision it needs may not be there, and then it is refused."""
    stream = contact.streams.get()
    if contact.state == "rated":
        hub.decide(stream, outcome="strategy-discussion")
    return actions.countersign(stream.decisions.latest("at"), agree=True, reason="Agreed.", by=hub.manager)


def answer(hub: Hub, contact: Contact) -> object:
    from waylight.guidance.models import Area

    to = Area.objects.exclude(pk=contact.area_id).get()
    offer = actions.offer_transfer(contact, to_area=to, reason="Theirs.", by=hub.screener)
    return actions.answer_transfer(offer, accept=True, answer="", by=hub.actor("screener", area_slug=to.pk))


CONTACT_ACTS: dict[str, Callable[[Hub, Contact], object]] = {
    "concern.open": lambda hub, c: actions.open_contact(c, by=hub.screener),
    "concern.rate": lambda hub, c: actions.rate(c, "green", "Why.", base=c.version, by=hub.screener),
    "stream.fork": lambda hub, c: actions.fork(c, "intelligence", "A car", by=hub.screener),
    "stream.decide": lambda hub, c: hub.decide(c.streams.get()),
    "stream.countersign": countersign,
    "concern.close": lambda hub, c: (
        actions.no_feedback(c, "It could be read at home.", by=hub.screener),
        actions.close(c, by=hub.screener),
    ),
    "concern.reopen": lambda hub, c: actions.reopen(c, "Something new.", by=hub.manager),
    "transfer.answer": answer,
}


@pytest.mark.parametrize(("state", "action"), pairs(CONTACT))
def test_the_concern_moves_as_its_table_says(
    hub: Hub, area: Any, other_area: Any, state: str, action: str
) -> None:
    contact = contact_in(hub, state)
    assert contact.state == state
    targets = CONTACT.next(state, action)
    if not targets and action != "concern.open":
        with pytest.raises(REFUSED):
            CONTACT_ACTS[action](hub, contact)
        assert Contact.objects.get(pk=contact.pk).state == state
        return
    CONTACT_ACTS[action](hub, contact)
    assert Contact.objects.get(pk=contact.pk).state in (targets or (state,))


def test_a_concern_is_decided_only_when_its_last_stream_is(hub: Hub) -> None:
    stream = hub.stream(words="A girl and a car.")
    other = actions.fork(stream.contact, "intelligence", "A car", by=hub.screener)
    hub.decide(stream)
    assert Contact.objects.get().state == "rated"
    hub.decide(other, outcome="kept-for-linking")
    assert Contact.objects.get().state == "decided"


# A stream


def stream_in(hub: Hub, state: str) -> Stream:
    stream = hub.stream(words="A worry.")
    if state == "second-look":
        hub.decide(stream, outcome="strategy-discussion")
    if state == "decided":
        hub.decide(stream)
    return Stream.objects.get(pk=stream.pk)


def sign(hub: Hub, stream: Stream, agree: bool) -> object:
    return actions.countersign(
        stream.decisions.latest("at"), agree=agree, reason="So I think.", by=hub.manager
    )


STREAM_ACTS: dict[tuple[str, str], Callable[[Hub, Stream], object]] = {
    ("stream.write", "open"): lambda hub, s: actions.state_fact(
        s, "fact", "A red car.", quoted=False, by=hub.screener
    ),
    ("stream.decide", "decided"): lambda hub, s: hub.decide(s),
    ("stream.decide", "second-look"): lambda hub, s: hub.decide(s, outcome="immediate-protection"),
    ("stream.countersign", "decided"): lambda hub, s: sign(hub, s, agree=True),
    ("stream.countersign", "open"): lambda hub, s: sign(hub, s, agree=False),
    ("concern.reopen", "open"): lambda hub, s: actions.reopen(s.contact, "New.", by=hub.manager),
}


@pytest.mark.parametrize("act", STREAM_ACTS, ids=" to ".join)
@pytest.mark.parametrize("state", STREAM.states)
def test_a_stream_moves_as_its_table_says(hub: Hub, state: str, act: tuple[str, str]) -> None:
    stream, (action, target) = stream_in(hub, state), act
    if STREAM.allows(state, target, action):
        STREAM_ACTS[act](hub, stream)
        assert Stream.objects.get().state == target
    else:
        with pytest.raises(REFUSED):
            STREAM_ACTS[act](hub, stream)
        assert Stream.objects.get().state == state


def test_the_acts_cover_the_streams_table() -> None:
    assert {(m.action, m.target) for m in STREAM.moves} == set(STREAM_ACTS)


# Transfers, requests for a translation, pages


def offer_in(hub: Hub, other_area: Any, state: str) -> Transfer:
    contact = hub.screened(words="Something in Brackenford.")
    offer = actions.offer_transfer(contact, to_area=other_area, reason="Theirs.", by=hub.screener)
    if state != "offered":
        by = hub.actor("screener", area_slug="brackenford")
        actions.answer_transfer(offer, accept=state == "accepted", answer="We know the school.", by=by)
    return Transfer.objects.get(pk=offer.pk)


@pytest.mark.parametrize("target", ["accepted", "declined"])
@pytest.mark.parametrize("state", TRANSFER.states)
def test_a_transfer_moves_as_its_table_says(hub: Hub, other_area: Any, state: str, target: str) -> None:
    offer, by = offer_in(hub, other_area, state), hub.actor("screener", area_slug="brackenford")
    if TRANSFER.allows(state, target, "transfer.answer"):
        actions.answer_transfer(offer, accept=target == "accepted", answer="Because.", by=by)
        assert Transfer.objects.get().state == target
    else:
        with pytest.raises(WrongMove):
            actions.answer_transfer(offer, accept=target == "accepted", answer="Because.", by=by)
        assert Transfer.objects.get().state == state


def request_in(hub: Hub, state: str) -> TranslationRequest:
    contact = hub.screened(words="Lucrez la spălătorie.", language="ro")
    request = actions.request_translation(contact, language="ro", asked_of="County desk", by=hub.screener)
    if state == "done":
        translate(hub, contact)
    if state == "withdrawn":
        actions.withdraw_translation_request(request, "A colleague reads it.", by=hub.screener)
    return TranslationRequest.objects.get(pk=request.pk)


def translate(hub: Hub, contact: Contact) -> None:
    actions.translate(
        contact,
        language="ro",
        text="I work here.",
        method="person",
        translator="County desk",
        by=hub.screener,
    )


@pytest.mark.parametrize("target", ["done", "withdrawn"])
@pytest.mark.parametrize("state", TRANSLATION.states)
def test_a_request_for_a_translation_moves_as_its_table_says(hub: Hub, state: str, target: str) -> None:
    request = request_in(hub, state)
    allowed = TRANSLATION.allows(state, target, "translation.write")
    if target == "done":
        translate(hub, request.contact)  # a further translation is always welcome; it ends only what is asked
    elif allowed:
        actions.withdraw_translation_request(request, "Not needed.", by=hub.screener)
    else:
        with pytest.raises(WrongMove):
            actions.withdraw_translation_request(request, "Not needed.", by=hub.screener)
    assert TranslationRequest.objects.get().state == (target if allowed else state)


def page_in(hub: Hub, person: Any, clock: Any, state: str) -> Page:
    from datetime import timedelta

    somebody = person("screener")
    RotaEntry.objects.create(area_id="merrowdale", person=somebody, email=somebody.email)
    clock.shift(timedelta(hours=12))
    page = hub.received(words="x", happening_now="yes").pages.get()
    if state == "escalated":
        clock.shift(timedelta(minutes=16))
        actions.watch_pages()
    if state == "acknowledged":
        actions.acknowledge(page, by=hub.screener)
    return Page.objects.get(pk=page.pk)


@pytest.mark.parametrize("action", ["page.acknowledge", "page.escalate"])
@pytest.mark.parametrize("state", PAGE.states)
def test_a_page_moves_as_its_table_says(hub: Hub, person: Any, clock: Any, state: str, action: str) -> None:
    from datetime import timedelta

    page = page_in(hub, person, clock, state)
    assert page.state == state
    targets = PAGE.next(state, action)
    if action == "page.escalate":
        clock.shift(timedelta(minutes=16))
        actions.watch_pages()
    elif targets:
        actions.acknowledge(page, by=hub.screener)
    else:
        with pytest.raises(WrongMove):
            actions.acknowledge(page, by=hub.screener)
    assert Page.objects.get(pk=page.pk).state == (targets[0] if targets else state)
