"""Every write of the public's side. `submit()` is the one way in, whatever the channel."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import FlowKey, PublicKey, Receipt, seal
from waylight.engine.wording.language_codes import language_code
from waylight.keys import keyring
from waylight.work.actions import announce

from .models import ApiKey, Channel, Concern, ConcernVersion, Message, ReporterIdentity, Status, StatusEvent

FORM_VERSION = "2026-11-1"
CONCERN, IDENTITY, MESSAGE = "concern", "identity", "message"
HUB = "hub"
KEY_PREFIX = "waylight_"

Answers = dict[str, Any]

MODES = frozenset({"anonymous", "confidential", "named"})


class NothingToSend(ValueError):
    """Every answer is empty. Any one non-empty answer is enough."""


@dataclass(frozen=True)
class Submission:
    """`already`: this instance had been received before. `changed`: and it now says something else, which is
    kept as a version. `added`: this call wrote something, a concern or a version."""

    concern: Concern
    receipt: Receipt
    already: bool = False
    changed: bool = False
    added: bool = True


@dataclass(frozen=True)
class _Sealed:
    content: bytes
    content_tag: str
    receipt_key: PublicKey
    to_desk: bytes
    to_receipt: bytes
    identity: bytes | None
    mode: str


def desk_for(answers: Answers) -> str:
    """The way round those whom a concern is about. The reporter's answer alone decides it."""
    ways = {"works-with-children": "designated-officer", "hub-staff": "independent"}
    return ways.get(str(answers.get("about", "")), HUB)


def submit(
    answers: Answers,
    *,
    flow: FlowKey,
    by: Actor,
    area_slug: str,
    channel: str = Channel.WEB,
    identity: Answers | None = None,
    demo: bool = False,
    received_at: datetime | None = None,
) -> Submission:
    """Seal, write everything in one transaction, and only then return the receipt.

    `answers` is the concern as the public form names it; `identity` (name, phone, email, safe_contact) goes
    to its own store. `received_at` is for the demonstration story only: for everyone else the hub's own
    clock counts. Raises NothingToSend; nothing else that a person typed can make it fail.
    """
    require(by, "concern.submit")
    if not says_something(answers):
        raise NothingToSend
    receipt = flow.receipt
    sealed = _seal(answers, identity, receipt, desk_for(answers))
    try:
        with transaction.atomic():
            concern = _store(sealed, answers, flow, receipt, area_slug, channel, demo, received_at)
            _audit(concern, by)
            _announce(concern)
    except IntegrityError:
        known = Concern.objects.filter(instance_id=flow.instance_id).first()
        if known is None:
            raise
        if desk_for(answers) in (HUB, known.desk):
            changed = known.content_tag != sealed.content_tag
            added = changed and _keep_version(known, sealed, by)
            return Submission(known, receipt, already=True, changed=changed, added=added)
        return submit(
            answers,
            flow=FlowKey(flow.derive(f"desk/{desk_for(answers)}", FlowKey.LENGTH)),
            by=by,
            area_slug=area_slug,
            channel=channel,
            identity=identity,
            demo=demo,
        )
    return Submission(concern, receipt)


def says_something(answers: Mapping[str, Any]) -> bool:
    """Whether anything a person gave is there: a tick, a word, a place. Bookkeeping fields do not count."""
    waiting = [value for key, value in answers.items() if key not in BOOKKEEPING]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
        elif value.strip() if isinstance(value, str) else value is not None and value is not False:
            return True
    return False


BOOKKEEPING = frozenset({"language", "form", "gate", "source", "about", "mode", "child_self"})


def _seal(answers: Answers, identity: Answers | None, receipt: Receipt, desk: str) -> _Sealed:
    content = _octets(answers)
    named = identity is not None and says_something(identity)
    who = _octets(identity) if named else b""
    receipt_key = receipt.public_key()
    aad = receipt.locator.encode()
    return _Sealed(
        content=content,
        content_tag=receipt.content_tag(len(content).to_bytes(8, "big") + content + who),
        receipt_key=receipt_key,
        to_desk=keyring.seal_to(desk, content, purpose=CONCERN, aad=aad),
        to_receipt=seal(receipt_key, content, purpose=CONCERN, aad=aad),
        identity=keyring.seal_to(keyring.IDENTITY, who, purpose=IDENTITY, aad=aad) if named else None,
        mode=_mode(answers.get("mode")),
    )


