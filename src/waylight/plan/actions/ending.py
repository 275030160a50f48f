"""The end of support, with its reason and the child's view; and asking some months later how the child is."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework import actions as records
from waylight.casework import rooms
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.steps import audit, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child
from waylight.engine.clocks import months_after
from waylight.work.actions import announce

from ..codes import ExitReason
from ..errors import Missing, NotPossible, Why
from ..machine import AGREE, FOLLOW_UP, WATCH, WRITE
from ..models import Exit, FollowUp
from ..rules import follow_up_months
from .plans import ended
from .steps import end_of, holds_no_longer, move

SOURCE = "End of support"
EARLY = timedelta(weeks=4)
"""So long before its day a follow-up may be held."""


def end_support(child: Child, reason: str, words: str, *, child_says: str, not_known: str, by: Actor) -> Exit:
    """End the plan and support; follow-ups fall due. Raises Missing, NotPossible."""
    said(words=words)
    if reason not in ExitReason.values:
        raise Missing("reason")
    if not (child_says.strip() or not_known.strip()):
        raise NotPossible(Why.NO_VOICE)
    with changing(child, AGREE, by=by) as fresh:
        _refuse_unready(fresh)
        for plan in fresh.plans.filter(state__in=("proposed", "agreed", "reviewed")):
            ended(plan, fresh, words, by)
        made = Exit.objects.create(
            child=fresh,
            reason=reason,
            words=words,
            child_says=child_says,
            not_known=not_known,
            by_id=person_id(by),
            at=timezone.now(),
        )
        for months in follow_up_months():
            _plan_follow_up(made, months)
        told = f"Support ended: {made.get_reason_display()}. {words}"
        line(fresh, LineKind.DECISION, told, SOURCE, by=person_id(by))
        if child_says.strip():
            line(fresh, LineKind.CHILD, child_says, SOURCE, by=person_id(by))
        audit(fresh, AGREE, by=by, detail={"exit": str(made.pk), "reason": reason})
        announce("support.ended", child=str(fresh.pk), exit=str(made.pk))
    return made


def _refuse_unready(child: Child) -> None:
    still_open(child)
    if child.harm_now:
        raise NotPossible(Why.HARM_NOW)
    if child.exits.filter(reopened_at__isnull=True).exists():
        raise NotPossible(Why.ENDED_ALREADY)
    if child.offers.exclude(state="ended").exists():
        raise NotPossible(Why.OPEN_OFFERS)
    for refuse in rooms.BEFORE_ENDING:
        refuse(child)


def _plan_follow_up(made: Exit, months: int) -> None:
    day = months_after(timezone.localdate(made.at), months)
    planned = FollowUp.objects.create(child=made.child, ending=made, months=months, due_on=day)
    owed = Owed(until=end_of(day))
    dues.start(made.child, DueKind.FOLLOW_UP, about=planned.pk, owed=owed)


def refuse_without_exit(child: Child) -> None:
    """A record in which support was given closes only after its end was written down. Raises NotPossible."""
    given = child.offers.exists() or child.plans.filter(agreed_by__isnull=False).exists()
    if given and not child.exits.filter(reopened_at__isnull=True).exists():
        raise NotPossible(Why.CLOSED_NO_EXIT)


def follow_up(planned: FollowUp, outcome: str, words: str, child_says: str, *, by: Actor) -> FollowUp:
    """Somebody asked, or tried to. `outcome`: fine, worried or not-reached; all but the first are due to the
    manager. Raises Missing, NotPossible more than four weeks before its day, WrongMove."""
    said(words=words)
    if timezone.localdate() < planned.due_on - EARLY:
        raise NotPossible(Why.TOO_SOON)
    with changing(planned.child, WRITE, by=by) as child:
        fresh = FollowUp.objects.select_for_update(of=("self",)).get(pk=planned.pk)
        fresh.state = move(FOLLOW_UP, fresh.state, outcome, WRITE)
        fresh.words, fresh.child_says = words, child_says
        fresh.by_id, fresh.at = person_id(by), timezone.now()
        fresh.save()
        dues.stop(child, DueKind.FOLLOW_UP, about=fresh.pk)
        if outcome != "fine":
            dues.start(child, DueKind.FOLLOW_ANSWER, about=fresh.pk)
        source = f"Follow-up after {fresh.months} months"
        line(child, LineKind.CONTACT, words, source, by=person_id(by))
        if child_says.strip():
            line(child, LineKind.CHILD, child_says, source, by=person_id(by))
        audit(child, WRITE, by=by, detail={"follow-up": str(fresh.pk), "state": outcome})
        announce("follow-up.done", child=str(child.pk), follow_up=str(fresh.pk))
    return fresh


def answer_follow_up(held: FollowUp, words: str, *, reopen: bool, by: Actor) -> FollowUp:
    """The manager opens the record again, or says why not. An end of support that was written after the one
    asked about is not touched by it. Raises Missing, WrongMove."""
    said(words=words)
    with changing(held.child, AGREE, by=by) as child:
        fresh = FollowUp.objects.select_for_update(of=("self",)).get(pk=held.pk)
        fresh.state = move(FOLLOW_UP, fresh.state, "reopened" if reopen else "settled", AGREE)
        fresh.answer = words
        fresh.save()
        dues.stop(child, DueKind.FOLLOW_ANSWER, about=fresh.pk)
        if reopen and child.state == "closed":
            records.reopen_record(child, words, by=by)
        if reopen:
            holds_no_longer(child, fresh.ending.at)
        audit(child, AGREE, by=by, detail={"follow-up": str(fresh.pk), "state": fresh.state})
        announce("follow-up.answered", child=str(child.pk), follow_up=str(fresh.pk))
    return fresh


def open_again(pk: UUID, at: datetime) -> int:
    """The record is open again, or a new concern came: the end holds no longer and nobody asks how it went.
    `at`: since when; an end of support that was written after it holds.

    Returns how many follow-ups that ends.
    """
    by = system("worker")
    require(by, WATCH)
    with transaction.atomic():
        child = Child.objects.select_for_update(of=("self",)).get(pk=pk)
        if child.state != "open":
            return 0
        count = holds_no_longer(child, at)
        if count:
            detail: Detail = {"follow-ups": count, "state": "no-longer"}
            record(Verb.ALTERATION, WATCH, by=by, thing=("child", pk), detail=detail)
    return count
