"""Earlier contacts and exact searches, by keyed digests; each is audited, also when nothing is found."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..errors import Missing
from ..models import Contact, MatchKey
from ..reading import key_of
from .listing import by_reference_digits
from .scope import own_contacts


class NotExact(ValueError):
    """Not a whole value of its kind: a part of a mark or a number cannot be looked up exactly."""

    def __init__(self) -> None:
        super().__init__(_("Write a whole mark, a whole number, or a name and a date of birth."))


@dataclass(frozen=True)
class Found:
    """Another contact, and which kinds of value it shares (mark, phone, person): never the values."""

    pk: UUID
    reference: str
    received_at: datetime
    state: str
    rating: str
    marking: str
    kinds: list[str]


def earlier(viewer: Actor, contact: Contact) -> list[Found]:
    """Contacts that the viewer may see and that share a key with this one, latest first.

    That somebody looked, and when, is kept with the contact: no further action needs it.
    """
    require(viewer, "concern.search", contact)
    require(viewer, "concern.open", contact)
    with transaction.atomic():
        looked_at = timezone.now()
        digests = MatchKey.objects.filter(contact=contact).values_list("digest", flat=True)
        found = _found(viewer, list(digests), besides=contact)
        Contact.objects.filter(pk=contact.pk).update(earlier_seen_at=looked_at)
        detail: dict = {"count": len(found), "found": [each.reference for each in found[:50]]}
        record(Verb.SEARCH, "concern.search", by=viewer, thing=("concern", contact.pk), detail=detail)
    contact.earlier_seen_at = looked_at
    return found


def search(viewer: Actor, kind: str, value: str) -> list[Found]:
    """Contacts with this exact mark, phone, or person ("name, date of birth"). Raises NotExact.

    The audit keeps the kind, the keyed digest and the count: what was looked for is not written there.
    """
    require(viewer, "concern.search")
    digest = key_of(kind, value)
    with transaction.atomic():
        found = _found(viewer, [digest]) if digest else []
        detail: dict = {"kind": kind[:20], "digest": digest or "", "count": len(found)}
        record(Verb.SEARCH, "concern.search", by=viewer, detail=detail)
    if digest is None:
        raise NotExact
    return found


def _found(viewer: Actor, digests: list[str], besides: Contact | None = None) -> list[Found]:
    kinds: dict[UUID, set[str]] = defaultdict(set)
    for pk, kind in MatchKey.objects.filter(digest__in=digests).values_list("contact_id", "kind"):
        kinds[pk].add(kind)
    if besides is not None:
        kinds.pop(besides.pk, None)
    contacts = Contact.objects.filter(own_contacts(viewer), pk__in=kinds).order_by("-received_at")
    return [
        Found(
            pk=each.pk,
            reference=each.reference,
            received_at=each.received_at,
            state=each.state,
            rating=each.rating,
            marking=each.marking,
            kinds=sorted(kinds[each.pk]),
        )
        for each in contacts.defer("no_feedback_reason")
    ]


def by_reference(viewer: Actor, typed: str) -> Contact:
    """The one contact that people call so. Raises Missing("under") for none, or for more than one."""
    require(viewer, "inbox.view")
    found = Contact.objects.filter(own_contacts(viewer), by_reference_digits(typed))[:2]
    if len(found) != 1:
        raise Missing("under")
    return found[0]
