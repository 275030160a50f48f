"""Reading back what was sealed: by the reporter with the receipt, by a desk with its key.

The desk's functions do not ask `can()` and write no audit: the hub's own actions and queries call them, and
do both. On the public plane they raise `keys.keyring.KeyMissing`, for there is no private key there.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import EnvelopeError, PrivateKey, Receipt, open_envelope
from waylight.keys import keyring

from .actions import CONCERN, IDENTITY, MESSAGE, Answers
from .models import Concern, Message, ReporterIdentity, StatusEvent


class UnknownReceipt(LookupError):
    """No concern has this receipt."""


class Unreadable(ValueError):
    """It cannot be opened with what is here, or is not laid out as a concern. It is kept all the same."""


@dataclass(frozen=True)
class Version:
    """What a second send of the same concern said."""

    received_at: datetime
    answers: Answers


@dataclass(frozen=True)
class Turn:
    """One message of the conversation. `answers` is the id of the question it replies to."""

    id: str
    kind: str
    text: str
    at: datetime
    from_hub: bool
    answers: str | None


@dataclass(frozen=True)
class Followed:
    """All that the receipt opens."""

    concern: Concern
    answers: Answers
    statuses: list[StatusEvent]
    messages: list[Turn]


def follow(receipt: Receipt, *, by: Actor = PUBLIC) -> Followed:
    """The concern of this receipt, opened with the receipt's own key in memory, and audited as read.

    Raises UnknownReceipt when there is none, Unreadable when what is stored was changed.
    """
    concern = find(receipt, by=by)
    key = receipt.private_key()
    answers = _answers(_with_receipt(key, concern, concern.sealed_to_receipt, CONCERN))
    messages = [
        turn(message, _words(_with_receipt(key, concern, message.sealed_to_receipt, MESSAGE)))
        for message in concern.messages.all()
    ]
    record(Verb.CONSULTATION, "receipt.open", by=by, thing=("concern", concern.pk))
    return Followed(concern, answers, statuses(concern), messages)


def find(receipt: Receipt, *, by: Actor = PUBLIC) -> Concern:
    """The concern of this receipt, still sealed. Raises UnknownReceipt."""
    require(by, "receipt.open")
    concern = Concern.objects.filter(locator=receipt.locator).first()
    if concern is None:
        raise UnknownReceipt
    return concern


def answers_with(receipt: Receipt, concern: Concern) -> Answers:
    """The answers of a concern whose receipt is at hand. Raises Unreadable."""
    return _answers(_with_receipt(receipt.private_key(), concern, concern.sealed_to_receipt, CONCERN))


def _with_receipt(key: PrivateKey, concern: Concern, envelope: bytes | memoryview, purpose: str) -> bytes:
    try:
        return open_envelope(key, envelope, purpose=purpose, aad=concern.locator.encode())
    except EnvelopeError as problem:
        raise Unreadable from problem


def statuses(concern: Concern) -> list[StatusEvent]:
    """What the reporter has been told, oldest first."""
    return list(concern.statuses.all())


def turn(message: Message, text: str) -> Turn:
    """A message with its opened words."""
    replied_to = str(message.answers_id) if message.answers_id else None
    return Turn(str(message.pk), message.kind, text, message.at, message.from_hub, replied_to)


def open_for_desk(concern: Concern) -> Answers:
    """The concern's answers. Raises Unreadable, or KeyMissing where this desk's private key is not."""
    return _answers(_opened(concern, concern.sealed_to_desk, CONCERN))


def open_versions_for_desk(concern: Concern) -> list[Version]:
    """What later sends of the same concern said, oldest first. Raises as `open_for_desk` does."""
    kept = concern.versions.order_by("received_at", "pk")
    return [
        Version(each.received_at, _answers(_opened(concern, each.sealed_to_desk, CONCERN))) for each in kept
    ]


def open_message_for_desk(message: Message) -> str:
    """The words of one message. Raises as `open_for_desk` does."""
    return _words(_opened(message.concern, message.sealed_to_desk, MESSAGE))


def open_identity(concern: Concern) -> Answers:
    """Who reported: name, phone, email, safe_contact; empty when they told nobody. Raises as above."""
    kept = ReporterIdentity.objects.filter(concern=concern).select_related("concern").first()
    return _who(kept) if kept is not None else {}


def identities(concern: Concern) -> list[Answers]:
    """What came with a concern and each of its versions of who reported, newest first. Raises as above."""
    kept = ReporterIdentity.objects.filter(concern=concern).select_related("concern")
    return [_who(each) for each in kept]


def has_identity(concern: Concern) -> bool:
    """Whether anybody holds who reported. Says nothing of who."""
    return ReporterIdentity.objects.filter(concern=concern).exists()


def _who(kept: ReporterIdentity) -> Answers:
    aad = kept.concern.locator.encode()
    try:
        return _answers(keyring.open_with(keyring.IDENTITY, bytes(kept.sealed), purpose=IDENTITY, aad=aad))
    except EnvelopeError as problem:
        raise Unreadable from problem


def _opened(concern: Concern, envelope: bytes | memoryview, purpose: str) -> bytes:
    aad = concern.locator.encode()
    try:
        return keyring.open_with(concern.desk, bytes(envelope), purpose=purpose, aad=aad)
    except EnvelopeError as problem:
        raise Unreadable from problem


def _answers(content: bytes) -> Answers:
    try:
        answers = _printable(json.loads(content))
    except ValueError as problem:
        raise Unreadable from problem
    if not isinstance(answers, dict):
        raise Unreadable
    return answers


def _words(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        raise Unreadable from problem


def _printable(value: Any) -> Any:
    r"""Half of a broken emoji has no place in UTF-8: it is shown as the escape it was kept as, \ud83d."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_printable(each) for each in value]
    if isinstance(value, dict):
        return {_printable(key): _printable(each) for key, each in value.items()}
    return value
