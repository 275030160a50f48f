"""Saying that somebody need not do a course, for a reason, until a day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.clocks import months_after

from ..codes import ExemptBecause
from ..models import Exemption, Learner
from .holding import mind_exemptions
from .problems import NotPossible, Why
from .settling import settle, settle_pending

MOST_MONTHS = 24


@transaction.atomic
def exempt(
    learner: Learner,
    course_id: str,
    *,
    because: ExemptBecause,
    reason: str,
    until: date,
    by: Actor,
    since: date | None = None,
    today: date | None = None,
) -> Exemption:
    """Exempt from `since` (today) until the end of `until`. A due date inside it moves to its last day,
    and no reminder that waits goes while it runs. Raises NotPossible for no reason, an end that is past or
    more than MOST_MONTHS away, or where another exemption from the course runs on one of these days."""
    require(by, "training.exempt", learner)
    today = today or timezone.localdate()
    since = since or today
    if not reason.strip():
        raise NotPossible(Why.NO_REASON)
    if until < today:
        raise NotPossible(Why.PAST)
    if until < since:
        raise NotPossible(Why.BACKWARDS)
    if until > months_after(today, MOST_MONTHS):
        raise NotPossible(Why.TOO_LONG)
    _refuse_overlap(learner, course_id, since, until)
    settle_pending(learner.area_id, on=today)
    made = Exemption.objects.create(
        learner=learner,
        area_id=learner.area_id,
        course_id=course_id,
        because=because,
        reason=reason,
        since=since,
        until=until,
        by=by.ref,
        at=timezone.now(),
    )
    settle(learner.area_id, [learner.pk], on=today, courses=[course_id])
    mind_exemptions(learner.area_id, on=today, learner=learner.pk)
    _note(made, "begun", by)
    return made


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Actor, today: date | None = None) -> Exemption:
    """It holds no longer than the day before today. Raises NotPossible when it has ended."""
    require(by, "training.exempt", exemption)
    today = today or timezone.localdate()
    fresh = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if fresh.ended_on is not None or fresh.until < today:
        raise NotPossible(Why.ENDED)
    settle_pending(fresh.area_id, on=today)
    fresh.ended_on, fresh.ended_by = date.fromordinal(today.toordinal() - 1), by.ref
    fresh.save(update_fields=["ended_on", "ended_by"])
    settle(fresh.area_id, [fresh.learner_id], on=today, courses=[fresh.course_id])
    mind_exemptions(fresh.area_id, on=today, learner=fresh.learner_id)
    _note(fresh, "ended", by)
    return fresh


def _refuse_overlap(learner: Learner, course_id: str, since: date, until: date) -> None:
    """Two at once are two answers to one question. The person's row is locked, so that of two forms sent at
    once one is refused."""
    Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    near = Exemption.objects.filter(
        learner=learner, course_id=course_id, since__lte=until, until__gte=since
    ).defer("reason")
    for other in (each.plain for each in near):
        if other is not None and other.since <= until and other.until >= since:
            raise NotPossible(Why.OVERLAPS, since=f"{other.since:%d/%m/%Y}", until=f"{other.until:%d/%m/%Y}")


def _note(exemption: Exemption, what: str, by: Actor) -> None:
    record(
        Verb.ALTERATION,
        "training.exempt",
        by=by,
        thing=("exemption", exemption.pk),
        detail={"what": what, "learner": str(exemption.learner_id), "course": exemption.course_id},
    )
