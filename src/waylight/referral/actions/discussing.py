"""A strategy discussion: called, held with a quorum or with why it could not wait, decided, reviewed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id, said, still_open, worker_here
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import SECTION_47, Attended, Decided
from ..errors import Missing, NotPossible, Why
from ..machine import CALL, DECIDE, DISCUSSION
from ..models import Attendance, Discussion, Evidence
from ..rules import desk_words, desks
from .clocks import begin, by_moment, noon
from .enquiring import begin_enquiry

SOURCE = "Strategy discussion"
POLICE = "police"


@dataclass(frozen=True)
class Held:
    """`there`, `absent`: by desk, who took part for it or why nobody did. `speaks`: to the child, and how."""

    at: datetime
    there: Mapping[str, str]
    absent: Mapping[str, str]
    shared: str
    speaks: str
    safety: str
    few_reason: str = ""


def quorate(there: Mapping[str, str]) -> bool:
    """Whether everybody sat in it who must: social care, police and health, as the list of desks has it."""
    return {code for code, desk in desks().items() if desk.quorum} <= set(there)


def call(child: Child, planned_at: datetime, reason: str, *, by: Actor) -> Discussion:
    """Call a discussion, due to be held when it is planned. What prompted it stays due, in its own time.

    Raises Missing, NotPossible.
    """
    said(reason=reason)
    with changing(child, CALL, by=by) as fresh:
        if still_open(fresh).discussions.filter(state="called").exists():
            raise NotPossible(Why.CALLED_ALREADY)
        if planned_at < _earliest(fresh):
            raise NotPossible(Why.BEFORE)
        called = Discussion.objects.create(
            child=fresh,
            called_by_id=person_id(by),
            called_at=timezone.now(),
            planned_at=planned_at,
            reason=reason,
        )
        by_moment(fresh, DueKind.DISCUSSION, planned_at, about=called.pk)
        line(fresh, LineKind.MEETING, f"Strategy discussion called. {reason}", SOURCE, by=person_id(by))
        audit(fresh, CALL, by=by, detail={"discussion": str(called.pk)})
        announce("strategy.called", discussion=str(called.pk))
    return called


def hold(discussion: Discussion, held: Held, *, by: Actor) -> Discussion:
    """Say who took part and what was shared. With a quorum what had prompted it by then is settled; without
    one it stays due until the discussion has decided to protect the child.

    Raises Missing, NotPossible, WrongMove.
    """
    said(shared=held.shared, speaks=held.speaks, safety=held.safety)
    enough = quorate(held.there)
    _refuse_attendance(held, enough)
    with _changing(discussion, DECIDE, by=by) as (child, fresh):
        _move(fresh, "held")
        if held.at > timezone.now():
            raise NotPossible(Why.NOT_YET)
        if held.at < _earliest(child):
            raise NotPossible(Why.BEFORE)
        fresh.held_at, fresh.held_by_id, fresh.quorate = held.at, person_id(by), enough
        fresh.shared, fresh.speaks, fresh.safety = held.shared, held.speaks, held.safety
        fresh.few_reason = "" if enough else held.few_reason
        fresh.save()
        _attend(fresh, held)
        if enough:
            _settle_prompted(child, held.at)
        dues.stop(child, DueKind.DISCUSSION, about=fresh.pk)
        begin(child, DueKind.DISCUSSION, "decide", about=fresh.pk, at=held.at)
        names = ", ".join(desk_words(desk) for desk in held.there)
        words = f"Strategy discussion held with {names}. Who speaks to the child: {held.speaks}"
        line(child, LineKind.MEETING, words, SOURCE, by=person_id(by), on=timezone.localdate(held.at))
        audit(child, DECIDE, by=by, detail={"discussion": str(fresh.pk), "quorate": enough})
        announce("strategy.held", discussion=str(fresh.pk), quorate=enough)
    return fresh


def _settle_prompted(child: Child, until: datetime) -> None:
    """What had prompted a discussion when it was held is settled by it. A sign that was recorded after it
    prompts another: nobody spoke of it."""
    prompted = child.dues.filter(kind=DueKind.STRATEGY, stopped_at__isnull=True, started_at__lte=until)
    if not prompted.exists():
        return
    dues.stop(child, DueKind.STRATEGY)
    since = [each.at for each in child.entries.filter(actual_harm=True, at__gt=until) if each.harm_now]
    if since:
        dues.start(child, DueKind.STRATEGY, because="harm", at=min(since))


def known_already(child: Child, words: str, *, by: Actor) -> Child:
    """What was recorded since the last discussion was known to it: no other is held now, and `words` say why.

    Raises Missing, NotPossible where none was held, the last one is reviewed already, or none is due.
    """
    said(words=words)
    with changing(child, DECIDE, by=by) as fresh:
        last = fresh.discussions.filter(held_at__isnull=False, quorate=True).order_by("-held_at").first()
        if last is None:
            raise NotPossible(Why.NONE_HELD)
        if last.state == "reviewed":
            raise NotPossible(Why.REVIEWED)
        if not dues.stop(fresh, DueKind.STRATEGY):
            raise NotPossible(Why.NONE_DUE)
        told = f"No other strategy discussion now: the last one knew of it. {words}"
        line(fresh, LineKind.DECISION, told, SOURCE, by=person_id(by))
        audit(fresh, DECIDE, by=by, detail={"due": DueKind.STRATEGY.value, "known": True})
        announce("strategy.known", child=str(fresh.pk))
    return fresh


def _refuse_attendance(held: Held, enough: bool) -> None:
    if len(held.there) < 2:
        raise NotPossible(Why.NOBODY_TALKED)
    if not all(words.strip() for words in held.there.values()):
        raise NotPossible(Why.WHO_WAS_THERE)
    must = {code for code, desk in desks().items() if desk.quorum}
    named = {*held.there, *(desk for desk, why in held.absent.items() if why.strip())}
    if not must <= named or not all(words.strip() for words in held.absent.values()):
        raise NotPossible(Why.SAY_WHY_ABSENT)
    if not set(held.there) | set(held.absent) <= set(desks()):
        raise Missing("desk")
    if not enough and not held.few_reason.strip():
        raise NotPossible(Why.SAY_WHY_FEW)


def _attend(discussion: Discussion, held: Held) -> None:
    of = ((Attended.THERE, held.there), (Attended.ABSENT, held.absent))
    for attended, rows in of:
        for desk, words in rows.items():
            Attendance.objects.create(
                child=discussion.child, discussion=discussion, desk=desk, attended=attended, words=words
            )


def call_off(discussion: Discussion, reason: str, *, by: Actor) -> Discussion:
    """It is not held. What prompted it stays due. Raises Missing, WrongMove."""
    said(reason=reason)
    with _changing(discussion, DECIDE, by=by) as (child, fresh):
        _move(fresh, "called-off")
        dues.stop(child, DueKind.DISCUSSION, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        _end(fresh, reason, by)
        words = f"Strategy discussion called off. {reason}"
        line(child, LineKind.MEETING, words, SOURCE, by=person_id(by))
        audit(child, DECIDE, by=by, detail={"discussion": str(fresh.pk), "called-off": True})
        announce("strategy.called-off", discussion=str(fresh.pk))
    return fresh


def decide(discussion: Discussion, decided: str, reasons: str, review_on: date, *, by: Actor) -> Discussion:
    """What follows for the child. A section 47 enquiry begins with its clocks; under either section the whole
    assessment falls due. Raises Missing, NotPossible, WrongMove."""
    said(reasons=reasons)
    if decided not in Decided.values:
        raise Missing("decided")
    with _changing(discussion, DECIDE, by=by) as (child, fresh):
        _move(fresh, "decided")
        if decided not in SECTION_47 and not fresh.quorate:
            raise NotPossible(Why.NOT_BY_FEW)
        if decided == Decided.JOINT and not _was_there(fresh, POLICE):
            raise NotPossible(Why.NOT_WITHOUT_POLICE)
        if review_on < timezone.localdate():
            raise NotPossible(Why.BEFORE)
        fresh.decided, fresh.reasons, fresh.review_on = decided, reasons, review_on
        fresh.decided_by_id, fresh.decided_at = person_id(by), timezone.now()
        fresh.save()
        _settle_prompted(child, cast(datetime, fresh.held_at))
        dues.stop(child, DueKind.DISCUSSION, about=fresh.pk)
        by_moment(child, DueKind.DISCUSSION, noon(review_on), about=fresh.pk)
        if fresh.under_47:
            begin_enquiry(fresh, child)
        if decided != Decided.NONE:
            begin(child, DueKind.WHOLE, "assessment", about=child.pk, at=_assessed_from(child, fresh))
        words = f"{fresh.get_decided_display()}. {reasons}"
        line(child, LineKind.DECISION, words, SOURCE, by=person_id(by))
        audit(child, DECIDE, by=by, detail={"discussion": str(fresh.pk), "decided": decided})
        announce("strategy.decided", discussion=str(fresh.pk), decided=decided)
    return fresh


def _was_there(discussion: Discussion, desk: str) -> bool:
    return discussion.attendance.filter(desk=desk, attended=Attended.THERE).exists()


def _assessed_from(child: Child, discussion: Discussion) -> datetime:
    """The referral; where what was referred then has been assessed already, the discussion."""
    referred = _referred_at(child)
    whole = child.dues.filter(kind=DueKind.WHOLE, started_at=referred)
    done = whole.filter(stopped_because=Due.Stopped.DONE).exists()
    return cast(datetime, discussion.held_at) if done else referred


def _referred_at(child: Child) -> datetime:
    """The statutory assessment is counted from the referral; where none is known, from the opening."""
    latest = child.arrivals.select_related("stream__contact").order_by("-at").first()
    return latest.stream.contact.received_at if latest else child.opened_at


def _earliest(child: Child) -> datetime:
    """Of a discussion about it: a time is typed to the minute."""
    return _referred_at(child).replace(second=0, microsecond=0)


def review(discussion: Discussion, words: str, *, by: Actor) -> Discussion:
    """What became of what was decided. Raises Missing, WrongMove."""
    said(words=words)
    with _changing(discussion, DECIDE, by=by) as (child, fresh):
        _move(fresh, "reviewed")
        _end(fresh, words, by)
        dues.stop(child, DueKind.DISCUSSION, about=fresh.pk)
        line(child, LineKind.MEETING, f"Strategy discussion reviewed. {words}", SOURCE, by=person_id(by))
        audit(child, DECIDE, by=by, detail={"discussion": str(fresh.pk), "reviewed": True})
        announce("strategy.reviewed", discussion=str(fresh.pk))
    return fresh


def add_evidence(
    discussion: Discussion, what: str, where: str, overwritten_at: datetime, owner: Person, *, by: Actor
) -> Evidence:
    """Something that will be gone, due to a named person before it is.

    Raises Missing, NotPossible, WrongMove.
    """
    said(what=what, where=where)
    if overwritten_at <= timezone.now():
        raise NotPossible(Why.GONE)
    with _changing(discussion, CALL, by=by) as (child, fresh):
        if not DISCUSSION.allows(fresh.state, fresh.state, CALL):
            raise WrongMove(DISCUSSION, fresh.state, CALL)
        standing = fresh.evidence.filter(settled_at__isnull=True)
        if any((each.what, each.where) == (what, where) for each in standing):
            raise NotPossible(Why.TOLD_ALREADY)
        added = Evidence.objects.create(
            child=child,
            discussion=fresh,
            what=what,
            where=where,
            overwritten_at=overwritten_at,
            owner=worker_here(owner, child),
        )
        by_moment(child, DueKind.EVIDENCE, overwritten_at, about=added.pk, owner=owner)
        audit(child, CALL, by=by, detail={"evidence": str(added.pk), "owner": owner.pk})
        announce("evidence.named", evidence=str(added.pk), owner=owner.pk)
    return added


def settle_evidence(evidence: Evidence, outcome: str, *, secured: bool, by: Actor) -> Evidence:
    """It is kept safe, or it is gone: what became of it. Raises Missing, NotPossible."""
    said(outcome=outcome)
    with changing(evidence.child, CALL, by=by) as child:
        fresh = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
        if fresh.settled_at is not None:
            raise NotPossible(Why.SECURED)
        fresh.secured, fresh.outcome = secured, outcome
        fresh.settled_by_id, fresh.settled_at = person_id(by), timezone.now()
        fresh.save()
        because = Due.Stopped.DONE if secured else Due.Stopped.NO_LONGER
        dues.stop(child, DueKind.EVIDENCE, about=fresh.pk, because=because)
        words = f"{'Kept safe' if secured else 'Not kept'}: {fresh.what}. {outcome}"
        line(child, LineKind.HANDLING, words, SOURCE, by=person_id(by))
        audit(child, CALL, by=by, detail={"evidence": str(fresh.pk), "secured": secured})
        announce("evidence.settled", evidence=str(fresh.pk), secured=secured)
    return fresh


@contextmanager
def _changing(discussion: Discussion, action: str, *, by: Actor) -> Iterator[tuple[Child, Discussion]]:
    with changing(discussion.child, action, by=by) as child:
        fresh = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
        fresh.child = child
        yield child, fresh


def _move(discussion: Discussion, state: str) -> None:
    if not DISCUSSION.allows(discussion.state, state, DECIDE):
        raise WrongMove(DISCUSSION, discussion.state, DECIDE)
    discussion.state = state


def _end(discussion: Discussion, words: str, by: Actor) -> None:
    discussion.ended_words = words
    discussion.ended_by_id, discussion.ended_at = person_id(by), timezone.now()
    discussion.save()
