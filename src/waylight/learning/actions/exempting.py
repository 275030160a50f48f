"""Saying that somebody need not do a course, for a reason, until a day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import ExemptBecause
from ..models import Exemption, Learner
from .problems import NotPossible, Why
from .settling import settle, settle_pending


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
    """Exempt from `since` (today) until the end of `until`. A due date inside it moves to its last day.
    Raises NotPossible for no reason, or an end that is past."""
    require(by, "training.exempt", learner)
    today = today or timezone.localdate()
    since = since or today
    if not reason.strip():
        raise NotPossible(Why.NO_REASON)
    if until < today:
        raise NotPossible(Why.PAST)
    if until < since:
        raise NotPossible(Why.BACKWARDS)
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
    _note(fresh, "ended", by)
    return fresh


def _note(exemption: Exemption, what: str, by: Actor) -> None:
    record(
        Verb.ALTERATION,
        "training.exempt",
        by=by,
        thing=("exemption", exemption.pk),
        detail={"what": what, "learner": str(exemption.learner_id), "course": exemption.course_id},
    )
