"""From a decided concern to a child's record: handed on by the hub, opened or joined by a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.triage.codes import Outcome, StatementKind, StreamKind
from waylight.triage.machine import WrongMove
from waylight.triage.models import Decision, Statement
from waylight.work.actions import announce

from .. import matching
from ..codes import FOR_A_TEAM, DueKind, LineKind
from ..details import Details
from ..errors import NotPossible, Why
from ..keeping import index
from ..machine import ARRIVAL
from ..models import Arrival, Child, Line
from . import dues
from .steps import UNBORN, audit, line, move, not_to_come, person_id, said, worker_here

KIND_OF = {StatementKind.FACT: LineKind.OBSERVED, StatementKind.HEARSAY: LineKind.TOLD}
TALK_NOW = (Outcome.STRATEGY_DISCUSSION, Outcome.IMMEDIATE_PROTECTION)


def receive(decision_pk: UUID | str) -> Arrival | None:
    """Hand a decided stream about a child to the teams of its area. Run twice it adds nothing."""
    by = system("casework")
    require(by, "system.receive")
    decision = Decision.objects.select_related("stream__contact").get(pk=decision_pk)
    if decision.stream.kind != StreamKind.REFERRAL or decision.outcome not in FOR_A_TEAM:
        return None
    with transaction.atomic():
        arrival, new = Arrival.objects.get_or_create(
            decision=decision,
            defaults={
                "stream": decision.stream,
                "area_id": decision.stream.contact.area_id,
                "at": timezone.now(),
            },
        )
        if new:
            detail = {"outcome": decision.outcome}
            record(Verb.DISCLOSURE, "system.receive", by=by, thing=("arrival", arrival.pk), detail=detail)
            announce("child.arrived", arrival=str(arrival.pk))
    return arrival


def open_record(
    arrival: Arrival, details: Details, *, worker: Person | None, another: bool, by: Actor
) -> Child:
    """Open a record for a child that has none; whoever opens it manages it.

    `another`: a person has looked at the records that may be the same child, and it is none of them.
    Raises NotPossible (LOOK_FIRST while there are such records and nobody has said so), Missing, WrongMove.
    """
    said(name=details.name)
    not_to_come(details.birthday, ahead=UNBORN)
    with transaction.atomic():
        fresh = _taking(arrival, by)
        if not another and matching.proposals(fresh, details):
            raise NotPossible(Why.LOOK_FIRST)
        child = Child(
            area_id=fresh.area_id,
            details=details.written(),
            manager_id=person_id(by),
            opened_at=timezone.now(),
            opened_by_id=person_id(by),
        )
        if worker is not None:
            child.worker = worker_here(worker, child)
        child.save()
        index(child)
        _carry(fresh, child, "opened", by)
        dues.start(child, DueKind.FIRST, at=fresh.decision.at)
        dues.watch_18(child)
        audit(child, "child.receive", by=by, detail={"arrival": str(fresh.pk), "opened": True})
        announce("child.opened", child=str(child.pk), arrival=str(fresh.pk))
    return child


def join(arrival: Arrival, child: Child, *, by: Actor) -> Child:
    """Say that a decided concern is about a child whose record is there. Its people need not be known to
    whoever says so, nor is it read: they see the new lines, and their review comes sooner.

    Raises NotPossible, WrongMove.
    """
    with transaction.atomic():
        fresh = _taking(arrival, by)
        held = Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
        if held.area_id != fresh.area_id:
            raise NotPossible(Why.OTHER_AREA)
        if held.state == "closed":
            move(held, "open", "child.receive")
            held.save(update_fields=["state"])
            dues.open_again(held)
            line(held, LineKind.HANDLING, "Reopened: a concern is about this child.", "", by=person_id(by))
        _carry(fresh, held, "joined", by)
        dues.bring_forward(held, "concern")
        audit(held, "child.receive", by=by, detail={"arrival": str(fresh.pk), "opened": False})
        announce("child.joined", child=str(held.pk), arrival=str(fresh.pk), at=timezone.now().isoformat())
    return held


def send_back(arrival: Arrival, reason: str, *, by: Actor) -> Arrival:
    """Hand a decided concern back to the hub, which reads who sent it back and why.

    Raises Missing, WrongMove.
    """
    said(reason=reason)
    with transaction.atomic():
        fresh = _taking(arrival, by)
        fresh.state, fresh.taken_by_id, fresh.taken_at = "returned", person_id(by), timezone.now()
        fresh.returned_because = reason
        fresh.save(update_fields=["state", "taken_by", "taken_at", "returned_because"])
        detail: Detail = {"returned": True, "stream": str(fresh.stream_id)}
        record(Verb.DISCLOSURE, "child.receive", by=by, thing=("arrival", fresh.pk), detail=detail)
        announce("child.returned", arrival=str(fresh.pk), stream=str(fresh.stream_id))
    return fresh


def _taking(arrival: Arrival, by: Actor) -> Arrival:
    require(by, "child.receive", arrival)
    rows = Arrival.objects.select_for_update(of=("self",)).select_related("stream__contact", "decision")
    fresh = rows.get(pk=arrival.pk)
    if not ARRIVAL.next(fresh.state, "child.receive"):
        raise WrongMove(ARRIVAL, fresh.state, "child.receive")
    return fresh


def _carry(arrival: Arrival, child: Child, state: str, by: Actor) -> None:
    """What the hub knew and decided becomes lines of the chronology: nothing is typed again."""
    earlier = Arrival.objects.filter(stream=arrival.stream, child=child).order_by("-at").first()
    arrival.state, arrival.child, arrival.taken_by_id = state, child, person_id(by)
    arrival.taken_at = timezone.now()
    arrival.save(update_fields=["state", "child", "taken_by", "taken_at"])
    stream, source = arrival.stream, f"Referral {arrival.stream.reference}"
    if earlier is None:
        received = timezone.localdate(stream.contact.received_at)
        said_of = stream.subject or "Nobody named"
        line(child, LineKind.CONCERN, said_of, source, by=stream.opened_by_id, on=received)
    for statement in _new_statements(arrival, earlier.at if earlier else None):
        _statement(child, statement, source)
    decision = arrival.decision
    words = f"{decision.get_outcome_display()}. {decision.rationale}"
    if decision.not_known:
        words += f"\nNot known: {decision.not_known}"
    line(child, LineKind.DECISION, words, source, by=decision.by_id, on=timezone.localdate(decision.at))
    if decision.outcome in TALK_NOW:
        dues.start(child, DueKind.STRATEGY, because="decided")


def _new_statements(arrival: Arrival, since: datetime | None) -> list[Statement]:
    statements = arrival.stream.statements.all()
    return list(statements.filter(at__gt=since) if since else statements)


def _statement(child: Child, statement: Statement, source: str) -> Line:
    text = f"“{statement.text}”" if statement.quoted else statement.text
    kind = KIND_OF.get(StatementKind(statement.kind), LineKind.TOLD)
    how = f"{source}: {statement.get_kind_display().lower()}"
    return line(child, kind, text, how, by=statement.by_id, on=timezone.localdate(statement.at))
