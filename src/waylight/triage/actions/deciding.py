"""The decision on a stream, its second person, and closing and reopening the whole."""

from typing import Any

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.reporting.actions import tell
from waylight.reporting.models import Status
from waylight.work.actions import announce

from ..codes import OUTCOMES_FOR, SECOND_PERSON, LawfulBasis, Outcome, ServiceAgreement
from ..errors import DecisionIncomplete, NotPossible, Why
from ..machine import CONTACT, WrongMove
from ..matching import latest_arrival
from ..models import Clock, Contact, Decision, Reopening, Stream
from . import timing
from .steps import audit, changing, changing_stream, editing_stream, move, move_stream, person_id, said

LONGEST_CODE = 60
DECIDED, OPEN, SECOND_LOOK = "decided", "open", "second-look"


def decide(
    stream: Stream,
    outcome: str,
    rationale: str,
    threshold: str,
    lawful_basis: str,
    service_agreement: str,
    not_known: str,
    *,
    would_change: str = "",
    signpost: str = "",
    base: int,
    by: Actor,
) -> Decision:
    """Decide a stream of a rated concern. Where the table says so it waits for a second person.

    The lawful basis for sharing and the agreement to a service are two things (golden rules, DfE 2024).
    Raises DecisionIncomplete with every field that is missing, WrongMove, StaleEdit.
    """
    words = {
        "outcome": outcome,
        "rationale": rationale,
        "threshold": threshold,
        "lawful_basis": lawful_basis,
        "service_agreement": service_agreement,
        "not_known": not_known,
        "would_change": would_change,
        "signpost": signpost,
    }
    with editing_stream(stream, "stream.decide", base=base, edit=words, by=by) as (fresh, contact):
        _refuse_incomplete(fresh, contact, words)
        if not CONTACT.next(contact.state, "stream.decide"):
            raise WrongMove(CONTACT, contact.state, "stream.decide")
        second = Outcome(outcome) in SECOND_PERSON
        move_stream(fresh, SECOND_LOOK if second else DECIDED, "stream.decide")
        fresh.save(update_fields=["state", "version"])
        decision = _write(fresh, words, second, by)
        _settle(contact, "stream.decide")
        audit(contact, "stream.decide", by=by, detail=_codes(decision))
        announce(
            "stream.second-look" if second else "stream.decided",
            stream=str(fresh.pk),
            decision=str(decision.pk),
            outcome=outcome,
        )
    return decision


def _refuse_incomplete(stream: Stream, contact: Contact, words: dict[str, str]) -> None:
    missing = gaps(stream.kind, words)
    if words["outcome"] == Outcome.NO_FURTHER_ACTION:
        missing += _unread(contact)
    if missing:
        raise DecisionIncomplete(*missing)


def gaps(kind: str, words: dict[str, str]) -> list[str]:
    """The codes of the fields without which no decision stands."""
    needed = ["rationale", "threshold", "not_known"]
    if words["outcome"] == Outcome.NO_FURTHER_ACTION:
        needed.append("would_change")
    if words["outcome"] == Outcome.SIGNPOSTED:
        needed.append("signpost")
    missing = [name for name in needed if not words[name].strip()]
    missing += [name for name in ("threshold", "signpost") if len(words[name]) > LONGEST_CODE]
    if words["outcome"] not in OUTCOMES_FOR[kind]:
        missing.append("outcome")
    if words["lawful_basis"] not in LawfulBasis.values:
        missing.append("lawful_basis")
    if words["service_agreement"] not in ServiceAgreement.values:
        missing.append("service_agreement")
    return missing


def _unread(contact: Contact) -> list[str]:
    """No further action needs eyes on the earlier contacts, the latest among them, and on every message."""
    seen = contact.earlier_seen_at
    looked = seen is not None and seen >= latest_arrival(contact)
    return [*([] if looked else ["earlier"]), *(["unread"] if contact.waiting_since else [])]


def _write(stream: Stream, words: dict[str, str], second: bool, by: Actor) -> Decision:
    awaited = Decision.Second.AWAITED if second else Decision.Second.NOT_NEEDED
    fields: dict[str, Any] = {**words, "second": awaited}
    return Decision.objects.create(stream=stream, by_id=person_id(by), at=timezone.now(), **fields)


