"""A change past the program is found, and the first broken place is named."""

import hashlib
import json
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from waylight.accounts.roles import PUBLIC
from waylight.audit.actions import record, seal_chain
from waylight.audit.heads import HeadsUnreadable, read_heads, write_head
from waylight.audit.models import ChainLink, Event, Verb
from waylight.audit.queries import oldest_unchained, sealed_within, verify
from waylight.work.tasks import write_audit_head

pytestmark = pytest.mark.django_db


def test_a_chain_that_nobody_touched_is_whole(chain: Any) -> None:
    chain(20)
    proof = verify()
    assert (proof.whole, proof.links, proof.unchained, proof.broken_at) == (True, 20, 0, None)


def test_an_empty_audit_is_whole() -> None:
    assert verify().whole


def test_the_hash_is_what_the_documents_say(chain: Any) -> None:
    """Computed here from scratch: anybody with the rows can prove the chain without our program."""
    first = chain(1)[0]
    text = json.dumps(
        {
            "id": first.pk,
            "at": first.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
            "actor": "public",
            "roles": "public",
            "verb": "consultation",
            "action": "concern.open",
            "object": ["concern", "0"],
            "detail": {"n": 0},
            "purpose": "",
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    assert ChainLink.objects.get().hash == hashlib.sha256(("0" * 64 + text).encode()).hexdigest()


COLUMNS = [
    ("actor", "user:1"),
    ("roles", "screener"),
    ("verb", "alteration"),
    ("action", "concern.rate"),
    ("object_type", "stream"),
    ("object_id", "999"),
    ("purpose", "curiosity"),
    ("detail", '{"n": 99}'),
    ("at", "2020-01-01 00:00:00"),
]


@pytest.mark.parametrize(("column", "value"), COLUMNS)
def test_a_changed_event_is_named_whatever_was_changed(
    chain: Any, tamper: Any, column: str, value: str
) -> None:
    events = chain(9)
    change = f"UPDATE audit_event SET {column} = %s WHERE id IN (%s, %s)"  # noqa: S608 - one of COLUMNS
    tamper(change, value, events[4].pk, events[7].pk)
    proof = verify()
    assert (proof.broken_at, proof.links) == (events[4].pk, 4), "the first, not the second"
    assert not proof.whole


def test_a_link_taken_out_of_the_middle_is_named(chain: Any, tamper: Any) -> None:
    events = chain(9)
    tamper("DELETE FROM audit_chainlink WHERE seq = %s", 5)
    proof = verify()
    assert (proof.broken_at, proof.why) == (events[5].pk, "link 5 is missing")


def test_a_link_taken_out_with_the_rest_renumbered_is_named(chain: Any, tamper: Any) -> None:
    events = chain(6)
    tamper("DELETE FROM audit_chainlink WHERE seq = 3")
    for seq in (4, 5, 6):
        tamper("UPDATE audit_chainlink SET seq = %s WHERE seq = %s", seq - 1, seq)
    assert verify().broken_at == events[3].pk


def test_two_events_that_changed_places_are_named(chain: Any, tamper: Any) -> None:
    events = chain(4)
    tamper("UPDATE audit_event SET object_id = '2' WHERE id = %s", events[1].pk)
    tamper("UPDATE audit_event SET object_id = '1' WHERE id = %s", events[2].pk)
    assert verify().broken_at == events[1].pk


def forge(tamper: Any, since: int) -> None:
    """Rewrite the chain from a place on, so that it is sound in itself."""
    tamper("DELETE FROM audit_chainlink WHERE seq >= %s", since)
    seal_chain(everything=True)


def test_a_shortened_chain_is_sound_in_itself_and_found_by_an_earlier_head(chain: Any, tamper: Any) -> None:
    chain(9)
    write_head()
    tamper("DELETE FROM audit_chainlink WHERE seq > 6")
    tamper("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_chainlink)")
    proof = verify()
    assert (proof.whole, proof.broken_at) == (False, None)
    assert proof.why == "the chain ends at link 6, but link 9 was known"


def test_a_rewritten_chain_is_found_by_an_earlier_head(chain: Any, tamper: Any) -> None:
    events = chain(9)
    write_head()
    tamper("UPDATE audit_event SET actor = 'user:1' WHERE id = %s", events[2].pk)
    forge(tamper, since=3)
    chain(3)
    proof = verify()
    assert proof.broken_at == events[8].pk
    assert "another head was known" in proof.why


def test_a_head_kept_on_paper_finds_what_the_file_no_longer_tells(
    chain: Any, tamper: Any, home: Path
) -> None:
    events = chain(9)
    head = write_head()
    assert head is not None
    (home / "audit-heads.log").unlink()
    tamper("UPDATE audit_event SET actor = 'user:1' WHERE id = %s", events[2].pk)
    forge(tamper, since=3)
    assert verify().whole, "nothing here remembers"
    assert verify(head.seq, head.hash).broken_at == events[8].pk


def test_heads_are_met_on_the_way(chain: Any) -> None:
    for _ in range(3):
        chain(4)
        write_audit_head()
    proof = verify()
    assert (proof.whole, proof.heads_met, proof.links) == (True, 3, 12)
    assert [head.seq for head in read_heads()] == [4, 8, 12]


def test_a_heads_file_that_was_edited_is_said_so(chain: Any, home: Path) -> None:
    chain(2)
    write_head()
    with (home / "audit-heads.log").open("a") as file:
        file.write("something else\n")
    with pytest.raises(HeadsUnreadable, match="line 2"):
        read_heads()
    assert "line 2" in verify().why


def test_no_head_is_written_of_nothing(home: Path) -> None:
    assert write_head() is None
    assert not (home / "audit-heads.log").exists()


def test_sealing_twice_adds_nothing(chain: Any) -> None:
    chain(3)
    assert seal_chain() == 0
    assert ChainLink.objects.count() == 3


def test_sealing_goes_on_over_many_batches() -> None:
    for n in range(25):
        record(Verb.CONSULTATION, "concern.open", by=PUBLIC, thing=("concern", n))
    assert seal_chain(batch=10) == 25
    assert verify().links == 25


def test_an_event_that_committed_late_is_chained_too(chain: Any) -> None:
    """Its number is lower than that of events already chained: a high-water mark would miss it."""
    chain(3)
    late = Event.objects.create(
        pk=10_000_000, at=timezone.now(), actor="public", verb=Verb.SYSTEM, action="late"
    )
    chain(1)
    before = Event.objects.create(
        pk=9_000_000, at=timezone.now(), actor="public", verb=Verb.SYSTEM, action="x"
    )
    assert verify().unchained == 1
    assert seal_chain() == 1
    proof = verify()
    assert (proof.whole, proof.links, proof.unchained) == (True, 6, 0)
    assert before.link.seq > late.link.seq


def test_what_waits_too_long_is_seen() -> None:
    assert sealed_within()
    record(Verb.CONSULTATION, "concern.open", by=PUBLIC)
    assert sealed_within()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert not sealed_within()
    assert oldest_unchained() is not None


def test_a_backlog_of_days_is_chained_whole() -> None:
    """The worker was away for a week; looking back a day only must not leave the first six behind."""
    for day in range(7):
        with time_machine.travel(timezone.now() - timedelta(days=7 - day)):
            record(Verb.CONSULTATION, "concern.open", by=PUBLIC)
    assert seal_chain(batch=2) == 7
    assert verify().unchained == 0
