"""Forking a concern into linked, separately permissioned streams, and what is stated in each."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..codes import StatementKind, StreamKind
from ..errors import Missing
from ..machine import CONTACT, WrongMove
from ..models import Contact, Statement, Stream
from . import timing
from .steps import audit, changing, changing_stream, move, move_stream, person_id, said


def fork(contact: Contact, kind: str, subject: str, *, by: Actor) -> Stream:
    """Open a stream: a referral about one child, intelligence, licensing, or not for this service.

    A decided concern is open again by this, and its clocks start anew. Raises Missing, WrongMove.
    """
    if kind not in StreamKind.values:
        raise Missing("kind")
    with changing(contact, "stream.fork", by=by) as fresh:
        was, now = fresh.state, timezone.now()
        targets = CONTACT.next(was, "stream.fork")
        if not targets:
            raise WrongMove(CONTACT, was, "stream.fork")
        move(fresh, targets[0], "stream.fork")
        stream = Stream.objects.create(
            contact=fresh, kind=kind, subject=subject, opened_at=now, opened_by_id=person_id(by)
        )
        if was == "decided":
            timing.start_again(fresh, now)
            timing.settle_due(fresh)
        fresh.save(update_fields=["state", "due_at", "changed_at"])
        audit(fresh, "stream.fork", by=by, detail={"stream": str(stream.pk), "kind": kind})
        announce("stream.forked", contact=str(fresh.pk), stream=str(stream.pk), kind=kind)
    return stream


def state_fact(stream: Stream, kind: str, text: str, *, quoted: bool, by: Actor) -> Statement:
    """Add a fact, hearsay or an opinion. `quoted`: these are somebody's own words.

    The stream's version moves on, so that whoever is deciding it elsewhere hears of it.
    Raises Missing, and WrongMove unless the stream is open.
    """
    said(text=text)
    if kind not in StatementKind.values:
        raise Missing("kind")
    with changing_stream(stream, "stream.write", by=by) as (fresh, contact):
        move_stream(fresh, "open", "stream.write")
        fresh.version += 1
        fresh.save(update_fields=["version"])
        statement = Statement.objects.create(
            stream=fresh, kind=kind, text=text, quoted=quoted, by_id=person_id(by), at=timezone.now()
        )
        audit(
            contact, "stream.write", by=by, detail={"stream": str(fresh.pk), "statement": str(statement.pk)}
        )
        announce("stream.written", stream=str(fresh.pk), statement=str(statement.pk))
    return statement
