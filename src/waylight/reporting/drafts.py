"""An unfinished concern, kept sealed under a key that only its own cookie holds.

The row is found by a locator derived from the cookie, and says nothing but when it ends. Each save puts the
end two hours on. Sending wipes the words at once and leaves a small mark, so that the receipt can be shown
again for half an hour.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import DataKey, FieldError, FlowKey

from . import models
from .forms import Typed

LIFE = timedelta(hours=2)
RECEIPT_SHOWN = timedelta(minutes=30)
_PLACE = {"table": "reporting_draft", "column": "sealed"}
_PADDED_TO = 1024


@dataclass
class Entry:
    """One person or vehicle. `id` keeps a second press of its button from adding it twice."""

    id: str
    typed: Typed


@dataclass
class Draft:
    """All of one flow. `at`: the place of the code that was scanned, offered on the page about places. `sent`
    is the id of the concern once it is sent; then nothing else is kept."""

    pages: dict[str, Typed] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    area: str = ""
    at: str = ""
    gate: str = ""
    gate_at: str = ""
    interrupted: bool = False
    earlier_lost: bool = False
    sent: str = ""

    def put_entry(self, step: str, entry: Entry) -> None:
        """Add it, or put it in the place of the one with its id; an empty one is dropped."""
        entries = self.entries.setdefault(step, [])
        at = next((at for at, kept in enumerate(entries) if kept.id == entry.id), len(entries))
        entries[at : at + 1] = [entry] if entry.typed else []

    def drop_entry(self, step: str, entry_id: str) -> None:
        self.entries[step] = [kept for kept in self.entries.get(step, []) if kept.id != entry_id]

    def entry(self, step: str, entry_id: str) -> Entry | None:
        return next((kept for kept in self.entries.get(step, []) if kept.id == entry_id), None)

    def to_bytes(self) -> bytes:
        octets = json.dumps(asdict(self), separators=(",", ":")).encode()
        return octets + b" " * (-len(octets) % _PADDED_TO)

    @classmethod
    def from_bytes(cls, octets: bytes) -> "Draft":
        """Passes over what another release wrote and this one does not know: an upgrade loses no words."""
        content: dict[str, Any] = json.loads(octets)
        known = {each.name: content[each.name] for each in fields(cls) if each.name in content}
        known["entries"] = {
            step: [Entry(each["id"], each["typed"]) for each in kept]
            for step, kept in content.get("entries", {}).items()
        }
        return cls(**known)


@dataclass(frozen=True)
class Kept:
    """A draft as it lies in the database now; `sealed`: the very bytes, by which a later write knows it."""

    flow: FlowKey
    draft: Draft
    sealed: bytes
    expires_at: datetime


def find(flow: FlowKey) -> Kept | None:
    """None when there is none, it has ended, or these bytes are not this cookie's."""
    row = _rows(flow).first()
    return _opened(flow, row) if row is not None else None


def change(
    flow: FlowKey, alter: Callable[[Draft], None], *, seen: Kept | None = None, by: Actor = PUBLIC
) -> Kept:
    """Alter the draft, or a new one, while no other request can; two presses at once lose nothing.

    `seen`: what this request has read of it. While that still stands it is altered in one statement; if
    not, it is read again under a lock, and `alter` is called again on what is there.
    One that was sent meanwhile, in another tab, is not altered and comes back as it is: `draft.sent`.
    """
    require(by, "draft.keep")
    if seen is not None and not seen.draft.sent:
        kept = _altered(seen.flow, seen.draft, alter)
        if _rows(seen.flow).filter(sealed=seen.sealed).update(sealed=kept.sealed, expires_at=kept.expires_at):
            return kept
    with transaction.atomic():
        row = models.Draft.objects.select_for_update().filter(locator=flow.draft_locator).first()
        found = _opened(flow, row) if row is not None and row.expires_at > timezone.now() else None
        if found is not None and found.draft.sent:
            return found
        return _store(_altered(flow, found.draft if found is not None else Draft(), alter))


def mark_sent(flow: FlowKey, concern: str, *, said: Draft) -> bool:
    """Wipe every word and keep only that it was sent. `said` is the draft whose words were sent: where
    another tab has kept other words meanwhile, nothing is wiped and the answer is False."""
    with transaction.atomic():
        row = models.Draft.objects.select_for_update().filter(locator=flow.draft_locator).first()
        found = _opened(flow, row) if row is not None else None
        if found is not None and not found.draft.sent and found.draft.to_bytes() != said.to_bytes():
            return False
        _store(_sealed(flow, Draft(sent=concern), RECEIPT_SHOWN))
    return True


def forget(flow: FlowKey, *, by: Actor = PUBLIC) -> None:
    """The person wants it gone, or has written the receipt down."""
    require(by, "draft.keep")
    with transaction.atomic():
        gone, _each = models.Draft.objects.filter(locator=flow.draft_locator).delete()
        if gone:
            record(Verb.ERASURE, "draft.forget", by=by, thing=("draft", ""), detail={"count": gone})


def purge(*, by: Actor, now: datetime | None = None) -> int:
    """Delete what has ended; returns how many."""
    with transaction.atomic():
        gone, _each = models.Draft.objects.filter(expires_at__lte=now or timezone.now()).delete()
        if gone:
            record(Verb.ERASURE, "draft.expire", by=by, thing=("draft", ""), detail={"count": gone})
    return gone


def _rows(flow: FlowKey) -> QuerySet[models.Draft]:
    """Its row, while its time is not over."""
    return models.Draft.objects.filter(locator=flow.draft_locator, expires_at__gt=timezone.now())


def _altered(flow: FlowKey, draft: Draft, alter: Callable[[Draft], None]) -> Kept:
    changed = deepcopy(draft)
    alter(changed)
    return _sealed(flow, changed, LIFE)


def _sealed(flow: FlowKey, draft: Draft, life: timedelta) -> Kept:
    sealed = _key(flow).encrypt(draft.to_bytes(), row=flow.draft_locator, **_PLACE)
    return Kept(flow, draft, sealed, timezone.now() + life)


def _store(kept: Kept) -> Kept:
    models.Draft(locator=kept.flow.draft_locator, sealed=kept.sealed, expires_at=kept.expires_at).save()
    return kept


def _opened(flow: FlowKey, row: models.Draft) -> Kept | None:
    try:
        octets = _key(flow).decrypt(row.sealed, row=row.locator, **_PLACE)
    except FieldError:
        return None
    return Kept(flow, Draft.from_bytes(octets), bytes(row.sealed), row.expires_at)


def _key(flow: FlowKey) -> DataKey:
    return DataKey.from_bytes(flow.draft_key)
