"""The draft: readable with its cookie's key, in its own place, until its end, and by nothing else."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waylight.accounts.policy import Refused
from waylight.accounts.roles import system
from waylight.audit.models import Event, Verb
from waylight.engine.sealing import DataKey, FlowKey
from waylight.reporting import drafts, models
from waylight.reporting.drafts import Draft, Entry
from waylight.work.registry import TIMED

pytestmark = pytest.mark.django_db


def write(flow: FlowKey, words: str) -> drafts.Kept:
    def alter(draft: Draft) -> None:
        draft.pages["notice"] = {"words": words}

    return drafts.change(flow, alter)


def test_what_is_kept_is_found_with_the_same_key() -> None:
    flow = FlowKey.new()
    write(flow, "a worry")
    found = drafts.find(FlowKey.from_cookie(flow.to_cookie()))
    assert found is not None
    assert found.draft.pages == {"notice": {"words": "a worry"}}


def test_another_key_finds_nothing() -> None:
    write(FlowKey.new(), "a worry")
    assert drafts.find(FlowKey.new()) is None


def test_the_row_says_nothing_but_when_it_ends() -> None:
    write(FlowKey.new(), "marker-words")
    row = models.Draft.objects.get()
    assert {field.name for field in models.Draft._meta.fields} == {"locator", "sealed", "expires_at"}
    assert b"marker-words" not in bytes(row.sealed)


def test_short_and_shorter_words_are_of_one_length() -> None:
    lengths = []
    for words in ("a", "a" * 300):
        flow = FlowKey.new()
        write(flow, words)
        lengths.append(len(models.Draft.objects.get(locator=flow.draft_locator).sealed))
    assert lengths[0] == lengths[1]


def test_a_row_moved_to_another_place_does_not_open() -> None:
    one, other = FlowKey.new(), FlowKey.new()
    write(one, "first")
    write(other, "second")
    moved = models.Draft.objects.get(locator=one.draft_locator)
    models.Draft.objects.filter(locator=other.draft_locator).update(sealed=moved.sealed)
    assert drafts.find(other) is None


def test_a_changed_row_does_not_open_and_can_be_written_over() -> None:
    flow = FlowKey.new()
    write(flow, "first")
    row = models.Draft.objects.get()
    sealed = bytes(row.sealed)
    row.sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    row.save()
    assert drafts.find(flow) is None
    assert write(flow, "second").draft.pages == {"notice": {"words": "second"}}


def test_each_save_puts_the_end_two_hours_on() -> None:
    flow = FlowKey.new()
    write(flow, "first")
    models.Draft.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    before = timezone.now()
    kept = write(flow, "second")
    assert before + drafts.LIFE <= kept.expires_at <= timezone.now() + drafts.LIFE


def test_after_its_end_it_is_not_found_even_before_it_is_deleted() -> None:
    flow = FlowKey.new()
    write(flow, "first")
    models.Draft.objects.update(expires_at=timezone.now())
    assert drafts.find(flow) is None
    assert write(flow, "second").draft.pages == {"notice": {"words": "second"}}


def test_what_another_press_kept_meanwhile_is_altered_and_not_written_over() -> None:
    flow = FlowKey.new()
    seen = write(flow, "first")

    def people(draft: Draft) -> None:
        draft.pages["people"] = {"name": "Ash"}

    with CaptureQueriesContext(connection) as asked:
        drafts.change(flow, people, seen=seen)
    assert len(asked) == 1, "while what was read stands, one statement keeps it"
    assert seen.draft.pages == {"notice": {"words": "first"}}, "what was read is left as it was"
    write(flow, "second")
    kept = drafts.change(flow, people, seen=seen)
    assert kept.draft.pages == {"notice": {"words": "second"}, "people": {"name": "Ash"}}
    assert drafts.find(flow) == kept


def test_what_was_sent_meanwhile_is_not_altered() -> None:
    flow = FlowKey.new()
    seen = write(flow, "first")
    assert drafts.mark_sent(flow, "an-id", said=seen.draft)
    kept = drafts.change(flow, lambda draft: draft.pages.clear(), seen=seen)
    assert kept.draft == Draft(sent="an-id")


def test_a_person_put_twice_is_there_once_and_in_its_place() -> None:
    draft = Draft()
    for entry_id, name in (("a", "Ash"), ("b", "Bo"), ("a", "Ashley")):
        draft.put_entry("people", Entry(entry_id, {"name": name}))
    assert [entry.typed["name"] for entry in draft.entries["people"]] == ["Ashley", "Bo"]
    draft.put_entry("people", Entry("a", {}))
    assert [entry.id for entry in draft.entries["people"]] == ["b"]
    draft.drop_entry("people", "b")
    draft.drop_entry("people", "b")
    assert draft.entries["people"] == []


def test_a_draft_of_another_release_keeps_its_words() -> None:
    flow = FlowKey.new()
    octets = json.dumps({"pages": {"notice": {"words": "from before"}}, "unheard": "of"}).encode()
    locator = flow.draft_locator
    models.Draft.objects.create(
        locator=locator,
        sealed=DataKey.from_bytes(flow.draft_key).encrypt(
            octets, table="reporting_draft", row=locator, column="sealed"
        ),
        expires_at=timezone.now() + drafts.LIFE,
    )
    found = drafts.find(flow)
    assert found is not None
    assert found.draft == Draft(pages={"notice": {"words": "from before"}})


def test_sending_leaves_a_small_mark_for_half_an_hour() -> None:
    flow = FlowKey.new()
    write(flow, "a worry")
    said = drafts.find(flow)
    assert said is not None
    assert drafts.mark_sent(flow, "an-id", said=said.draft)
    kept = drafts.find(flow)
    assert kept is not None
    assert kept.draft == Draft(sent="an-id")
    assert kept.expires_at <= timezone.now() + drafts.RECEIPT_SHOWN


def test_forgetting_deletes_and_is_audited_once() -> None:
    flow = FlowKey.new()
    write(flow, "a worry")
    drafts.forget(flow)
    drafts.forget(flow)
    assert not models.Draft.objects.exists()
    event = Event.objects.get(action="draft.forget")
    assert (event.verb, event.object_id, event.detail) == (Verb.ERASURE, "", {"count": 1})


def test_the_timed_task_deletes_what_has_ended_and_counts_it() -> None:
    ended, living = FlowKey.new(), FlowKey.new()
    write(ended, "ended")
    write(living, "living")
    models.Draft.objects.filter(locator=ended.draft_locator).update(expires_at=timezone.now())
    task = TIMED["waylight.reporting.tasks.purge_drafts"]
    task.run()
    task.run()
    assert drafts.find(living) is not None
    assert models.Draft.objects.count() == 1
    event = Event.objects.get(action="draft.expire")
    assert (event.verb, event.actor, event.detail) == (Verb.ERASURE, "system:worker", {"count": 1})


def test_only_the_public_keeps_drafts() -> None:
    with pytest.raises(Refused):
        drafts.change(FlowKey.new(), lambda draft: None, by=system("worker"))
    with pytest.raises(Refused):
        drafts.forget(FlowKey.new(), by=system("worker"))
