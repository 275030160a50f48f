"""Every write of the public's side. `submit()` is the one way in, whatever the channel."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import FlowKey, PublicKey, Receipt, seal
from waylight.keys import keyring
from waylight.work.actions import announce

from .models import Channel, Concern, ConcernVersion, Message, ReporterIdentity, Status, StatusEvent

FORM_VERSION = "2026-11-1"
CONCERN, IDENTITY, MESSAGE = "concern", "identity", "message"

Answers = dict[str, Any]


class NothingToSend(ValueError):
    """Every answer is empty. Any one non-empty answer is enough."""


@dataclass(frozen=True)
class Submission:
    """`already`: this instance had been received before. `changed`: and it now says something else, which is
    kept as a version."""

    concern: Concern
    receipt: Receipt
    already: bool = False
    changed: bool = False


@dataclass(frozen=True)
class _Sealed:
    content_tag: str
    to_desk: bytes
    to_receipt: bytes
    identity: bytes | None
    mode: str


def desk_for(answers: Answers) -> str:
    """The way round those whom a concern is about. The reporter's answer alone decides it."""
    return {"works-with-children": "designated-officer", "hub-staff": "independent"}.get(
        answers.get("about", ""), "hub"
    )


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

    `answers` is the concern as `fields.py` describes it; `identity` (name, phone, e-mail, safe contact) goes
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
        return _already(flow, receipt, sealed, by)
    return Submission(concern, receipt)


def says_something(answers: Answers) -> bool:
    """Whether anything a person gave is there: a tick, a word, a place. Bookkeeping fields do not count."""

    def filled(value: Any) -> bool:
        if isinstance(value, dict):
            return any(filled(v) for v in value.values())
        if isinstance(value, list):
            return any(filled(v) for v in value)
        return bool(value.strip()) if isinstance(value, str) else bool(value)

    return any(filled(v) for key, v in answers.items() if key not in BOOKKEEPING)


BOOKKEEPING = frozenset({"language", "form", "gate", "source", "about", "mode", "child_self"})


def _seal(answers: Answers, identity: Answers | None, receipt: Receipt, desk: str) -> _Sealed:
    content = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
    who = json.dumps(identity, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
    named = identity is not None and says_something(identity)
    aad = receipt.locator.encode()
    return _Sealed(
        content_tag=receipt.content_tag(content + who),
        to_desk=keyring.seal_to(desk, content, purpose=CONCERN, aad=aad),
        to_receipt=seal(receipt.public_key(), content, purpose=CONCERN, aad=aad),
        identity=keyring.seal_to(keyring.IDENTITY, who, purpose=IDENTITY, aad=aad) if named else None,
        mode=str(answers.get("mode", ""))[:12],
    )


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
        receipt_key=receipt.public_key().to_bytes(),
        sealed_to_desk=sealed.to_desk,
        sealed_to_receipt=sealed.to_receipt,
        desk=desk_for(answers),
        area_slug=area_slug,
        channel=channel,
        language=str(answers.get("language", ""))[:12],
        form_version=FORM_VERSION,
        received_at=at,
        demo=demo,
    )
    if sealed.identity is not None:
        ReporterIdentity.objects.create(concern=concern, sealed=sealed.identity, mode=sealed.mode)
    StatusEvent.objects.create(concern=concern, status=Status.RECEIVED, at=at)
    return concern


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


def _already(flow: FlowKey, receipt: Receipt, sealed: _Sealed, by: Actor) -> Submission:
    """The same instance again: the same receipt, and a version kept if it says something else."""
    concern = Concern.objects.get(instance_id=flow.instance_id)
    if concern.content_tag == sealed.content_tag:
        return Submission(concern, receipt, already=True)
    with transaction.atomic():
        version, new = ConcernVersion.objects.get_or_create(
            concern=concern,
            content_tag=sealed.content_tag,
            defaults={"sealed_to_desk": sealed.to_desk, "received_at": timezone.now()},
        )
        if new:
            record(Verb.COLLECTION, "concern.submit-again", by=by, thing=("concern", concern.pk))
            announce("concern.changed", concern=str(concern.pk), version=str(version.pk))
    return Submission(concern, receipt, already=True, changed=True)


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
    known = Message.objects.filter(instance_id=instance_id).first()
    if known is not None:
        return known
    return _message(concern, kind, text, instance_id, answers, by, at)


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
