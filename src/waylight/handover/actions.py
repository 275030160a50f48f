"""Every write of what is handed over: sealed up by the staff plane, opened and answered on the public one."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import DataKey, FieldError, HandedCode, HandedLink, padded_size
from waylight.keys import keyring
from waylight.work.actions import announce

from .models import Handed, HandedEvent

OPEN, HUB, TYPED = "handover.open", "hub", "handed"
TABLE, COLUMN = "handover_handed", "sealed"
MOST_WRONG, WITHIN = 5, timedelta(minutes=15)
"""Wrong codes of one link, after which nobody is answered until so long after the first of them."""
Kind = HandedEvent.Kind
Extract = dict[str, Any]


class Ended(LookupError):
    """It was withdrawn, its time is over, or there never was such a link. The reader is told the same."""


class WrongCode(ValueError):
    """Not the code of this link."""


class TooOften(ValueError):
    """Too many wrong codes just now: not even the right one is tried."""


@dataclass(frozen=True)
class SealedUp:
    """`link` and `code` exist nowhere else: whoever seals it up hands them on."""

    handed: Handed
    link: HandedLink
    code: HandedCode


def seal_up(extract: Mapping[str, Any], *, area_slug: str, ends_at: datetime) -> SealedUp:
    """In the transaction of whoever hands it over, who has asked the policy."""
    link, code = HandedLink.new(), HandedCode.new()
    pk = uuid.uuid4()
    words = json.dumps(extract, ensure_ascii=False).encode()
    words = words.ljust(padded_size(len(words)))
    handed = Handed.objects.create(
        pk=pk,
        locator=link.locator,
        area_slug=area_slug,
        sealed=link.key(code).encrypt(words, table=TABLE, row=str(pk), column=COLUMN),
        made_at=timezone.now(),
        ends_at=ends_at,
    )
    return SealedUp(handed, link, code)


def take_away(handed: Handed) -> None:
    """The sealed copy is gone from now on, whoever has link and code. In the caller's transaction."""
    Handed.objects.filter(pk=handed.pk, ended_at__isnull=True).update(sealed=b"", ended_at=timezone.now())


def found(link: HandedLink) -> Handed:
    """Raises Ended."""
    handed = Handed.objects.filter(locator=link.locator).first()
    if handed is None or handed.ended_at is not None or handed.ends_at <= timezone.now():
        raise Ended
    return handed


def area_of(link: HandedLink) -> str:
    """Whose hub to ring, also after it has ended; "" where there never was such a link."""
    return Handed.objects.filter(locator=link.locator).values_list("area_slug", flat=True).first() or ""


def wait_until(handed: Handed) -> datetime | None:
    """Until when no code is tried; None where one may be."""
    since = timezone.now() - WITHIN
    wrong = list(handed.events.filter(kind=Kind.WRONG, at__gt=since).values_list("at", flat=True))
    return wrong[-MOST_WRONG] + WITHIN if len(wrong) >= MOST_WRONG else None


def open_with(link: HandedLink, code: HandedCode | None, *, by: Actor) -> DataKey:
    """The key that opens it; None is a code that reads like none. Each try is an event that the sender sees,
    and tries of one link wait for each other, so that no more are tried than are counted.

    Raises Ended, TooOften, WrongCode.
    """
    require(by, OPEN)
    key = link.key(code) if code is not None else None
    with transaction.atomic():
        handed = found(link)
        _one_at_a_time(handed)
        if wait_until(handed) is not None:
            raise TooOften
        right = key is not None and _opens(handed, key)
        _happened(handed, Kind.OPENED if right else Kind.WRONG, uuid.uuid4().hex, by)
    if key is None or not right:
        raise WrongCode
    return key


def _one_at_a_time(handed: Handed) -> None:
    """Until the transaction ends. No lock of the row: for that PostgreSQL wants a right to change it, which
    the public plane has not. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(handed.pk)])


def read(link: HandedLink, key: DataKey) -> tuple[Handed, Extract]:
    """For whoever has opened it. Raises Ended."""
    handed = found(link)
    try:
        words = key.decrypt(handed.sealed, table=TABLE, row=str(handed.pk), column=COLUMN)
    except FieldError as problem:
        raise Ended from problem
    return handed, dict(json.loads(words))


def _opens(handed: Handed, key: DataKey) -> bool:
    try:
        key.decrypt(handed.sealed, table=TABLE, row=str(handed.pk), column=COLUMN)
    except FieldError:
        return False
    return True


def give_receipt(link: HandedLink, key: DataKey, name: str, *, by: Actor) -> None:
    """ "I have received this", in the reader's own name; the first one stands. Raises Ended."""
    require(by, OPEN)
    handed, _extract = read(link, key)
    _typed(handed, Kind.RECEIVED, name, "receipt", by)


def answer(link: HandedLink, key: DataKey, words: str, *, form: str, by: Actor) -> None:
    """Words for whoever sent it. `form` names the page, so that pressing twice sends once. Raises Ended."""
    require(by, OPEN)
    handed, _extract = read(link, key)
    _typed(handed, Kind.ANSWERED, words, f"{form}\0{words}", by)


def is_received(handed: Handed) -> bool:
    return handed.events.filter(kind=Kind.RECEIVED).exists()


def _typed(handed: Handed, kind: Kind, words: str, once: str, by: Actor) -> None:
    aad = str(handed.pk).encode()
    sealed = keyring.seal_to(HUB, words.encode("utf-8", "backslashreplace"), purpose=TYPED, aad=aad)
    instance = hashlib.sha256(f"{handed.pk}\0{kind}\0{once}".encode("utf-8", "backslashreplace")).hexdigest()
    if HandedEvent.objects.filter(instance_id=instance).exists():
        return
    try:
        with transaction.atomic():
            _happened(handed, kind, instance, by, sealed)
    except IntegrityError:
        if not HandedEvent.objects.filter(instance_id=instance).exists():
            raise


def _happened(handed: Handed, kind: Kind, instance: str, by: Actor, sealed: bytes = b"") -> None:
    """The event, its audit and what the staff plane is told, in the caller's transaction."""
    HandedEvent.objects.create(
        handed=handed, kind=kind, at=timezone.now(), sealed_to_hub=sealed, instance_id=instance
    )
    verb = Verb.COLLECTION if sealed else Verb.CONSULTATION
    record(verb, OPEN, by=by, thing=("handed", handed.pk), detail={"kind": str(kind)})
    announce("handed.happened", handed=str(handed.pk), kind=str(kind))


def typed_words(event: HandedEvent) -> str:
    """What the reader typed, on the staff plane alone. Raises KeyMissing, EnvelopeError."""
    if not event.sealed_to_hub:
        return ""
    aad = str(event.handed_id).encode()
    return keyring.open_with(HUB, bytes(event.sealed_to_hub), purpose=TYPED, aad=aad).decode(
        "utf-8", "replace"
    )
