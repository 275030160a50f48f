"""A report that stands in another's place: the other is told to nobody else, and who was told of it hears."""

from uuid import UUID

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.triage.actions.steps import person_id

from ..errors import NotPossible, Why
from ..machine import READABLE, REVIEW
from ..models import Report, Undone, WordOwed
from .steps import audit, changing, in_state, said


def supersede(report: Report, newer: UUID, reason: str, *, by: Actor) -> Undone:
    """`newer` replaces it, by id. Nothing of either changes its words; everybody who was told is owed word.

    Raises NotPossible without a reason, when it was replaced already, and for what cannot stand in its place.
    """
    with changing(report, REVIEW, by=by) as fresh:
        in_state(fresh, *READABLE)
        if fresh.superseded_by_id is not None:
            raise NotPossible(Why.SUPERSEDED)
        instead = _instead(fresh, newer)
        now = timezone.now()
        undone = Undone(report=fresh, cause=instead.pk, superseded=True, at=now, settled_at=now)
        undone.settled_note, undone.settled_by_id = said(reason), person_id(by)
        undone.save(force_insert=True)
        told = list(fresh.disclosures.all())
        for each in told:
            WordOwed.objects.create(report=fresh, undone=undone, disclosure=each)
        fresh.superseded_by = instead
        fresh.version += 1
        fresh.save()
        audit(fresh, REVIEW, by=by, detail={"superseded-by": str(instead.pk), "owed": len(told)})
    return undone


def _instead(report: Report, newer: UUID) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    found = rows.filter(area_id=report.area_id, state__in=READABLE, superseded_by__isnull=True)
    instead = found.exclude(pk=report.pk).filter(pk=newer).first()
    if instead is None:
        raise NotPossible(Why.NOT_INSTEAD)
    return instead
