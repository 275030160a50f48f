"""Desks, units, and those who see nothing of a concern at all."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.accounts.roles import ROLE_DESKS, STAFF_ROLES, Role
from waylight.triage import actions, queries
from waylight.triage.models import Contact, Statement, Stream

from .a_hub import Hub


def test_the_intelligence_unit_sees_intelligence_streams_and_nothing_else(hub: Hub) -> None:
    contact = hub.rated(words="Mina T and a car.")
    mine = actions.fork(contact, "intelligence", "A red car", by=hub.screener)
    others = [
        actions.fork(contact, kind, "x", by=hub.screener) for kind in ("referral", "licensing", "not-for-us")
    ]
    unit = hub.intelligence
    assert queries.streams(unit) == [mine]
    assert queries.streams_of(unit, contact) == [mine]
    queries.open_stream(unit, mine)
    actions.state_fact(mine, "fact", "Seen on Gate Street.", quoted=False, by=unit)
    for stream in others:
        for refused in (
            lambda s=stream: queries.open_stream(unit, s),
            lambda s=stream: actions.state_fact(s, "fact", "x", quoted=False, by=unit),
            lambda s=stream: hub.decide(s, by=unit),
        ):
            with pytest.raises(Refused):
                refused()
    for refused in (
        lambda: actions.open_contact(contact, by=unit),
        lambda: queries.contact(unit, contact.pk),
        lambda: queries.timeline(unit, contact),
        lambda: actions.rate(contact, "red", "x", base=contact.version, by=unit),
        lambda: actions.open_identity(contact, "x", by=unit),
    ):
        with pytest.raises(Refused):
            refused()
    assert Statement.objects.count() == 1


def test_the_unit_decides_its_stream_and_a_lead_of_the_desk_is_the_second(hub: Hub) -> None:
    stream = hub.stream("intelligence", words="x")
    queries.earlier(hub.screener, stream.contact)
    words = {"outcome": "no-further-action", "would_change": "A mark."}
    decision = hub.decide(stream, by=hub.intelligence, **words)
    actions.countersign(decision, agree=True, reason="", by=hub.manager)
    assert Contact.objects.get().state == "decided"


def test_units_of_another_area_see_nothing(hub: Hub) -> None:
    stream = hub.stream("licensing", words="x")
    there = hub.actor("licensing", area_slug="brackenford")
    assert queries.streams(there) == []
    with pytest.raises(Refused):
        queries.open_stream(there, stream)
    assert queries.streams(hub.licensing) == [stream]


DESK_ONLY: dict[str, Any] = {
    "open": lambda c, by: actions.open_contact(c, by=by),
    "hold": lambda c, by: actions.hold(c, by=by),
    "hand over": lambda c, by: actions.hand_over(c, to=None, note="", by=by),
    "rate": lambda c, by: actions.rate(c, "red", "x", base=c.version, by=by),
    "pause": lambda c, by: actions.pause(c, "x", by=by),
    "resume": lambda c, by: actions.resume(c, by=by),
    "mark": lambda c, by: actions.mark(c, "test", "x", by=by),
    "gather": lambda c, by: actions.gather(c, under=c, by=by),
    "ungather": lambda c, by: actions.ungather(c, by=by),
    "fork": lambda c, by: actions.fork(c, "referral", "x", by=by),
    "ask": lambda c, by: actions.ask(c, "x", by=by),
    "feedback": lambda c, by: actions.give_feedback(c, "considered", by=by),
    "no feedback": lambda c, by: actions.no_feedback(c, "x", by=by),
    "close": lambda c, by: actions.close(c, by=by),
    "reopen": lambda c, by: actions.reopen(c, "x", by=by),
    "identity": lambda c, by: actions.open_identity(c, "x", by=by),
    "offer": lambda c, by: actions.offer_transfer(c, to_area=c.area, reason="x", by=by),
    "translate": lambda c, by: actions.translate(
        c, language="pl", text="x", method="person", translator="x", by=by
    ),
    "ask for a translation": lambda c, by: actions.request_translation(c, language="pl", asked_of="x", by=by),
    "look": lambda c, by: actions.look(c, by=by),
    "earlier": lambda c, by: queries.earlier(by, c),
    "timeline": lambda c, by: queries.timeline(by, c),
    "gathered": lambda c, by: queries.gathered(by, c),
    "conflicts": lambda c, by: queries.conflicts(by, c),
    "contact": lambda c, by: queries.contact(by, c.pk),
}


@pytest.mark.parametrize("name", DESK_ONLY)
def test_only_the_concerns_own_desk_may(hub: Hub, name: str) -> None:
    contact = hub.rated(words="x")
    outsiders = [hub.actor(role) for role in STAFF_ROLES if ROLE_DESKS.get(role) != "hub"]
    outsiders += [
        hub.actor("screener", area_slug="brackenford"),
        hub.actor("manager", area_slug="brackenford"),
    ]
    for outsider in outsiders:
        with pytest.raises(Refused):
            DESK_ONLY[name](contact, outsider)
    assert Contact.objects.get().state == "rated"


@pytest.mark.parametrize("name", ["reopen", "identity"])
def test_only_a_lead_may(hub: Hub, name: str) -> None:
    contact = hub.decided(words="x", identity={"name": "Dana Rook"})
    with pytest.raises(Refused):
        DESK_ONLY[name](contact, hub.screener)
    DESK_ONLY[name](contact, hub.manager)


def test_a_concern_about_the_hubs_staff_goes_round_them(hub: Hub) -> None:
    contact = hub.received(words="Somebody at the hub warned him.", about="hub-staff")
    with pytest.raises(Refused):
        actions.open_contact(contact, by=hub.manager)
    officer = hub.actor(Role.INDEPENDENT)
    assert actions.open_contact(contact, by=officer).answers["words"] == "Somebody at the hub warned him."


def test_identity_is_opened_with_a_reason_that_is_kept_and_not_audited(hub: Hub, audited: Any) -> None:
    from waylight.triage.errors import Missing
    from waylight.triage.models import IdentityOpening

    contact = hub.screened(words="x", identity={"name": "Dana Rook", "phone": "07700 900311"})
    with pytest.raises(Missing):
        actions.open_identity(contact, "  ", by=hub.manager)
    assert actions.open_identity(contact, "She may be in danger.", by=hub.manager)["phone"] == "07700 900311"
    assert IdentityOpening.objects.get().reason == "She may be in danger."
    (event,) = audited("identity.open")
    assert "danger" not in str(event.detail) + event.purpose
    anonymous = hub.screened(words="y")
    assert actions.open_identity(anonymous, "To see whether anybody is named.", by=hub.manager) == {}


def test_the_list_of_streams_can_be_narrowed(hub: Hub) -> None:
    first, second = hub.stream("licensing", words="x"), hub.stream("referral", words="y")
    hub.decide(second)
    assert queries.streams(hub.screener, kind="licensing") == [first]
    assert queries.streams(hub.screener, state="decided") == [Stream.objects.get(pk=second.pk)]
    (seen,) = queries.streams_of(hub.screener, second.contact)
    assert seen.outcome_words == "Assessment, section 17"


def test_what_goes_round_the_hub_goes_round_its_streams_too(
    actor: Callable[..., Any], concern: Callable[..., Any], work: Callable[[], int]
) -> None:
    """A concern about the hub's own people: the intelligence unit is among them."""
    sent = concern(words="A worker told them who reported.", about="hub-staff")
    work()
    lead, unit = actor("independent-officer"), actor("intelligence")
    contact = Contact.objects.get(pk=sent.concern.pk)
    actions.open_contact(contact, by=lead)
    contact.refresh_from_db()
    actions.rate(contact, "amber", "A breach.", base=contact.version, by=lead)
    stream = actions.fork(contact, "intelligence", "A worker", by=lead)
    assert not queries.streams(unit)
    with pytest.raises(Refused):
        queries.open_stream(unit, stream)
