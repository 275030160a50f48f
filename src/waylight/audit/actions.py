"""Every write to the audit: one function to record, one to seal the chain."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import ChainLink, Event, Verb

GENESIS = "0" * 64
LONGEST_DETAIL = 120
LATEST_COMMIT = timedelta(days=1)


class ActorLike(Protocol):
    """What the audit needs to know of whoever acts; `accounts.policy.Actor` is one."""

    @property
    def ref(self) -> str: ...

    @property
    def roles_text(self) -> str: ...


class PersonalContent(ValueError):
    """A detail that is not a code, a count or an id was offered to the audit."""


Detail = Mapping[str, str | int | bool | None | list[str] | list[int]]


def record(
    verb: Verb,
    action: str,
    *,
    by: ActorLike,
    thing: tuple[str, object] = ("", ""),
    detail: Detail | None = None,
    purpose: str = "",
) -> Event:
    """Write one event in the caller's transaction. `thing` is (type, id).

    Raises PersonalContent when a detail is longer than a code, a count or an id could be.
    """
    return Event.objects.create(
        at=timezone.now(),
        actor=by.ref,
        roles=by.roles_text[:200],
        verb=verb,
        action=action,
        object_type=thing[0],
        object_id=str(thing[1]),
        detail=_codes_only(detail or {}),
        purpose=purpose[:200],
    )


def record_each(
    verb: Verb, action: str, kind: str, keys: Iterable[object], *, by: ActorLike, detail: Detail | None = None
) -> None:
    """One event for each thing of `kind`, as `record` writes it, in one statement however many there are."""
    told, now = _codes_only(detail or {}), timezone.now()
    if not (keys := list(keys)):
        return
    Event.objects.bulk_create(
        Event(
            at=now,
            actor=by.ref,
            roles=by.roles_text[:200],
            verb=verb,
            action=action,
            object_type=kind,
            object_id=str(key),
            detail=told,
        )
        for key in keys
    )


def _codes_only(detail: Detail) -> dict[str, Any]:
    def check(value: object) -> None:
        if isinstance(value, str) and (len(value) > LONGEST_DETAIL or "\n" in value):
            raise PersonalContent("An audit detail must be a code, a count or an id.")
        if isinstance(value, list):
            for each in value:
                check(each)

    for value in detail.values():
        check(value)
    return dict(detail)


class EventLike(Protocol):
    """What is hashed of an event: a row of `Event`, or the same columns read without building one."""

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


_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(event: EventLike) -> bytes:
    """The bytes that are hashed: sorted JSON, UTC times to the microsecond."""
    return _ENCODE(
        {
            "id": event.pk,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": event.actor,
            "roles": event.roles,
            "verb": event.verb,
            "action": event.action,
            "object": [event.object_type, event.object_id],
            "detail": event.detail,
            "purpose": event.purpose,
        }
    ).encode()


def chained(previous: str, event: EventLike) -> str:
    return hashlib.sha256(previous.encode() + canonical(event)).hexdigest()


def seal_chain(batch: int = 5000, *, everything: bool = False) -> int:
    """Add links for events not yet chained, oldest first; returns how many. Safe to run twice, and at once.

    Events are taken by absence of a link, not by a high-water mark, so one whose transaction committed late
    is chained too. To be quick it looks back a day; with `everything`, to the beginning.
    """
    last = None if everything else ChainLink.objects.select_related("event").order_by("-seq").first()
    since = last.event.at - LATEST_COMMIT if last else None
    sealed = 0
    while made := _seal_batch(batch, since):
        sealed += made
    return sealed


def _seal_batch(batch: int, since: datetime | None) -> int:
    try:
        with transaction.atomic():
            last = ChainLink.objects.select_for_update().order_by("-seq").first()
            seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
            links: list[ChainLink] = []
            for event in _unchained(since)[:batch]:
                seq, previous, before = seq + 1, chained(previous, event), previous
                links.append(
                    ChainLink(seq=seq, event=event, previous=before, hash=previous, sealed_at=timezone.now())
                )
            ChainLink.objects.bulk_create(links, batch_size=500)
    except IntegrityError:  # another sealer took the same place: it has done our work
        return 0
    return len(links)


def _unchained(since: datetime | None) -> QuerySet[Event]:
    events = Event.objects.filter(link__isnull=True).order_by("id")
    return events.filter(at__gte=since) if since else events
