"""Reading the audit back: the auditor's list and the proof of the chain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .actions import GENESIS, chained
from .heads import Head, HeadsUnreadable, read_heads
from .models import ChainLink, Event

TRIGGERS = {
    "sqlite": ("no_update", "no_delete"),
    "postgresql": ("rows", "truncate"),
}


@dataclass(frozen=True)
class Proof:
    """`links` are proved, from the beginning. `broken_at` is the first event id that cannot be, or None when
    no such event is there any more (the chain's end is missing). `why` is empty when the chain is whole."""

    links: int
    unchained: int
    broken_at: int | None
    why: str
    head: str
    heads_met: int = 0

    @property
    def whole(self) -> bool:
        return not self.why


def verify(anchor_seq: int = 0, anchor_hash: str = "") -> Proof:
    """Walk the chain from its beginning and recompute every hash.

    Each head written to `audit-heads.log` must be met on the way, and so must the one given, which somebody
    kept elsewhere: that is how a chain that was shortened, or rewritten whole, is found.
    """
    try:
        heads = read_heads()
    except HeadsUnreadable as problem:
        return Proof(0, unchained_count(), None, str(problem), GENESIS)
    if anchor_seq:
        heads.append(Head(anchor_seq, anchor_hash))
    return _walk(heads)


@dataclass(slots=True)
class Link:
    """A link with its event's columns; `pk` is the event's. Half the time of building both rows."""

    seq: int
    previous: str
    hash: str
    pk: int
    at: datetime
    actor: str
    roles: str
    verb: str
    action: str
    object_type: str
    object_id: str
    detail: Any
    purpose: str


def _links() -> Iterator[Link]:
    columns = [field.name for field in fields(Link)]
    of_event = [f"event__{column}" for column in columns[3:]]
    rows = ChainLink.objects.order_by("seq").values_list(*columns[:3], *of_event)
    return (Link(*row) for row in rows.iterator(chunk_size=2000))


def _walk(heads: Iterable[Head]) -> Proof:
    to_meet: dict[int, set[str]] = {}
    for head in heads:
        to_meet.setdefault(head.seq, set()).add(head.hash)
    previous, place, met = GENESIS, 0, 0
    for link in _links():
        why = _why_not(link, place + 1, previous) or _other_head(link, to_meet.get(link.seq, set()))
        if why:
            return Proof(place, unchained_count(), link.pk, why, previous, met)
        place, previous = place + 1, link.hash
        met += link.seq in to_meet
    furthest = max(to_meet, default=0)
    why = ""
    if furthest > place:
        why = _("the chain ends at link %(place)s, but link %(known)s was known") % {
            "place": place,
            "known": furthest,
        }
    return Proof(place, unchained_count(), None, why, previous, met)


def _why_not(link: Link, place: int, previous: str) -> str:
    if link.seq != place:
        return _("link %(place)s is missing") % {"place": place}
    if link.previous != previous:
        return _("the link does not follow the one before it")
    if link.hash != chained(previous, link):
        return _("the event is not what was sealed")
    return ""


def _other_head(link: Link, known: set[str]) -> str:
    """The chain is sound in itself, but it is not the one that was known."""
    if known - {link.hash}:
        return _("the chain up to here was rewritten: another head was known")
    return ""


def unchained_count() -> int:
    return Event.objects.filter(link__isnull=True).count()


def oldest_unchained() -> datetime | None:
    """When the longest-waiting event was written; long ago means that the sealer is not running."""
    waiting = Event.objects.filter(link__isnull=True).aggregate(since=Min("at"))
    return waiting["since"]


def missing_triggers(*tables: str) -> list[str]:
    """Names of the triggers that should refuse changes to these tables (the audit's own, where none is named)
    and are not in the database."""
    tables = tables or (Event._meta.db_table, ChainLink._meta.db_table)
    wanted = {f"{table}_{end}" for table in tables for end in TRIGGERS[connection.vendor]}
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def events(
    *,
    actor: str = "",
    verb: str = "",
    action: str = "",
    object_type: str = "",
    object_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Event]:
    """Events newest first, narrowed by exact actor, verb, action, object, and by time (`until` excluded)."""
    exact = {
        "actor": actor,
        "verb": verb,
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
    }
    found = Event.objects.select_related("link").filter(**{k: v for k, v in exact.items() if v})
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return found


def sealed_within(minutes: int = 5) -> bool:
    """Whether the sealer keeps up."""
    oldest = oldest_unchained()
    return oldest is None or (timezone.now() - oldest).total_seconds() < minutes * 60
