"""Writing down that somebody has done a course: one at a time or a whole register, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..cases import in_parts
from ..codes import Mode
from ..models import Certificate, Completion, Learner, Registration, RoomSession, Withdrawal
from .certifying import issue, write_revocation
from .problems import NotPossible, Why
from .settling import settle, settle_pending


@dataclass(frozen=True)
class Finished:
    """One person's completion, as `write_completions` takes it."""

    learner: UUID
    on: date
    check_how: str = ""
    evidence: str = ""
    assessor: str = ""
    registration: Registration | None = None


@transaction.atomic(savepoint=False)
def write_completions(
    area_slug: str,
    course_id: str,
    version_id: str,
    mode: Mode,
    finished: Sequence[Finished],
    *,
    by: Actor,
    session: RoomSession | None = None,
    today: date | None = None,
) -> list[Completion]:
    """Completions with their certificates; what is due for these people is worked out anew, and what they had
    begun of this course has ended. One audit event. The caller has asked the policy. Raises NotPossible for a
    day that has not come.

    Of whoever learns by themselves, on the public plane, nothing of others is touched: a rule that begins
    today is noted by the round.
    """
    today = today or timezone.localdate()
    if any(each.on > today for each in finished):
        raise NotPossible(Why.FUTURE)
    if mode != Mode.WEB:
        settle_pending(area_slug, on=today)
    made = put_down(area_slug, course_id, version_id, mode, finished, by=by, session=session)
    issue(made, on=today)
    learners = {each.learner for each in finished}
    for some in in_parts(learners):
        begun = Registration.objects.filter(
            learner__in=some or [], course_id=course_id, ended_on__isnull=True
        )
        begun.update(ended_on=today)
    settle(area_slug, learners, on=today, courses=[course_id])
    return made


def put_down(
    area_slug: str,
    course_id: str,
    version_id: str,
    mode: Mode,
    finished: Sequence[Finished],
    *,
    by: Actor,
    session: RoomSession | None = None,
) -> list[Completion]:
    """The completions alone: whoever calls this works out what is due. One audit event."""
    now = timezone.now()
    made = [
        Completion(
            area_id=area_slug,
            learner_id=each.learner,
            course_id=course_id,
            version_id=version_id,
            mode=mode,
            check_how=each.check_how,
            evidence=each.evidence,
            assessor=each.assessor,
            session=session,
            registration=each.registration,
            on=each.on,
            by=by.ref,
            at=now,
        )
        for each in finished
    ]
    Completion.objects.bulk_create(made, batch_size=200)
    _note(made, course_id, mode, by, session)
    return made


def _note(
    made: Sequence[Completion], course_id: str, mode: Mode, by: Actor, session: RoomSession | None
) -> None:
    thing = ("completion", made[0].pk) if len(made) == 1 else ("room-session", session.pk if session else "")
    detail: dict = {"course": course_id, "mode": mode.value, "count": len(made)}
    record(Verb.COLLECTION, "training.complete", by=by, thing=thing, detail=detail)


@transaction.atomic
def accept_equivalent(
    learner: Learner,
    course_id: str,
    *,
    on: date,
    evidence: str,
    assessor: str,
    by: Actor,
    today: date | None = None,
) -> Completion:
    """Training done elsewhere counts for a course, because a named person (`assessor`) has seen the evidence.
    No certificate of ours is issued for it. Raises NotPossible."""
    require(by, "training.equivalent", learner)
    today = today or timezone.localdate()
    if not evidence.strip():
        raise NotPossible(Why.NO_EVIDENCE)
    if not assessor.strip():
        raise NotPossible(Why.NO_NAME)
    done = Finished(learner.pk, on, evidence=evidence, assessor=assessor)
    made = write_completions(learner.area_id, course_id, "", Mode.EQUIVALENT, [done], by=by, today=today)
    return made[0]


@transaction.atomic
def withdraw(completion: Completion, *, reason: str, by: Actor, today: date | None = None) -> Withdrawal:
    """A completion does not count after all: its certificates are revoked, and what is due is worked out
    anew. Raises NotPossible."""
    require(by, "training.withdraw", completion)
    if not reason.strip():
        raise NotPossible(Why.NO_REASON)
    today = today or timezone.localdate()
    fresh = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    if Withdrawal.objects.filter(completion=fresh).exists():
        raise NotPossible(Why.WITHDRAWN)
    settle_pending(fresh.area_id, on=today)
    made = Withdrawal.objects.create(completion=fresh, reason=reason, by=by.ref, at=timezone.now())
    standing = Certificate.objects.filter(completion=fresh, replaced_by__isnull=True, revocation__isnull=True)
    for certificate in standing:
        write_revocation(certificate, reason=reason, by=by, on=today)
    settle(fresh.area_id, [fresh.learner_id], on=today, courses=[fresh.course_id])
    record(
        Verb.ALTERATION,
        "training.withdraw",
        by=by,
        thing=("completion", fresh.pk),
        detail={"learner": str(fresh.learner_id), "course": fresh.course_id},
    )
    return made
