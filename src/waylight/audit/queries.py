"""Reading the audit back: the auditor's list and the proof of the chain."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from .actions import GENESIS, chained
from .models import ChainLink, Event


@dataclass(frozen=True)
class Proof:
    """`broken_at` is the first event id whose place in the chain cannot be proved, or None."""

    links: int
    unchained: int
    broken_at: int | None
    why: str
    head: str

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def verify() -> Proof:
    """Walk the chain from its beginning and recompute every hash."""
    previous, expected = GENESIS, 0
    for link in ChainLink.objects.select_related("event").order_by("seq").iterator(chunk_size=2000):
        expected += 1
        why = ""
        if link.seq != expected:
            why = f"link {expected} is missing"
        elif link.previous != previous:
            why = "the link does not follow the one before it"
        elif link.hash != chained(previous, link.event):
            why = "the event is not what was sealed"
        if why:
            return Proof(expected - 1, unchained_count(), link.event_id, why, previous)
        previous = link.hash
    return Proof(expected, unchained_count(), None, "", previous)


def unchained_count() -> int:
    return Event.objects.filter(link__isnull=True).count()


def events(
    *,
    actor: str = "",
    verb: str = "",
    object_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Event]:
    """Events newest first, narrowed by exact actor, verb, object and time."""
    found = Event.objects.select_related("link")
    if actor:
        found = found.filter(actor=actor)
    if verb:
        found = found.filter(verb=verb)
    if object_id:
        found = found.filter(object_id=object_id)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return found
