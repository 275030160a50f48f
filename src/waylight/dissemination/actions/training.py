"""Who is trained to grade: recorded on evidence by an administrator, from a day to a day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area
from waylight.triage.actions.steps import person_id

from ..errors import NotPossible, Why
from ..models import GraderTraining
from .steps import said

RECORD = "grader.record"


def record_training(
    person: Person, area: Area, *, evidence: str, trained_on: date, until: date, by: Actor
) -> GraderTraining:
    """Somebody of the area's unit may grade from a day to a day. Raises NotPossible."""
    row = GraderTraining(person=person, area=area, trained_on=trained_on, until=until)
    require(by, RECORD, row)
    row.evidence, row.recorded_by_id, row.recorded_at = said(evidence), person_id(by), timezone.now()
    if until <= trained_on or until < timezone.localdate():
        raise NotPossible(Why.DATES)
    if not holders_of(Role.INTELLIGENCE, area.slug).filter(pk=person.pk).exists():
        raise NotPossible(Why.NOT_OF_UNIT)
    with transaction.atomic():
        row.save(force_insert=True)
        detail: dict = {"person": f"user:{person.pk}", "until": until.isoformat()}
        record(Verb.PERMISSION, RECORD, by=by, thing=("grader-training", row.pk), detail=detail)
    return row


def end_training(row: GraderTraining, *, by: Actor) -> GraderTraining:
    """From now on it gives no right. Raises NotPossible when it is ended already."""
    require(by, RECORD, row)
    with transaction.atomic():
        row = GraderTraining.objects.select_for_update().get(pk=row.pk)
        if row.ended_at is not None:
            raise NotPossible(Why.SETTLED)
        row.ended_at, row.ended_by_id = timezone.now(), person_id(by)
        row.save()
        record(Verb.PERMISSION, RECORD, by=by, thing=("grader-training", row.pk), detail={"ended": True})
    return row
