"""What was sealed, read back: by the reporter with the receipt, by a desk with its key."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from waylight.accounts.roles import PUBLIC, system
from waylight.engine.sealing import FlowKey, Receipt
from waylight.reporting import queries
from waylight.reporting.actions import submit, tell, write_to_hub, write_to_reporter
from waylight.reporting.models import Concern, Message, Status

HUB = system("test")
SEND: dict[str, Any] = {"by": PUBLIC, "area_slug": "merrowdale"}


def test_the_receipt_alone_opens_the_concern_and_the_conversation(concern: Any) -> None:
    sent = concern(words="A girl by the baths.", phones=["07700 900417"], identity={"name": "Dana"})
    now = timezone.now()
    question = write_to_reporter(sent.concern, Message.Kind.QUESTION, "Which door?", by=HUB, at=now)
    kind, later = Message.Kind.ANSWER, now + timedelta(minutes=1)
    write_to_hub(sent.concern, kind, "The back.", by=PUBLIC, instance_id="a", answers=question, at=later)
    tell(sent.concern, Status.PASSED, passed_to="police")
    followed = queries.follow(Receipt.parse(sent.receipt.text))
    assert followed.concern == sent.concern
    assert followed.answers == {"language": "en", "words": "A girl by the baths.", "phones": ["07700 900417"]}
    assert [(m.kind, m.text, m.from_hub, m.answers) for m in followed.messages] == [
        ("question", "Which door?", True, None),
        ("answer", "The back.", False, str(question.pk)),
    ]
    assert [(s.status, s.passed_to) for s in followed.statuses] == [("received", ""), ("passed-on", "police")]


def test_following_is_audited_and_says_nothing_of_the_visitor(concern: Any) -> None:
    from waylight.audit.models import Event

    sent = concern(words="x")
    queries.follow(sent.receipt)
    event = Event.objects.get(action="receipt.open")
    assert (event.actor, event.verb, event.object_id) == ("public", "consultation", str(sent.concern.pk))
    assert event.detail == {}


def test_another_receipt_opens_nothing(concern: Any) -> None:
    concern(words="x")
    with pytest.raises(queries.UnknownReceipt):
        queries.follow(Receipt.new())


def test_what_was_changed_in_the_store_is_not_shown_as_if_it_were_whole(concern: Any) -> None:
    sent = concern(words="x")
    Concern.objects.update(sealed_to_receipt=bytes(sent.concern.sealed_to_receipt)[:-1] + b"\0")
    with pytest.raises(queries.Unreadable):
        queries.follow(sent.receipt)


def test_an_envelope_moved_to_another_concern_does_not_open(concern: Any) -> None:
    one, other = concern(words="one"), concern(words="other")
    Concern.objects.filter(pk=one.concern.pk).update(sealed_to_desk=other.concern.sealed_to_desk)
    with pytest.raises(queries.Unreadable):
        queries.open_for_desk(Concern.objects.get(pk=one.concern.pk))


def test_the_desk_opens_answers_versions_messages_and_identity(area: Any) -> None:
    flow = FlowKey.new()
    who = {"name": "Dana Rook", "phone": "07700 900311"}
    sent = submit({"words": "First."}, flow=flow, identity=who, **SEND)
    submit({"words": "Second."}, flow=flow, identity=who, **SEND)
    message = write_to_hub(sent.concern, Message.Kind.ADDITION, "Third.", by=PUBLIC, instance_id="m")
    assert queries.open_for_desk(sent.concern) == {"words": "First."}
    assert [version.answers for version in queries.open_versions_for_desk(sent.concern)] == [
        {"words": "Second."}
    ]
    assert queries.open_message_for_desk(message) == "Third."
    assert queries.open_identity(sent.concern) == who
    assert queries.has_identity(sent.concern)


def test_nobody_named_is_nobody(concern: Any) -> None:
    sent = concern(words="x")
    assert queries.open_identity(sent.concern) == {}
    assert not queries.has_identity(sent.concern)


def test_broken_characters_come_back_as_something_a_page_can_show(concern: Any) -> None:
    sent = concern(words="half \ud83d whole 🚕 NUL \x00", people=[{"name": "\udcff"}])
    for answers in (queries.open_for_desk(sent.concern), queries.follow(sent.receipt).answers):
        assert answers["words"] == "half \\ud83d whole 🚕 NUL \x00"
        assert answers["people"] == [{"name": "\\udcff"}]


def test_the_public_plane_follows_a_receipt_and_cannot_read_for_the_desk(tmp_path: Path) -> None:
    """In a process of its own, with the staff's apps not installed and no private key there."""
    script = Path(__file__).parent / "public_reader.py"
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["followed", "refused", "refused"]
