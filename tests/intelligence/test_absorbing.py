"""What arrives is read, linked with all that is known, and counted once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from waylight.intelligence import actions, memory
from waylight.intelligence.models import (
    Account,
    Entity,
    Link,
    LogEntry,
    Mention,
    MentionKey,
    ModelVersion,
    Observation,
)
from waylight.keys.data_keys import match
from waylight.triage.models import Contact

from .known import CAR, SAME_CAR, link, mention, seen


def test_a_concern_becomes_mentions_with_the_span_of_their_words(told: Callable[..., Any]) -> None:
    account = told(CAR)
    words = json.loads(account.told)["words"]
    for row in account.mentions.all():
        assert words[row.start : row.end] == row.said
    mark = mention(account, "KV00 ABC")
    assert (mark.kind, mark.normal, mark.state) == ("vehicle", "KV00ABC", "found")
    assert mark.rule.startswith("mark:")
    assert 0.9 < mark.certainty <= 1
    assert mark.observation == mention(account, "silver VW Golf").observation, "a mark and its car are one"


def test_negation_hedging_and_hearsay_are_marked(told: Callable[..., Any]) -> None:
    account = told("It was not a taxi. I heard that Deano has it. Maybe reg KV00 something.")
    assert mention(account, "Deano").hearsay
    assert mention(account, "KV00 something").hedged


def test_fields_of_the_form_are_read_as_well(told: Callable[..., Any]) -> None:
    account = told(
        "A worry.",
        vehicles=[{"mark": "KV00 ABC", "colour": "silver", "make": "VW", "model": "Golf"}],
        people=[{"kind": "child", "name": "Mina Tallow"}],
        phones=["07700 900456"],
    )
    vehicle = seen(account, "vehicle")
    assert json.loads(vehicle.compared)["values"]["mark"] == "KV00ABC"
    assert json.loads(mention(account, "Mina Tallow").attributes)["role"] == "child"
    assert mention(account, "07700 900456").normal == "+447700900456"


def test_the_same_mark_in_two_concerns_joins_with_reasons(told: Callable[..., Any]) -> None:
    one, other = seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle")
    assert one.entity == other.entity
    found = link(one, other)
    assert found is not None
    assert (found.state, found.identifies) == ("joined", True)
    reasons = json.loads(found.reasons)
    assert "Same mark" in [reason["level"] for reason in reasons]
    assert found.weight == pytest.approx(found.prior + sum(reason["bits"] for reason in reasons), abs=1e-6)
    assert found.model == ModelVersion.objects.get(kind="vehicle")


def test_delivered_twice_it_is_counted_once(told: Callable[..., Any], audited: Callable[..., Any]) -> None:
    account = told(CAR)
    counts = Mention.objects.count(), Observation.objects.count(), LogEntry.objects.count()
    assert actions.absorb(account.contact_id) == account
    assert (Mention.objects.count(), Observation.objects.count(), LogEntry.objects.count()) == counts
    assert len(audited("system.absorb")) == 1


def test_the_combination_is_audited_in_counts_alone(
    told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    told(CAR)
    account = told(SAME_CAR)
    event = audited("system.absorb")[-1]
    assert (event.verb, event.actor) == ("combination", "system:intelligence")
    assert (event.object_type, event.object_id) == ("concern", str(account.contact_id))
    assert event.detail["joined"] == 1
    assert "KV00" not in json.dumps(event.detail)


def test_the_worker_absorbs_what_triage_takes_up(
    concern: Callable[..., Any], work: Callable[[], int]
) -> None:
    sent = concern(words=CAR)
    work()
    assert Account.objects.get().contact_id == sent.concern.pk


def test_what_cannot_be_opened_waits_for_its_opening(hub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from waylight.reporting import queries as reporting

    def refuse(_concern: Any) -> Any:
        raise reporting.Unreadable

    contact = hub.received(words=CAR)
    with monkeypatch.context() as patched:
        patched.setattr(reporting, "open_for_desk", refuse)
        assert actions.absorb(contact.pk) is None
    assert actions.absorb(contact.pk) is not None


def test_the_reporters_own_number_is_not_kept(told: Callable[..., Any]) -> None:
    account = told("A man in a car, his number is 07700 900456. My number is 07700 900123, ring me.")
    assert [row.normal for row in account.mentions.filter(kind="phone")] == ["+447700900456"]
    assert not MentionKey.objects.filter(digest=match("phone", "+447700900123")).exists()


def test_words_rest_encrypted_and_exact_values_have_a_keyed_digest(told: Callable[..., Any]) -> None:
    account = told(CAR)
    told(SAME_CAR)
    row = mention(account, "KV00 ABC")
    assert MentionKey.objects.get(mention=row).digest == match("vehicle", "KV00ABC")
    for model in (Account, Mention, Observation, Link, Entity):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  # names of our own tables
            stored = b"|".join(_bytes(cell) for row in cursor.fetchall() for cell in row)
        assert stored
        assert b"KV00" not in stored, model
        assert b"Golf" not in stored, model


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_no_table_has_a_column_for_a_score_of_anybody() -> None:
    """Bits belong to a link between two mentions and to the rule that read one; nothing else has a figure."""
    from django.apps import apps

    figures = {
        (model.__name__, f.name)
        for model in apps.get_app_config("intelligence").get_models()
        for f in model._meta.get_fields()
        if f.concrete and f.get_internal_type() in ("FloatField", "DecimalField")
    }
    assert figures == {("Link", "weight"), ("Link", "prior"), ("Mention", "certainty")}
    told = {f.name for f in Entity._meta.get_fields() if f.concrete} | {
        f.name for f in Observation._meta.get_fields() if f.concrete
    }
    assert not {name for name in told if any(w in name for w in ("score", "risk", "rank", "probab"))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They call him Deano, a man with a beard.", "A man known as Deano with a beard again."),
        (
            "A tall slim man in his 30s with a beard and a shaved head.",
            "A tall slim man in his 30s with a beard and a shaved head.",
        ),
    ],
    ids=["nickname", "description"],
)
def test_people_are_never_joined_by_nickname_or_description_alone(
    told: Callable[..., Any], one: str, other: str
) -> None:
    first, second = told(one), told(other)
    of_first = set(first.observations.filter(kind="person").values_list("entity", flat=True))
    of_second = set(second.observations.filter(kind="person").values_list("entity", flat=True))
    assert of_first
    assert of_second
    assert of_first.isdisjoint(of_second)
    assert not Link.objects.filter(one__kind="person", state="joined").exists()


def test_what_the_reporter_adds_later_belongs_to_the_same_account(
    told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from waylight.intelligence.actions import absorbing

    account = told("A car waited outside the school.")
    later = {"message.1": ("I saw the reg today, KV00 ABC.", datetime(2026, 11, 18, 12, tzinfo=UTC))}
    monkeypatch.setattr(absorbing, "_later_parts", lambda _concern: later)
    assert actions.absorb_later(account.contact_id) == account
    assert actions.absorb_later(account.contact_id) is None, "nothing is new the second time"
    assert mention(account, "KV00 ABC").part == "message.1"
    assert Account.objects.count() == 1


def test_a_process_that_was_not_there_knows_the_same(told: Callable[..., Any]) -> None:
    for words in (CAR, SAME_CAR, "Deano rings from 07700 900456.", "Call 07700 900456 and ask for Deano."):
        told(words)
    with memory.reading() as held:
        before = {o: held.linkage.entity(o) for o in held.linkage.observations}
        links = {kind: set(k.clusters.links) for kind, k in held.linkage.kinds.items()}
    memory.forget()
    with memory.reading() as held:
        assert {o: held.linkage.entity(o) for o in held.linkage.observations} == before
        assert {kind: set(k.clusters.links) for kind, k in held.linkage.kinds.items()} == links


def test_another_process_sees_what_was_absorbed_since(told: Callable[..., Any]) -> None:
    told(CAR)
    other = memory.Memory()
    other.catch_up()
    assert len(other.linkage.accounts) == 1
    told(SAME_CAR)
    other.catch_up()
    assert len(other.linkage.accounts) == 2
    with memory.reading() as held:
        ours = {o: held.linkage.entity(o) for o in held.linkage.observations}
    assert {o: other.linkage.entity(o) for o in other.linkage.observations} == ours


def test_what_was_undone_is_not_remembered(hub: Any, told: Callable[..., Any]) -> None:
    told(CAR)
    contact = hub.received(words=SAME_CAR)

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        actions.absorb(contact.pk)
        raise Undone
    with memory.reading() as held:
        assert len(held.linkage.accounts) == 1
    assert actions.absorb(contact.pk) is not None
    assert Contact.objects.count() == 2


def test_decisions_and_the_log_are_append_only(told: Callable[..., Any]) -> None:
    told(CAR)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LogEntry.objects.update(seq=99)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LogEntry.objects.all().delete()


def test_what_was_missed_is_absorbed_by_the_clock(hub: Any) -> None:
    contact = hub.received(words=CAR)
    assert actions.absorb_missed() == 1
    assert Account.objects.get().contact_id == contact.pk
    assert actions.absorb_missed() == 0
