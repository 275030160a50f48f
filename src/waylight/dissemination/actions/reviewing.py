"""What becomes of a report in the end: reviewed, kept until a day, or disposed of; and edits that met."""

from datetime import date

from django.db.models import Model
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.engine.clocks import months_after
from waylight.keys.fields import SealedTextField
from waylight.triage.actions.steps import person_id
from waylight.triage.drafts import forget

from ..codes import YEARS_OF, Retention
from ..errors import NotPossible, Why
from ..machine import DISPOSE, REVIEW, WRITE
from ..models import MetEdit, Report
from .steps import audit, changing, move, said

TO_WHOM = ("organisation", "addressee", "received_by")


def review(report: Report, reason: str, *, by: Actor) -> Report:
    """Look whether it is still needed and right. Raises NotPossible without words, WrongMove."""
    with changing(report, REVIEW, by=by) as fresh:
        move(fresh, "reviewed", REVIEW, by=by, note=said(reason))
    return fresh


def retain(report: Report, *, retention: str, until: date, reason: str, by: Actor) -> Report:
    """Keep it, in a class, until the day of its next review. Raises NotPossible, WrongMove."""
    with changing(report, REVIEW, by=by) as fresh:
        _keep(fresh, retention, until)
        move(fresh, "retained", REVIEW, by=by, note=said(reason))
    return fresh


def classify(report: Report, *, retention: str, until: date, reason: str, by: Actor) -> Report:
    """Say why it is kept and when somebody looks again, in any state but the last. Raises NotPossible."""
    with changing(report, REVIEW, by=by) as fresh:
        if fresh.state == "disposed":
            raise NotPossible(Why.NOT_NOW)
        _keep(fresh, retention, until)
        said(reason)
        fresh.save()
        audit(fresh, REVIEW, by=by, detail={"retention": retention, "until": until.isoformat()})
    return fresh


def _keep(report: Report, retention: str, until: date) -> None:
    today = timezone.localdate()
    if until <= today:
        raise NotPossible(Why.DATES)
    if until > months_after(today, 12 * YEARS_OF[Retention(retention)]):
        raise NotPossible(Why.TOO_LATE)
    report.retention, report.review_due = retention, until


def hold(report: Report, reason: str, *, by: Actor) -> Report:
    """Nothing of it may be disposed of. Raises NotPossible without a reason."""
    with changing(report, REVIEW, by=by) as fresh:
        fresh.held = said(reason)
        fresh.save()
        audit(fresh, REVIEW, by=by, detail={"held": True})
    return fresh


def lift_hold(report: Report, reason: str, *, by: Actor) -> Report:
    """Raises NotPossible without a reason, or when nothing holds it."""
    with changing(report, REVIEW, by=by) as fresh:
        if not fresh.held:
            raise NotPossible(Why.SETTLED)
        said(reason)
        fresh.held = ""
        fresh.save()
        audit(fresh, REVIEW, by=by, detail={"held": False})
    return fresh


def dispose(report: Report, reason: str, *, by: Actor) -> Report:
    """Take out every word that was written of it: its own, of its steps, of what was told and answered.

    States, dates, who did what and to whom it was told stay, and why it was disposed of.

    Raises NotPossible while it is held, while somebody is owed word, and for whoever reviewed it; WrongMove.
    """
    with changing(report, DISPOSE, by=by) as fresh:
        _may_go(fresh, by)
        for rows in (
            fresh.items,
            fresh.rests,
            fresh.met,
            fresh.steps,
            fresh.disclosures,
            fresh.undone,
            fresh.owed,
        ):
            for row in rows.all():
                _empty(row)
                row.save()
        _empty(fresh)
        fresh.event_from = fresh.event_to = None
        move(fresh, "disposed", DISPOSE, by=by, note=said(reason))
        forget(fresh.pk)
        audit(fresh, DISPOSE, by=by, verb=Verb.ERASURE, detail={"items": fresh.items.count()})
    return fresh


def _empty(row: Model) -> None:
    """Every sealed word of a row, but to whom it went. Save after."""
    for field in row._meta.get_fields():
        if isinstance(field, SealedTextField) and field.name not in TO_WHOM:
            setattr(row, field.name, "")


def _may_go(report: Report, by: Actor) -> None:
    if report.held:
        raise NotPossible(Why.HELD)
    if report.owed.filter(state="owed").exists():
        raise NotPossible(Why.OWED)
    reviewed = report.steps.filter(target="reviewed").order_by("at").last()
    if reviewed is not None and reviewed.by_id == by.user_id:
        raise NotPossible(Why.SAME_PERSON)


def settle_met(met: MetEdit, *, by: Actor) -> MetEdit:
    """Say that an edit that came too late is dealt with. Raises NotPossible when it is already."""
    with changing(met.report, WRITE, by=by) as fresh:
        met = fresh.met.select_for_update().get(pk=met.pk)
        if met.settled_at is not None:
            raise NotPossible(Why.SETTLED)
        met.settled_by_id, met.settled_at = person_id(by), timezone.now()
        met.save()
        audit(fresh, WRITE, by=by, detail={"met": str(met.pk), "settled": True})
    return met
