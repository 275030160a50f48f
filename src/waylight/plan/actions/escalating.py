"""An action not done by its day goes to the child's manager: at set times, or when a worker says so."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, said
from waylight.casework.codes import DueKind
from waylight.casework.models import Child
from waylight.engine.clocks import due
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..codes import StepKind
from ..errors import NotPossible, Why
from ..machine import AGREE, WATCH, WRITE
from ..models import ActionStep, PlanAction
from ..models.plans import UNDER_WAY
from ..rules import escalations
from .steps import end_of, find, step


def escalate(action: PlanAction, reason: str, *, by: Actor) -> ActionStep:
    """Take it to the manager now, with a reason. Raises Missing, NotPossible."""
    said(reason=reason)
    with changing(action.child, WRITE, by=by) as child:
        fresh = find(action)
        if fresh.state not in UNDER_WAY:
            raise NotPossible(Why.NOT_UNDER_WAY)
        if child.dues.filter(kind=DueKind.ESCALATED, about=fresh.pk, stopped_at__isnull=True).exists():
            raise NotPossible(Why.ESCALATED_ALREADY)
        written = _escalated(fresh, reason, by)
        audit(child, WRITE, by=by, detail={"plan-action": str(fresh.pk), "escalated": True})
    return written


def answer(action: PlanAction, words: str, *, by: Actor) -> ActionStep:
    """What the manager does about it. Raises Missing, NotPossible."""
    said(words=words)
    with changing(action.child, AGREE, by=by) as child:
        fresh = find(action)
        if not dues.stop(child, DueKind.ESCALATED, about=fresh.pk):
            raise NotPossible(Why.NOT_ESCALATED)
        written = step(fresh, StepKind.ANSWERED, words, by=by)
        audit(child, AGREE, by=by, detail={"plan-action": str(fresh.pk), "answered": True})
        announce("plan.action-answered", action=str(fresh.pk))
    return written


def watch() -> int:
    """Escalate what has passed one of the set times since it was last looked at; returns how many. Run twice
    it adds nothing."""
    by, found = system("worker"), 0
    require(by, WATCH)
    for action in list(_late()):
        with transaction.atomic():
            Child.objects.select_for_update(of=("self",)).get(pk=action.child_id)
            fresh = find(action)
            passed = times_passed(fresh, timezone.now())
            if fresh.state not in UNDER_WAY or passed <= fresh.escalated:
                continue
            fresh.escalated = passed
            fresh.save(update_fields=["escalated"])
            _escalated(fresh, escalations()[passed - 1].words, None)
            detail: Detail = {"plan-action": str(fresh.pk), "escalated": passed}
            record(Verb.ALTERATION, WATCH, by=by, thing=("child", fresh.child_id), detail=detail)
            found += 1
    return found


def _late() -> Iterator[PlanAction]:
    rows = PlanAction.objects.filter(state__in=UNDER_WAY, due_on__lt=timezone.localdate())
    return rows.filter(escalated__lt=len(escalations())).iterator()


def times_passed(action: PlanAction, at: datetime) -> int:
    """How many of the set times after the action's day are over."""
    over, hours = end_of(action.due_on), guidance.hours(action.area_slug)
    moments = [due(over, each.after, hours) for each in escalations()]
    return sum(moment is not None and moment <= at for moment in moments)


def _escalated(action: PlanAction, words: str, by: Actor | None) -> ActionStep:
    written = step(action, StepKind.ESCALATED, words, by=by)
    dues.start(action.child, DueKind.ESCALATED, about=action.pk)
    announce("plan.action-escalated", child=str(action.child_id), action=str(action.pk))
    return written
