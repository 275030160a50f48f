"""Decided concerns that wait for a record, and whether there is a record already."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q

from waylight.accounts.policy import can, require
from waylight.accounts.roles import CASE_ROLES, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.models import Contact, Statement
from waylight.triage.reading import day_of

from ..keeping import PERSON, key_of, person_digest
from ..matching import Proposal, as_proposals, of_concern, proposals
from ..models import Arrival, IndexKey
from .children import ON_A_PAGE


@dataclass(frozen=True)
class OpenedArrival:
    arrival: Arrival
    statements: list[Statement]
    proposals: list[Proposal]


def arrivals(viewer: Actor, page: int | str = 1) -> Page[Arrival]:
    """What waits in the viewer's areas, the oldest first; a page of it is one consultation."""
    require(viewer, "child.receive")
    areas = viewer.areas(*CASE_ROLES)
    here = Arrival.objects.filter(area_id__in=areas, stream__contact__area_id=F("area_id"))
    waiting = here.filter(state="waiting").select_related("stream", "decision").order_by("at", "pk")
    shown = Paginator(waiting, ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "child.receive", by=viewer, detail={"count": len(shown)})
    return shown


def arrival_of(viewer: Actor, pk: UUID) -> OpenedArrival:
    """What the hub handed on. A consultation. Raises Arrival.DoesNotExist."""
    rows = Arrival.objects.select_related("stream__contact", "stream__opened_by", "decision__by", "child")
    arrival = rows.get(pk=pk)
    require(viewer, "child.receive", arrival)
    thing = ("arrival", arrival.pk)
    record(Verb.CONSULTATION, "child.receive", by=viewer, thing=thing)
    waiting = arrival.state == "waiting"
    return OpenedArrival(
        arrival, list(arrival.stream.statements.select_related("by")), proposals(arrival) if waiting else []
    )


@dataclass(frozen=True)
class Handled:
    """What teams have made of a concern: who works with its child, and what they sent back with why."""

    records: list[Proposal]
    waiting: int
    returned: list[Arrival]


def handled(viewer: Actor, contact: Contact) -> Handled | None:
    """For the hub: who answers for a record, and nothing of what stands in it. None where there is nothing
    to say or the viewer does not reach the concern."""
    if not can(viewer, "child.who", contact):
        return None
    came = Arrival.objects.filter(stream__contact=contact).select_related("taken_by", "stream")
    arrivals = list(came.order_by("-at"))
    waiting = sum(each.state == "waiting" for each in arrivals)
    returned = [each for each in arrivals if each.state == "returned"]
    found = Handled(of_concern(contact), waiting, returned)
    if not (found.records or found.waiting or found.returned):
        return None
    detail: dict = {"count": len(found.records), "found": [each.reference for each in found.records[:50]]}
    record(Verb.CONSULTATION, "child.who", by=viewer, thing=("contact", contact.pk), detail=detail)
    return found


def find(viewer: Actor, kind: str, value: str) -> list[Proposal]:
    """Whether a child of the viewer's areas has a record, by an exact value: who answers for it, and nothing
    of what stands in it. `value` of a person is "name, date of birth". Each search is audited.

    Raises ValueError where the value is no whole one of its kind.
    """
    require(viewer, "child.find")
    digest = _digest(kind, value)
    if digest is None:
        raise ValueError(kind)
    keys = IndexKey.objects.filter(kind=kind, digest=digest).values("child")
    found = as_proposals(Q(pk__in=keys, area_id__in=viewer.areas(*CASE_ROLES)), {})
    detail: dict = {"kind": kind, "count": len(found), "found": [each.reference for each in found[:50]]}
    record(Verb.SEARCH, "child.find", by=viewer, detail=detail)
    return found


def _digest(kind: str, value: str) -> str | None:
    if kind != PERSON:
        return key_of(kind, value)
    name, _comma, born = value.rpartition(",")
    return person_digest(name, day_of(born))
