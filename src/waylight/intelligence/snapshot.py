"""All that memory holds, as one sealed row, so that a process that starts need not read every account.

It holds what the rows held up to a number of the log; what came later is read from the rows as always.
Whoever erases an account must drop the snapshot in the same transaction.
"""

import zlib
from base64 import b85decode, b85encode
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from waylight.engine.linkage.accounts import Account, Kind, Observation
from waylight.engine.linkage.ledger import Decision, Link
from waylight.engine.linkage.linking import Linkage
from waylight.engine.sealing import FieldError

from .models import Snapshot

GROWN = 1.05
"""A new one is taken when the log is longer by a twentieth."""


@dataclass(frozen=True)
class Held:
    """Up to and with log entry `seq`, which is `last`: accounts in the order they were stored, their
    observations, the live links without their reasons, and the decisions."""

    seq: int
    last: UUID
    accounts: list[tuple[Account, list[Observation]]]
    links: dict[Kind, list[Link]]
    decisions: dict[Kind, list[Decision]]

    @classmethod
    def of(cls, linkage: Linkage, seq: int, last: UUID) -> "Held":
        return cls(
            seq,
            last,
            [(account, list(linkage.of_account[id])) for id, account in linkage.accounts.items()],
            {
                kind: [replace(link, reasons=()) for link in held.clusters.links.values()]
                for kind, held in linkage.kinds.items()
            },
            {kind: list(held.clusters.decisions.values()) for kind, held in linkage.kinds.items()},
        )


_HELD = TypeAdapter(Held)


def is_due(seq: int) -> bool:
    row = Snapshot.objects.only("seq").first()
    return seq > (row.seq * GROWN if row is not None else 0)


def keep(held: Held) -> None:
    """In place of the one before."""
    packed = b85encode(zlib.compress(_HELD.dump_json(held), level=6)).decode()
    with transaction.atomic():
        Snapshot.objects.all().delete()
        Snapshot.objects.create(seq=held.seq, held=packed, made_at=timezone.now())


def kept() -> Held | None:
    """None when there is none, or another release wrote it in a form that this one does not know."""
    row = Snapshot.objects.first()
    if row is None:
        return None
    try:
        return _HELD.validate_json(zlib.decompress(b85decode(row.held)))
    except (FieldError, ValidationError, zlib.error, ValueError):
        return None