def _codes(decision: Decision) -> dict[str, str | int | bool | None | list[str] | list[int]]:
    return {
        "stream": str(decision.stream_id),
        "decision": str(decision.pk),
        "outcome": decision.outcome,
        "lawful_basis": decision.lawful_basis,
        "second": decision.second,
    }


def _settle(contact: Contact, action: str) -> None:
    """When every stream is decided the contact is, and its clocks stop."""
    if contact.streams.exclude(state=DECIDED).exists():
        return
    now = timezone.now()
    move(contact, DECIDED, action)
    timing.end_pause(contact, now)
    timing.stop(contact, Clock.Stopped.DECIDED, now)
    timing.settle_due(contact)
    contact.save(update_fields=["state", "due_at", "changed_at"])
    announce("contact.decided", contact=str(contact.pk))


def countersign(decision: Decision, *, agree: bool, reason: str, by: Actor) -> Decision:
    """The second person, a lead of the desk and not the first, agrees; or, with a reason, does not.

    Raises Missing, NotPossible, WrongMove.
    """
    if not agree:
        said(reason=reason)
    with changing_stream(decision.stream, "stream.countersign", by=by) as (stream, contact):
        decision = stream.decisions.select_for_update().get(pk=decision.pk)
        if decision.second != Decision.Second.AWAITED:
            raise NotPossible(Why.NOT_AWAITED)
        if decision.by_id == by.user_id:
            raise NotPossible(Why.SAME_PERSON)
        move_stream(stream, DECIDED if agree else OPEN, "stream.countersign")
        stream.version += 1
        stream.save(update_fields=["state", "version"])
        decision.second = Decision.Second.AGREED if agree else Decision.Second.NOT_AGREED
        decision.second_by_id, decision.second_at = by.user_id, timezone.now()
        decision.second_reason = reason
        decision.save()
        if agree:
            _settle(contact, "stream.countersign")
        audit(contact, "stream.countersign", by=by, detail=_codes(decision))
        name = "stream.decided" if agree else "stream.returned"
        announce(name, stream=str(stream.pk), decision=str(decision.pk), outcome=decision.outcome)
    return decision


def close(contact: Contact, *, by: Actor) -> Contact:
    """Close a decided concern, with those gathered under it, once every reporter has been told something or
    somebody has said why nothing is safe to tell. Raises NotPossible, WrongMove."""
    with changing(contact, "concern.close", by=by) as fresh:
        move(fresh, "closed", "concern.close")
        group = [fresh, *Contact.objects.filter(gathered_under=fresh).select_related("concern")]
        if any(each.feedback_at is None and each.no_feedback_at is None for each in group):
            raise NotPossible(Why.FEEDBACK_OWED)
        for each in group:
            if each.no_feedback_at is None:
                tell(each.concern, Status.CLOSED, at=timezone.now())
        fresh.version += 1
        fresh.save(update_fields=["state", "version", "changed_at"])
        audit(fresh, "concern.close", by=by, detail={"gathered": len(group) - 1})
        announce("contact.closed", contact=str(fresh.pk))
    return fresh


def reopen(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """A lead opens a decided or closed concern again: its streams want another decision, its clocks start
    anew and the reporter is owed another word. Nothing decided before is lost. Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(contact, "concern.reopen", by=by) as fresh:
        now = timezone.now()
        move(fresh, "rated", "concern.reopen")
        for stream in fresh.streams.select_for_update().filter(state=DECIDED):
            move_stream(stream, OPEN, "concern.reopen")
            stream.version += 1
            stream.save(update_fields=["state", "version"])
        Reopening.objects.create(contact=fresh, reason=reason, by_id=person_id(by), at=now)
        timing.start_again(fresh, now)
        timing.settle_due(fresh)
        fresh.feedback_at = fresh.no_feedback_at = None
        fresh.version += 1
        fresh.save()
        audit(fresh, "concern.reopen", by=by)
        announce("contact.reopened", contact=str(fresh.pk))
    return fresh
