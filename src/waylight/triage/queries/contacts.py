"""Contacts and what hangs on them, for people of their desk."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import ROLE_DESKS, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Contact, EditConflict, Look, Page, RotaEntry, Transfer
from .rows import LOOKING_WITHIN
from .scope import own_contacts


@dataclass(frozen=True)
class OpenedConflict:
    """An edit that came too late: its fields and what was written in each."""

    conflict: EditConflict
    edit: list[tuple[str, str]]


def contact(viewer: Actor, pk: UUID) -> Contact:
    """One contact, still sealed: `actions.open_contact` opens it. Raises Contact.DoesNotExist, Refused."""
    found = Contact.objects.select_related("area", "concern", "holder").get(pk=pk)
    require(viewer, "concern.open", found)
    return found


def held_by(viewer: Actor) -> list[Contact]:
    """What the viewer holds and has not closed, the nearest deadline first."""
    require(viewer, "concern.hold")
    held = Contact.objects.filter(own_contacts(viewer), holder=viewer.user_id).exclude(state="closed")
    return list(held.select_related("area").order_by("due_at", "received_at"))


def gathered(viewer: Actor, contact: Contact) -> list[Contact]:
    """The other callers of the same incident."""
    require(viewer, "concern.open", contact)
    return list(Contact.objects.filter(gathered_under=contact).order_by("received_at"))


def looking(contact: Contact, *, besides: Actor | None = None) -> list[str]:
    """Names of those who have it on their screen now. The caller has asked for the contact."""
    looks = Look.objects.filter(contact=contact, at__gt=timezone.now() - LOOKING_WITHIN)
    if besides is not None:
        looks = looks.exclude(person=besides.user_id)
    return list(looks.order_by("person__name").values_list("person__name", flat=True))


def conflicts(viewer: Actor, contact: Contact) -> list[EditConflict]:
    """Edits that met and that nobody has settled, on the contact or on any of its streams."""
    require(viewer, "conflict.settle", contact)
    waiting = EditConflict.objects.filter(contact=contact, settled_at__isnull=True)
    return list(waiting.select_related("by", "stream"))


def open_conflict(viewer: Actor, conflict: EditConflict) -> OpenedConflict:
    """What the edit that came too late would have written."""
    require(viewer, "conflict.settle", conflict)
    edit = [
        (name, str(words)) for name, words in json.loads(conflict.edit).items() if words not in ("", None)
    ]
    detail: dict = {"conflict": str(conflict.pk)}
    thing = ("concern", conflict.contact_id)
    record(Verb.CONSULTATION, "conflict.settle", by=viewer, thing=thing, detail=detail)
    return OpenedConflict(conflict, edit)


def transfers_to_answer(viewer: Actor) -> list[Transfer]:
    """What other hubs offer to the viewer's desks: the reason and where from, not yet the concern itself."""
    require(viewer, "transfer.answer")
    offered = Transfer.objects.filter(_transfers(viewer, "to_area_id"), state="offered")
    found = list(offered.select_related("from_area", "to_area", "by", "contact").order_by("at"))
    record(Verb.CONSULTATION, "transfer.answer", by=viewer, detail={"count": len(found)})
    return found


def transfers_sent(viewer: Actor) -> list[Transfer]:
    """What the viewer's hub has offered to others and what became of it: the fact is theirs to see for good,
    the concern once accepted is not."""
    require(viewer, "transfer.offer")
    sent = Transfer.objects.filter(_transfers(viewer, "from_area_id")).select_related("from_area", "to_area")
    return list(sent.defer("reason", "answer").order_by("-at"))


def _transfers(viewer: Actor, side: str) -> Q:
    reach = Q(pk__in=[])
    for role, area in viewer.grants:
        if role in ROLE_DESKS:
            reach |= Q(**{side: area, "contact__desk": ROLE_DESKS[role]})
    return reach


def my_pages(viewer: Actor) -> list[Page]:
    """Pages that nobody has answered on the viewer's desks, then those of the last day."""
    require(viewer, "page.acknowledge")
    since = timezone.now() - timedelta(days=1)
    waiting = Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gt=since)
    found = Page.objects.filter(own_contacts(viewer, "contact__"), waiting)
    found = found.select_related("contact", "entry__person", "acknowledged_by")
    return list(found.order_by("acknowledged_at", "-sent_at")[:100])


def rota(viewer: Actor, area_slug: str) -> QuerySet[RotaEntry]:
    """Who is paged for an area, in order."""
    require(viewer, "rota.edit", RotaEntry(area_id=area_slug))
    entries = RotaEntry.objects.filter(area_id=area_slug, active=True)
    return entries.select_related("person").order_by("position", "pk")
