"""What happens when something that a report rests on comes apart: the report says so, is told to nobody else
until a person has looked, and everybody who was told is owed word of it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.intelligence.models import Decision
from waylight.triage.actions.steps import person_id
from waylight.triage.machine import WrongMove

from ..errors import NotPossible, Why
from ..machine import REVIEW, TELL, TELLING, WATCH
from ..models import Report, RestsOn, Undone, WordOwed
from ..resting import apart, still
from .steps import audit, changing, said

WORKER = system("reports")


def note_decision(decision_id: UUID | str) -> list[Undone]:
    """A person decided about two observations. Returns what came apart by it; none when it is known."""
    require(WORKER, WATCH)
    decision = Decision.objects.get(pk=decision_id)
    return _note(Q(observations__in=(decision.one_id, decision.other_id)))


def note_account(account_id: UUID | str) -> list[Undone]:
    """An account was made anew, as after a correction. Returns what came apart by it."""
    require(WORKER, WATCH)
    return _note(Q(observations__account_id=account_id))


def _note(touched: Q) -> list[Undone]:
    reports = RestsOn.objects.filter(touched).order_by("report_id").values_list("report_id", flat=True)
    return [made for pk in reports.distinct() if (made := _mark(pk)) is not None]


def _mark(report_id: UUID) -> Undone | None:
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
        cause = apart(report)
        if cause is None or report.state == "disposed" or report.undone.filter(cause=cause).exists():
            return None
        undone = Undone.objects.create(report=report, cause=cause, at=timezone.now())
        owed = [
            WordOwed.objects.create(report=report, undone=undone, disclosure=each)
            for each in report.disclosures.all()
        ]
        audit(report, WATCH, by=WORKER, detail={"cause": str(cause), "owed": len(owed)})
    return undone


def settle(undone: Undone, note: str, *, by: Actor) -> Undone:
    """Somebody has looked: what the report says still holds, or what it now rests on. Raises NotPossible."""
    with changing(undone.report, REVIEW, by=by) as fresh:
        row = fresh.undone.select_for_update().get(pk=undone.pk)
        if row.settled_at is not None:
            raise NotPossible(Why.SETTLED)
        row.settled_note, row.settled_by_id = said(note), person_id(by)
        row.settled_at = timezone.now()
        row.save()
        for rests in fresh.rests.filter(entity__isnull=False):
            still(rests)
        audit(fresh, REVIEW, by=by, detail={"undone": str(row.pk), "settled": True})
    return row


def told_again(owed: WordOwed, how: str, *, by: Actor) -> WordOwed:
    """Somebody who was told has heard that it came apart: how, by whom, when.

    Raises NotPossible, WrongMove.
    """
    with changing(owed.report, TELL, by=by) as fresh:
        row = fresh.owed.select_for_update().get(pk=owed.pk)
        if not TELLING.allows(row.state, "told", TELL):
            raise WrongMove(TELLING, row.state, TELL)
        row.how, row.state = said(how), "told"
        row.told_by_id, row.told_at = person_id(by), timezone.now()
        row.save()
        audit(fresh, TELL, by=by, detail={"disclosure": str(row.disclosure_id), "owed": str(row.pk)})
    return row
