"""Streams, for whoever may see each: a desk all of its own, the other units those of their kind."""

from dataclasses import dataclass

from django.db.models import Q

from waylight.accounts.policy import can, require
from waylight.accounts.roles import ROLE_DESKS, ROLE_STREAMS, Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import Outcome
from ..models import Contact, Decision, Statement, Stream
from .scope import own_contacts

MOST = 200


@dataclass(frozen=True)
class OpenedStream:
    stream: Stream
    statements: list[Statement]
    decisions: list[Decision]


def streams(viewer: Actor, *, kind: str = "", state: str = "") -> list[Stream]:
    """The newest streams that the viewer may see, `MOST` at the most. The list is one audit event."""
    require(viewer, "stream.view")
    found = Stream.objects.filter(_reach(viewer))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    listed = list(found.select_related("contact").order_by("-opened_at")[:MOST])
    detail: dict = {"count": len(listed), "kind": kind[:20], "state": state[:20]}
    record(Verb.CONSULTATION, "stream.view", by=viewer, detail=detail)
    return listed


def _reach(viewer: Actor) -> Q:
    reach = own_contacts(viewer, "contact__")
    for role, area in viewer.grants:
        if role in ROLE_STREAMS:
            apart = Q(contact__desk=ROLE_DESKS[Role.INDEPENDENT])
            reach |= Q(contact__area_id=area, kind=ROLE_STREAMS[role]) & ~apart
    return reach


def streams_of(viewer: Actor, contact: Contact) -> list[Stream]:
    """A contact's streams that the viewer may see, oldest first, each with `outcome_words`."""
    require(viewer, "stream.view")
    found = [each for each in contact.streams.all() if _seen(viewer, each, contact)]
    latest = dict(
        Decision.objects.filter(stream__in=found).order_by("at").values_list("stream_id", "outcome")
    )
    for stream in found:
        outcome = latest.get(stream.pk)
        stream.outcome_words = str(Outcome(outcome).label) if outcome else ""  # type: ignore[attr-defined]  # for the screen
    return found


def _seen(viewer: Actor, stream: Stream, contact: Contact) -> bool:
    stream.contact = contact
    return can(viewer, "stream.view", stream)


def open_stream(viewer: Actor, stream: Stream) -> OpenedStream:
    """What is stated in a stream and what was decided, oldest first. Audited as a consultation."""
    require(viewer, "stream.view", stream)
    statements = list(stream.statements.select_related("by"))
    decisions = list(stream.decisions.select_related("by", "second_by"))
    detail: dict = {"stream": str(stream.pk), "kind": stream.kind}
    record(Verb.CONSULTATION, "stream.view", by=viewer, thing=("concern", stream.contact_id), detail=detail)
    return OpenedStream(stream, statements, decisions)