def _octets(content: Mapping[str, Any] | None) -> bytes:
    r"""JSON in UTF-8. Half of a broken emoji is kept as the JSON escape it can be read back from, \ud83d."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")


def _mode(value: object) -> str:
    """Kept in the open only while it is one of the codes. What else it says is in the sealed words."""
    return value if isinstance(value, str) and value in MODES else ""


def _store(
    sealed: _Sealed,
    answers: Answers,
    flow: FlowKey,
    receipt: Receipt,
    area_slug: str,
    channel: str,
    demo: bool,
    received_at: datetime | None,
) -> Concern:
    at = received_at or timezone.now()
    concern = Concern.objects.create(
        instance_id=flow.instance_id,
        content_tag=sealed.content_tag,
        locator=receipt.locator,
        receipt_key=sealed.receipt_key.to_bytes(),
        sealed_to_desk=sealed.to_desk,
        sealed_to_receipt=sealed.to_receipt,
        desk=desk_for(answers),
        area_slug=area_slug,
        channel=channel,
        language=language_code(answers.get("language")),
        form_version=FORM_VERSION,
        received_at=at,
        demo=demo,
    )
    _store_identity(concern, sealed, at)
    StatusEvent.objects.create(concern=concern, status=Status.RECEIVED, at=at)
    return concern


def _store_identity(concern: Concern, sealed: _Sealed, at: datetime) -> None:
    if sealed.identity is not None:
        ReporterIdentity.objects.create(concern=concern, sealed=sealed.identity, mode=sealed.mode, at=at)


def _audit(concern: Concern, by: Actor) -> None:
    record(
        Verb.COLLECTION,
        "concern.submit",
        by=by,
        thing=("concern", concern.pk),
        detail={"channel": concern.channel, "desk": concern.desk, "language": concern.language},
    )


def _announce(concern: Concern) -> None:
    announce("concern.submitted", concern=str(concern.pk))


def _keep_version(concern: Concern, sealed: _Sealed, by: Actor) -> bool:
    """Keep what a second send of the same instance says, once, sealed to the desk that has the first; False
    when it was kept before.

    A change that asks to go round that desk never comes here: it is a concern of its own at the other one.
    """
    aad = concern.locator.encode()
    with transaction.atomic():
        version, new = ConcernVersion.objects.get_or_create(
            concern=concern,
            content_tag=sealed.content_tag,
            defaults={
                "sealed_to_desk": keyring.seal_to(concern.desk, sealed.content, purpose=CONCERN, aad=aad),
                "received_at": timezone.now(),
            },
        )
        if new:
            _store_identity(concern, sealed, version.received_at)
            record(Verb.COLLECTION, "concern.submit-again", by=by, thing=("concern", concern.pk))
            announce("concern.changed", concern=str(concern.pk), version=str(version.pk))
    return new


def tell(concern: Concern, status: Status, *, passed_to: str = "", at: datetime | None = None) -> None:
    """Move what the reporter sees. Called by the hub's actions, inside their transaction."""
    StatusEvent.objects.create(concern=concern, status=status, passed_to=passed_to, at=at or timezone.now())


def write_to_reporter(
    concern: Concern, kind: Message.Kind, text: str, *, by: Actor, at: datetime | None = None
) -> Message:
    """Seal a question or feedback to the receipt and to the desk. Called by the hub's actions."""
    return _message(concern, kind, text, uuid.uuid4().hex, None, by, at)


def write_to_hub(
    concern: Concern,
    kind: Message.Kind,
    text: str,
    *,
    by: Actor,
    instance_id: str,
    answers: Message | None = None,
    at: datetime | None = None,
) -> Message:
    """An answer, addition, correction or withdrawal. Sending the same instance twice keeps one."""
    require(by, "receipt.write")
    if not text.strip() and kind != Message.Kind.WITHDRAWAL:
        raise NothingToSend
    if answers is not None and answers.concern_id != concern.pk:
        raise ValueError("A message answers a question of its own concern.")
    known = Message.objects.filter(concern=concern, instance_id=instance_id)
    try:
        return known.first() or _message(concern, kind, text, instance_id, answers, by, at)
    except IntegrityError:
        return known.get()


def _message(
    concern: Concern,
    kind: Message.Kind,
    text: str,
    instance_id: str,
    answers: Message | None,
    by: Actor,
    at: datetime | None,
) -> Message:
    words, aad = text.encode("utf-8", "backslashreplace"), concern.locator.encode()
    to_receipt = PublicKey.from_bytes(bytes(concern.receipt_key))
    with transaction.atomic():
        message = Message.objects.create(
            concern=concern,
            kind=kind,
            answers=answers,
            sealed_to_desk=keyring.seal_to(concern.desk, words, purpose=MESSAGE, aad=aad),
            sealed_to_receipt=seal(to_receipt, words, purpose=MESSAGE, aad=aad),
            instance_id=instance_id,
            at=at or timezone.now(),
        )
        verb = Verb.DISCLOSURE if message.from_hub else Verb.COLLECTION
        record(verb, f"message.{kind}", by=by, thing=("concern", concern.pk))
        announce("message.written", concern=str(concern.pk), message=str(message.pk), kind=str(kind))
    return message


def make_api_key(organisation: str, area_slug: str, by: Actor) -> tuple[ApiKey, str]:
    """A new key for an organisation, and its secret, which is nowhere else: only its SHA-256 is kept."""
    require(by, "organisation.keys")
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = ApiKey.objects.create(
            organisation=organisation,
            area_slug=area_slug,
            hint=secret[-4:],
            digest=key_digest(secret),
            created_at=timezone.now(),
        )
        record(Verb.PERMISSION, "organisation.keys", by=by, thing=("apikey", key.pk), detail={"do": "make"})
    return key, secret


def revoke_api_key(key: ApiKey, by: Actor) -> ApiKey:
    """End a key at once. Ending it twice keeps the first date."""
    require(by, "organisation.keys", key)
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
            record(
                Verb.PERMISSION, "organisation.keys", by=by, thing=("apikey", key.pk), detail={"do": "revoke"}
            )
    key.refresh_from_db()
    return key


def key_digest(secret: str) -> str:
    """What is kept of a key. 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
