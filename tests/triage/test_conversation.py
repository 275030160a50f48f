"""Questions, answers and fixed words back: never whether anybody is known."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from waylight.accounts.roles import PUBLIC
from waylight.reporting.actions import write_to_hub
from waylight.reporting.models import Message
from waylight.reporting.queries import follow
from waylight.triage import actions, feedback
from waylight.triage.codes import PassedTo
from waylight.triage.errors import Missing, NotPossible
from waylight.triage.models import Contact

from .a_hub import Hub

TELLS = re.compile(
    r"\b(known|unknown|know|records?|already ha(?:ve|d)|police are|named|identified|found|victim|suspect|"
    r"arrest\w*|charged|investigat\w*|file|case|history|other reports?|others? (?:have )?told)\b",
    re.IGNORECASE,
)


def wordings() -> list[tuple[str, str]]:
    codes = [(code, "") for code in feedback.FEEDBACK if code != feedback.PASSED_ON]
    return codes + [(feedback.PASSED_ON, to) for to in PassedTo.values]


@pytest.mark.parametrize(("code", "passed_to"), wordings())
def test_no_wording_says_whether_anybody_is_known(code: str, passed_to: str) -> None:
    _status, words = feedback.wording(code, passed_to, "en")
    assert words
    assert not TELLS.search(words)


@pytest.mark.parametrize(("code", "passed_to"), wordings())
def test_another_language_has_the_english_under_it_or_is_english(code: str, passed_to: str) -> None:
    english = feedback.wording(code, passed_to, "en")[1]
    for language in ("pl", "ur", "cy-GB", "am", "../../etc", ""):
        assert feedback.wording(code, passed_to, language)[1].endswith(english)


def test_a_translated_wording_stands_above_the_english(monkeypatch: Any) -> None:
    """With a catalogue that has the sentence, whatever the catalogues hold today."""

    class Sentence:
        def __str__(self) -> str:
            return "Dziękujemy." if translation.get_language() == "pl" else "Thank you."

    assert feedback._said(Sentence(), "pl") == "Dziękujemy.\n\nThank you."  # type: ignore[arg-type]  # a stand-in
    assert feedback._said(Sentence(), "ro") == "Thank you."  # type: ignore[arg-type]  # a stand-in


def test_feedback_is_sealed_to_the_receipt_and_moves_the_status(hub: Hub, concern: Any) -> None:
    sent = concern(words="A girl and a car.")
    contact = actions.take_up(sent.concern.pk)
    actions.open_contact(contact, by=hub.screener)
    actions.give_feedback(contact, "passed-on", passed_to="police", by=hub.screener)
    followed = follow(sent.receipt)
    assert [(m.kind, m.from_hub) for m in followed.messages] == [("feedback", True)]
    assert "the police" in followed.messages[0].text
    assert [(s.status, s.passed_to) for s in followed.statuses] == [
        ("received", ""),
        ("seen", ""),
        ("passed-on", "police"),
    ]


def test_action_is_told_of_only_while_a_decision_stands(hub: Hub) -> None:
    stream = hub.stream(words="A girl and a car.")
    with pytest.raises(NotPossible, match="not-decided"):
        actions.give_feedback(stream.contact, "action-taken", by=hub.screener)
    assert not Message.objects.exists()
    hub.decide(stream)
    (told,) = actions.give_feedback(stream.contact, "action-taken", by=hub.screener)
    assert told.from_hub


def test_only_codes_of_the_table_can_be_told(hub: Hub) -> None:
    contact = hub.screened(words="x")
    for code, passed_to in (("we know him", ""), ("passed-on", ""), ("passed-on", "Sergeant Oak"), ("", "")):
        with pytest.raises(Missing):
            actions.give_feedback(contact, code, passed_to=passed_to, by=hub.screener)
    assert not Message.objects.exists()


def test_a_question_and_its_answer(hub: Hub, concern: Any, work: Any, clock: Any) -> None:
    sent = concern(words="A girl and a car.")
    contact = actions.take_up(sent.concern.pk)
    actions.open_contact(contact, by=hub.screener)
    with pytest.raises(Missing):
        actions.ask(contact, "  ", by=hub.screener)
    question = actions.ask(contact, "Which door?", by=hub.screener)
    assert hub.shown(waiting="asked") == [contact.reference]
    followed = follow(sent.receipt)
    assert followed.messages[0].text == "Which door?"
    assert followed.statuses[-1].status == "question"
    clock.shift(timedelta(minutes=30))
    kind = Message.Kind.ANSWER
    write_to_hub(sent.concern, kind, "The back door.", by=PUBLIC, instance_id="a", answers=question)
    work()
    contact.refresh_from_db()
    assert (contact.unread_messages, contact.asked_at) == (1, None)
    assert hub.shown(waiting="reply") == [contact.reference]
    opened = actions.open_contact(contact, by=hub.screener)
    assert [(m.kind, m.text) for m in opened.messages] == [
        ("question", "Which door?"),
        ("answer", "The back door."),
    ]
    assert opened.messages[1].answers == str(question.pk)
    assert Contact.objects.get().waiting_since is None


def test_a_message_committed_after_the_opening_but_dated_before_it_is_still_unread(
    hub: Hub, work: Any, clock: Any
) -> None:
    contact = hub.received(words="x")
    clock.shift(timedelta(minutes=10))
    actions.open_contact(contact, by=hub.screener)
    earlier = contact.received_at + timedelta(minutes=5)
    kind = Message.Kind.ADDITION
    write_to_hub(contact.concern, kind, "More.", by=PUBLIC, instance_id="late", at=earlier)
    work()
    assert Contact.objects.get().unread_messages == 1


def test_a_closed_concern_comes_back_when_the_reporter_writes(hub: Hub, work: Any) -> None:
    contact = hub.closed(words="x")
    assert hub.shown() == []
    kind = Message.Kind.WITHDRAWAL
    write_to_hub(contact.concern, kind, "", by=PUBLIC, instance_id="w")
    work()
    assert hub.shown() == [contact.reference]
    actions.open_contact(contact, by=hub.screener)
    assert hub.shown() == []
    assert Contact.objects.get().state == "closed"


def test_what_a_message_says_is_heeded(hub: Hub, work: Any) -> None:
    contact = hub.screened(words="x")
    words = "Please send someone now, he is dragging her into a car. Mark KV00 ABC."
    write_to_hub(contact.concern, Message.Kind.ADDITION, words, by=PUBLIC, instance_id="m")
    work()
    contact.refresh_from_db()
    assert contact.emergency
    assert contact.match_keys.count() == 1


def test_what_the_hub_writes_does_not_lie_unread_at_the_hub(hub: Hub, work: Any) -> None:
    contact = hub.screened(words="x")
    actions.ask(contact, "Which door?", by=hub.screener)
    work()
    assert Contact.objects.get().unread_messages == 0


def test_a_message_that_cannot_be_opened_does_not_hide_the_others(hub: Hub) -> None:
    contact = hub.screened(words="x")
    for n in range(2):
        write_to_hub(contact.concern, Message.Kind.ADDITION, f"More {n}", by=PUBLIC, instance_id=f"{n}")
    Message.objects.filter(instance_id="0").update(sealed_to_desk=b"damaged")
    opened = actions.open_contact(contact, by=hub.screener)
    assert [m.text for m in opened.messages] == ["More 1"]
    assert opened.unreadable_messages == 1
