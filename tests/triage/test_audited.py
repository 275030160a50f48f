"""Every act leaves its event in its own transaction, and nothing that was said lies in the open."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from waylight.audit.models import Event
from waylight.triage import actions, queries
from waylight.triage.errors import StaleEdit
from waylight.triage.models import Contact
from waylight.work.models import OutboxEvent

from .a_hub import DECISION, Hub

MARKER = "Zqxj-7731-marker"

Act = Callable[[Hub, Contact], object]
ACTS: dict[str, tuple[str, Act]] = {
    "open": ("concern.open", lambda hub, c: actions.open_contact(c, by=hub.screener)),
    "hold": ("concern.hold", lambda hub, c: actions.hold(c, note="x", by=hub.screener)),
    "hand over": ("concern.hold", lambda hub, c: actions.hand_over(c, to=None, note="x", by=hub.screener)),
    "rate": ("concern.rate", lambda hub, c: hub.rate(c, "red")),
    "pause": ("concern.pause", lambda hub, c: actions.pause(c, "x", by=hub.screener)),
    "resume": (
        "concern.pause",
        lambda hub, c: (actions.pause(c, "x", by=hub.screener), actions.resume(c, by=hub.screener)),
    ),
    "mark": ("concern.mark", lambda hub, c: actions.mark(c, "test", "x", by=hub.screener)),
    "gather": (
        "concern.gather",
        lambda hub, c: actions.gather(hub.screened(words="y"), under=c, by=hub.screener),
    ),
    "fork": ("stream.fork", lambda hub, c: actions.fork(c, "licensing", "x", by=hub.screener)),
    "state": (
        "stream.write",
        lambda hub, c: actions.state_fact(c.streams.get(), "fact", "x", quoted=False, by=hub.screener),
    ),
    "decide": ("stream.decide", lambda hub, c: hub.decide(c.streams.get())),
    "countersign": (
        "stream.countersign",
        lambda hub, c: actions.countersign(
            hub.decide(c.streams.get(), outcome="strategy-discussion"), agree=True, reason="x", by=hub.manager
        ),
    ),
    "ask": ("question.ask", lambda hub, c: actions.ask(c, "x", by=hub.screener)),
    "feedback": ("status.tell", lambda hub, c: actions.give_feedback(c, "considered", by=hub.screener)),
    "no feedback": ("status.tell", lambda hub, c: actions.no_feedback(c, "x", by=hub.screener)),
    "identity": ("identity.open", lambda hub, c: actions.open_identity(c, "x", by=hub.manager)),
    "translate": (
        "translation.write",
        lambda hub, c: actions.translate(
            c, language="pl", text="x", method="person", translator="x", by=hub.screener
        ),
    ),
    "ask for a translation": (
        "translation.write",
        lambda hub, c: actions.request_translation(c, language="pl", asked_of="x", by=hub.screener),
    ),
    "offer": (
        "transfer.offer",
        lambda hub, c: actions.offer_transfer(c, to_area=neighbour(), reason="x", by=hub.screener),
    ),
    "earlier": ("concern.search", lambda hub, c: queries.earlier(hub.screener, c)),
    "search": ("concern.search", lambda hub, c: queries.search(hub.screener, "mark", "KV00 ABC")),
    "inbox": ("inbox.view", lambda hub, c: queries.inbox(hub.screener)),
    "timeline": ("concern.open", lambda hub, c: queries.timeline(hub.screener, c)),
    "stream": ("stream.view", lambda hub, c: queries.open_stream(hub.screener, c.streams.get())),
    "streams": ("stream.view", lambda hub, c: queries.streams(hub.intelligence)),
    "transfers": ("transfer.answer", lambda hub, c: queries.transfers_to_answer(hub.screener)),
}


def neighbour() -> Any:
    from waylight.guidance.models import Area

    return Area.objects.get(slug="brackenford")


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_one_more_event_of_its_name(hub: Hub, other_area: Any, audited: Any, name: str) -> None:
    contact = hub.stream(words="x", identity={"name": "Dana"}).contact
    action, act = ACTS[name]
    before = len(audited(action))
    act(hub, contact)
    events = audited(action)[before:]
    assert events
    assert events[-1].actor.startswith("user:")
    assert events[-1].roles


def test_an_act_that_fails_leaves_no_event_and_no_announcement(hub: Hub, monkeypatch: Any) -> None:
    """The fault lies between the write and the announcement: neither stands."""
    from waylight.triage.actions import rating

    contact = hub.screened(words="x")
    events, announced = Event.objects.count(), OutboxEvent.objects.count()

    def fail(*_args: object, **_payload: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(rating, "announce", fail)
    with pytest.raises(RuntimeError):
        actions.rate(contact, "red", "Why.", base=contact.version, by=hub.screener)
    assert (Event.objects.count(), OutboxEvent.objects.count()) == (events, announced)
    contact.refresh_from_db()
    assert (contact.state, contact.rating) == ("screening", "")
    assert not contact.ratings.exists()


def test_no_word_of_anybodys_rests_in_the_open(hub: Hub, other_area: Any, work: Any) -> None:
    everything(hub)
    work()
    rows = list(stored())
    assert any("concern.rate" in row for row in rows)  # what was written is among them
    assert [row for row in rows if MARKER in row] == []


def stored() -> Iterator[str]:
    """Every row of every table as the database holds it; bytes as text, so that a plain word shows."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            for row in cursor.fetchall():
                yield " ".join(
                    bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
                    for cell in row
                )


def everything(hub: Hub) -> None:
    """The marker into every field of the journey at the hub."""
    m = MARKER
    answers: dict[str, Any] = {
        "words": m,
        "how_words": m,
        "where": {"name": m, "address": m, "postcode": m},
        "when": {"words": m},
        "people": [{"kind": "child", "name": m, "birth_date": "2012-03-09", "words": m}],
        "vehicles": [{"mark": m, "plate": m, "words": m}],
        "phones": [m],
        "handles": [m],
        "agency": m,
        "role": m,
        "source": {"caller_words": m, "received_at": m},
    }
    contact = hub.rated(**answers, identity={"name": m, "phone": m})
    actions.hold(contact, note=m, by=hub.screener)
    actions.pause(contact, m, by=hub.screener)
    actions.resume(contact, by=hub.screener)
    actions.mark(contact, "test", m, by=hub.screener)
    actions.mark(contact, "", m, by=hub.screener)
    actions.ask(contact, m, by=hub.screener)
    actions.translate(
        contact, language="pl", text=m, method="person", translator="County desk", by=hub.screener
    )
    actions.open_identity(contact, m, by=hub.manager)
    stream = actions.fork(contact, "referral", m, by=hub.screener)
    actions.state_fact(stream, "fact", m, quoted=False, by=hub.screener)
    queries.earlier(hub.screener, contact)
    words = {**DECISION, "rationale": m, "not_known": m, "would_change": m, "outcome": "no-further-action"}
    with pytest.raises(StaleEdit):
        actions.decide(stream, **words, base=99, by=hub.screener)
    decision = hub.decide(stream, **words)
    actions.countersign(decision, agree=True, reason=m, by=hub.manager)
    actions.no_feedback(contact, m, by=hub.screener)
    actions.close(contact, by=hub.screener)
    actions.reopen(contact, m, by=hub.manager)
    actions.offer_transfer(contact, to_area=neighbour(), reason=m, by=hub.screener)
    queries.search(hub.screener, "person", f"{m}, 2012-03-09")
    opened = actions.open_contact(contact, by=hub.screener)
    assert opened.answers["words"] == m  # and yet it can be read
    assert any(event.note == m for event in queries.timeline(hub.screener, contact))
