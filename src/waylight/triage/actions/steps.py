"""The steps that most actions share: lock, check the base version, move by the table, write to the audit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import Refused, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb

from ..errors import Missing, StaleEdit
from ..machine import CONTACT, STREAM, WrongMove
from ..models import Contact, EditConflict, Stream


class _Stale(Exception):
    def __init__(self, current: int) -> None:
        self.current = current


def locked(contact: Contact) -> Contact:
    """The contact as it stands now, held until the transaction ends."""
    rows = Contact.objects.select_for_update(of=("self",)).select_related("area", "concern")
    return rows.get(pk=contact.pk)


@contextmanager
def changing(contact: Contact, action: str, *, by: Actor) -> Iterator[Contact]:
    """One transaction around a change to a contact: locked, and asked for. Yields it as it stands now."""
    require(by, action, contact)
    with transaction.atomic():
        fresh = locked(contact)
        require(by, action, fresh)
        yield fresh


@contextmanager
def editing(
    contact: Contact, action: str, *, base: int, edit: dict[str, Any], by: Actor
) -> Iterator[Contact]:
    """As `changing`, for an edit made on a screen that showed version `base`.

    Raises StaleEdit when the contact has changed since; the edit is kept whole in a transaction of its own.
    """
    try:
        with changing(contact, action, by=by) as fresh:
            _expect(fresh.version, base)
            fresh.version += 1
            yield fresh
    except _Stale as stale:
        raise StaleEdit(_keep(contact, None, action, base, stale.current, edit, by)) from None


@contextmanager
def editing_stream(
    stream: Stream, action: str, *, base: int, edit: dict[str, Any], by: Actor
) -> Iterator[tuple[Stream, Contact]]:
    """As `editing`, for a stream: yields it and its contact, locked in the order contact, stream."""
    try:
        with changing_stream(stream, action, by=by) as (fresh, contact):
            _expect(fresh.version, base)
            fresh.version += 1
            yield fresh, contact
    except _Stale as stale:
        raise StaleEdit(_keep(stream.contact, stream, action, base, stale.current, edit, by)) from None


@contextmanager
def changing_stream(stream: Stream, action: str, *, by: Actor) -> Iterator[tuple[Stream, Contact]]:
    require(by, action, stream)
    with transaction.atomic():
        contact = locked(stream.contact)
        fresh = Stream.objects.select_for_update().get(pk=stream.pk)
        fresh.contact = contact
        require(by, action, fresh)
        yield fresh, contact


def _expect(current: int, base: int) -> None:
    if current != base:
        raise _Stale(current)


def _keep(
    contact: Contact,
    stream: Stream | None,
    action: str,
    base: int,
    current: int,
    edit: dict[str, Any],
    by: Actor,
) -> EditConflict:
    with transaction.atomic():
        conflict = EditConflict.objects.create(
            contact=contact,
            stream=stream,
            action=action,
            edit=json.dumps(edit, ensure_ascii=False),
            base_version=base,
            current_version=current,
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(contact, action, by=by, detail={"conflict": str(conflict.pk), "base": base, "current": current})
    return conflict


def move(contact: Contact, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not CONTACT.allows(contact.state, target, action):
        raise WrongMove(CONTACT, contact.state, action)
    contact.state = target


def move_stream(stream: Stream, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not STREAM.allows(stream.state, target, action):
        raise WrongMove(STREAM, stream.state, action)
    stream.state = target


def said(**words: str) -> None:
    """Raises Missing, naming every one of the words that is empty."""
    empty = [name for name, text in words.items() if not text.strip()]
    if empty:
        raise Missing(*empty)


def person_id(by: Actor) -> int:
    """Whose act it is. Raises Refused for the system and the public: what triage decides, a person does."""
    if by.user_id is None:
        raise Refused(by, "act as a person", None, None)
    return by.user_id


def audit(
    contact: Contact, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION, detail: Detail | None = None
) -> None:
    """One audit event about this concern, in the caller's transaction."""
    record(verb, action, by=by, thing=("concern", contact.pk), detail=detail)
