"""One list of all that happened; translations beside the words; what was sent, told without loss."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from waylight.triage import actions, queries
from waylight.triage.errors import Missing
from waylight.triage.models import RotaEntry
from waylight.triage.telling import tell_of

from .a_hub import LONDON, MORNING, Hub


def test_everything_is_in_one_list_in_its_order(hub: Hub, person: Any, other_area: Any, clock: Any) -> None:
    somebody = person("screener")
    RotaEntry.objects.create(area_id="merrowdale", person=somebody, email=somebody.email)
    clock.move_to(datetime(2026, 11, 18, 22, 0, tzinfo=LONDON))
    contact = hub.received(words="x", happening_now="yes")
    acts = [
        lambda: actions.acknowledge(contact.pages.get(), by=hub.screener),
        lambda: actions.open_contact(contact, by=hub.screener),
        lambda: actions.hold(contact, note="Mine.", by=hub.screener),
        lambda: hub.rate(contact, "amber"),
        lambda: actions.pause(contact, "Waiting.", by=hub.screener),
        lambda: actions.resume(contact, by=hub.screener),
        lambda: actions.ask(contact, "Which door?", by=hub.screener),
        lambda: actions.request_translation(contact, language="pl", asked_of="County desk", by=hub.screener),
        lambda: actions.translate(
            contact, language="pl", text="x", method="person", translator="County desk", by=hub.screener
        ),
        lambda: actions.mark(contact, "mistaken", "It seemed so.", by=hub.screener),
        lambda: actions.mark(contact, "", "It was not.", by=hub.screener),
        lambda: actions.offer_transfer(contact, to_area=other_area, reason="Theirs.", by=hub.screener),
        lambda: actions.answer_transfer(
            contact.transfers.get(),
            accept=False,
            answer="Yours.",
            by=hub.actor("screener", area_slug="brackenford"),
        ),
        lambda: actions.fork(contact, "referral", "A girl", by=hub.screener),
        lambda: hub.decide(contact.streams.get(), outcome="strategy-discussion"),
        lambda: actions.countersign(
            contact.streams.get().decisions.get(), agree=True, reason="Yes.", by=hub.manager
        ),
        lambda: actions.give_feedback(contact, "considered", by=hub.screener),
        lambda: actions.close(contact, by=hub.screener),
        lambda: actions.reopen(contact, "A second sighting.", by=hub.manager),
    ]
    for act in acts:
        clock.shift(timedelta(minutes=10))
        act()
    found = queries.timeline(hub.screener, contact)
    assert [event.at for event in found] == sorted(event.at for event in found)
    clocks = ("clock-started", "clock-stopped")
    assert [event.what for event in found if event.what not in clocks] == [
        "received",
        "paged",
        "page-answered",
        "seen",
        "held",
        "rated",
        "paused",
        "resumed",
        "message-question",
        "translation-asked",
        "translated",
        "marked",
        "marked",
        "transfer-offered",
        "transfer-declined",
        "forked",
        "decided",
        "second-look",
        "message-feedback",
        "reopened",
    ]
    assert all(event.words for event in found)
    notes = {event.what: event.note for event in found}
    assert (notes["rated"], notes["reopened"]) == ("As the words say.", "A second sighting.")


def test_overdue_and_reckoned_clocks_are_in_the_list(hub: Hub, clock: Any) -> None:
    contact = hub.rated("red", words="x")
    clock.shift(timedelta(hours=3))
    actions.watch_clocks()
    late = [event.words for event in queries.timeline(hub.screener, contact) if event.what == "clock-overdue"]
    assert late == ["Deadline passed: For its rating"]


def test_a_translation_stands_beside_the_words_and_ends_what_was_asked(hub: Hub) -> None:
    contact = hub.screened(words="Lucrez la spălătorie.", language="ro")
    asked = actions.request_translation(contact, language="ro", asked_of="County desk", by=hub.screener)
    assert asked.due_at == datetime(2026, 11, 19, 17, 15, tzinfo=LONDON)
    with pytest.raises(Missing):
        actions.translate(contact, language="ro", text="", method="person", translator="x", by=hub.screener)
    with pytest.raises(Missing):
        actions.translate(contact, language="ro", text="x", method="guess", translator="x", by=hub.screener)
    actions.translate(
        contact,
        language="ro",
        text="I work at the car wash.",
        method="machine",
        translator="Engine 3",
        by=hub.screener,
    )
    opened = actions.open_contact(contact, by=hub.screener)
    assert opened.readings[0].words == "Lucrez la spălătorie."
    assert [(t.text, t.method, t.translator) for t in opened.translations] == [
        ("I work at the car wash.", "machine", "Engine 3")
    ]
    asked.refresh_from_db()
    assert (asked.state, asked.ended_at) == ("done", MORNING)


def test_what_was_sent_is_told_with_the_forms_own_questions(hub: Hub) -> None:
    told = tell_of(
        {
            "words": "In my own words.",
            "language": "en",
            "people": [{"kind": "child", "hair": "ginger", "name": "Elin"}, {"words": "a man"}],
            "vehicles": [{"mark": "KV00 ?B*"}],
            "how_known": ["saw", "told"],
            "signs": ["a-sign-we-do-not-know"],
            "source": {"other": {"shift": "night"}, "via_operator": True},
            "where": {},
            "phones": [],
        },
        MORNING,
    )
    details = dict(told.details)
    assert told.words == "In my own words."
    assert details["Person 1: Is this person a child?"] == "Child"
    assert details["Person 1: Name, or part of it"] == "Elin"
    assert details["Person 2: Anything else about this person"] == "a man"
    assert details["Vehicle 1: Registration plate, or part of it"] == "KV00 ?B*"
    assert details["How you know it"] == "I saw or heard it happen\nSomebody told me"
    assert details["source, other, shift"] == "night"
    assert details["source, via operator"] == "Yes"
    assert "a-sign-we-do-not-know" in details.values()
    assert not any(value == "" for value in details.values())


def test_whoever_reads_sees_the_question_that_was_put_and_the_forms_own_order() -> None:
    answers = {
        "where": {"postcode": "ZZ99 1AA", "name": "Tern Hotel"},
        "vehicles": [{"colour": "grey", "mark": "KV00"}],
        "doors": 0,
        "signs": ["asked-for-help"],
        "people": [{"clothing": "green coat", "age": "14", "kind": "child"}],
        "happening_now": "yes",
    }
    assert [label for label, _value in tell_of(answers, MORNING).details] == [
        "Is it happening now?",
        "Signs you noticed",
        "Name of the place",
        "Postcode, or part of it",
        "Person 1: Is this person a child?",
        "Person 1: Age, or about how old",
        "Person 1: Clothes, shoes, bag",
        "Vehicle 1: Registration plate, or part of it",
        "Vehicle 1: Colour",
        "doors",
    ]
    by_a_child = tell_of(answers | {"child_self": True}, MORNING).details
    assert ("Are you in danger right now?", "Yes") in by_a_child
    assert ("Where are you, or where do you live?", "Tern Hotel") in by_a_child


def test_nothing_sent_is_left_out_of_the_telling(hub: Hub) -> None:
    answers = {
        "words": "w",
        "x": {"y": {"z": [{"q": "deep"}, "flat"]}},
        "people": [{"name": "n"}, "bare"],
        "n": 7,
    }
    values = [value for _label, value in tell_of(answers, MORNING).details]
    for expected in ("deep", "flat", "n", "bare", "7"):
        assert any(expected in value for value in values), expected
