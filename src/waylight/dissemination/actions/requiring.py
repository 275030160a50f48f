"""Asking what the unit needs to know, answering it, and making an item of a report of an answer."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area
from waylight.triage.actions.steps import person_id
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import KEEP_REQUIREMENT, REQUIREMENT, WATCH
from ..models import Answer, Report, Requirement
from .steps import said
from .undoing import WORKER
from .writing import add_item, write

GIVE = "requirement.answer"
FROM_AN_ANSWER = "From an answer to what we need to know"


def ask(
    area: Area, *, question: str, priority: str, shown_to: list[str], until: date, by: Actor
) -> Requirement:
    """Raises NotPossible without a question, or for a last day that is past."""
    row = Requirement(area=area, priority=priority, shown_to=shown_to, until=until)
    require(by, KEEP_REQUIREMENT, row)
    row.question, row.owner_id, row.asked_at = said(question), person_id(by), timezone.now()
    if until < timezone.localdate():
        raise NotPossible(Why.DATES)
    with transaction.atomic():
        row.save(force_insert=True)
        detail: dict = {"roles": shown_to, "until": until.isoformat()}
        record(Verb.COLLECTION, KEEP_REQUIREMENT, by=by, thing=("requirement", row.pk), detail=detail)
        announce("requirement.asked", requirement=str(row.pk))
    return row


def give(requirement: Requirement, *, words: str, provenance: str, named: str, by: Actor) -> Answer:
    """What somebody knows of it. Raises NotPossible without words, or when it is no longer asked."""
    require(by, GIVE, requirement)
    with transaction.atomic():
        fresh = Requirement.objects.select_for_update().get(pk=requirement.pk)
        require(by, GIVE, fresh)
        if fresh.state != REQUIREMENT.start:
            raise NotPossible(Why.NOT_NOW)
        answer = Answer(requirement=fresh, provenance=provenance, named=named, by_id=person_id(by))
        answer.words, answer.at = said(words), timezone.now()
        answer.save(force_insert=True)
        detail: dict = {"answer": str(answer.pk)}
        record(Verb.COLLECTION, GIVE, by=by, thing=("requirement", fresh.pk), detail=detail)
        announce("requirement.answered", requirement=str(fresh.pk))
    return answer


def take_into_report(answer: Answer, *, by: Actor) -> Report:
    """Begin a report of which the answer is the first item. Raises NotPossible when one was made of it."""
    require(by, KEEP_REQUIREMENT, answer.requirement)
    with transaction.atomic():
        row = Answer.objects.select_for_update(of=("self",)).select_related("requirement__area")
        fresh = row.get(pk=answer.pk)
        if fresh.item_id is not None:
            raise NotPossible(Why.SETTLED)
        asked = fresh.requirement
        report = write(
            asked.area,
            title=FROM_AN_ANSWER,
            priority=asked.priority,
            marking="OFFICIAL-SENSITIVE",
            learnt_on=timezone.localdate(fresh.at),
            tags=[],
            group_based=False,
            by=by,
        )
        fresh.item = add_item(
            report, words=fresh.words, provenance=fresh.provenance, named=fresh.named, by=by
        )
        fresh.save(update_fields=["item"])
    return report


def close(requirement: Requirement, outcome: str, words: str, *, by: Actor) -> Requirement:
    """It is answered, or no longer needed. Raises NotPossible without words, WrongMove."""
    require(by, KEEP_REQUIREMENT, requirement)
    with transaction.atomic():
        fresh = Requirement.objects.select_for_update().get(pk=requirement.pk)
        require(by, KEEP_REQUIREMENT, fresh)
        if not REQUIREMENT.allows(fresh.state, outcome, KEEP_REQUIREMENT):
            raise WrongMove(REQUIREMENT, fresh.state, KEEP_REQUIREMENT)
        fresh.outcome, fresh.state, fresh.closed_at = said(words), outcome, timezone.now()
        fresh.save()
        detail: dict = {"state": outcome}
        record(Verb.ALTERATION, KEEP_REQUIREMENT, by=by, thing=("requirement", fresh.pk), detail=detail)
    return fresh


def lapse_requirements() -> int:
    """Those whose last day has passed are asked no more; returns how many."""
    require(WORKER, WATCH)
    now = timezone.now()
    with transaction.atomic():
        due = Requirement.objects.select_for_update().filter(
            state=REQUIREMENT.start, until__lt=timezone.localdate()
        )
        for row in (found := list(due)):
            row.state, row.closed_at = "lapsed", now
            row.save(update_fields=["state", "closed_at"])
            record(
                Verb.ALTERATION, WATCH, by=WORKER, thing=("requirement", row.pk), detail={"state": "lapsed"}
            )
    return len(found)
