"""The quality check, and the grading of each item by a person who is trained to do it."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.triage.actions.steps import person_id

from ..codes import Assessment, Handling
from ..errors import NotPossible, Why
from ..grading import suggest
from ..machine import CHECK, GRADE
from ..models import Item, Report
from ..training import trained
from .steps import audit, changing, editing, in_state, move, said


def begin_check(report: Report, *, by: Actor) -> Report:
    """Take a submitted report into the quality check. Raises WrongMove."""
    with changing(report, CHECK, by=by) as fresh:
        move(fresh, "checking", CHECK, by=by)
    return fresh


def return_to_writer(report: Report, reason: str, *, by: Actor) -> Report:
    """Back to whoever wrote it. Raises NotPossible without a reason, WrongMove."""
    with changing(report, CHECK, by=by) as fresh:
        move(fresh, "returned", CHECK, by=by, note=said(reason))
    return fresh


def open_again(report: Report, reason: str, *, by: Actor) -> Report:
    """Back to checking from graded, sanitised or researched; grades and words stand until they are changed.

    Raises NotPossible without a reason, WrongMove.
    """
    with changing(report, CHECK, by=by) as fresh:
        in_state(fresh, "graded", "sanitised", "researched")
        move(fresh, "checking", CHECK, by=by, note=said(reason))
    return fresh


def grade(
    item: Item, *, source_evaluation: str, assessment: str, corroboration: str, base: int, by: Actor
) -> Item:
    """Grade one item. Raises NotPossible for whoever is not trained now, and for B without what
    corroborates it; StaleEdit."""
    edit = {"grade": source_evaluation + assessment, "corroboration": corroboration}
    with editing(item.report, GRADE, base=base, edit=edit, by=by) as fresh:
        in_state(fresh, "checking")
        _need_training(fresh, by)
        if assessment == Assessment.CORROBORATED:
            said(corroboration, Why.CORROBORATION)
        item = fresh.items.get(pk=item.pk)
        item.source_evaluation, item.assessment = source_evaluation, assessment
        item.corroboration = corroboration.strip()
        item.graded_by_id, item.graded_at = person_id(by), timezone.now()
        item.save()
        suggested = suggest(item.provenance, item.named).grade
        detail: dict = {"item": item.seq, "grade": item.grade, "suggested": suggested}
        audit(fresh, GRADE, by=by, detail=detail)
    return item


def finish_grading(
    report: Report, *, handling: str, conditions: str, action_code: str, sanitisation_code: str, by: Actor
) -> Report:
    """Say how the whole may be handled. Raises NotPossible while an item is ungraded, for handling C without
    its conditions and codes, and for whoever is not trained; WrongMove."""
    with changing(report, GRADE, by=by) as fresh:
        _need_training(fresh, by)
        items = list(fresh.items.all())
        if not items or any(not item.grade for item in items):
            raise NotPossible(Why.UNGRADED)
        with_conditions = handling == Handling.CONDITIONS
        if with_conditions and not (conditions.strip() and action_code and sanitisation_code):
            raise NotPossible(Why.CODES)
        fresh.handling = handling
        fresh.conditions = conditions.strip() if with_conditions else ""
        fresh.action_code = action_code if with_conditions else ""
        fresh.sanitisation_code = sanitisation_code if with_conditions else ""
        fresh.unit_only = any(item.for_unit_only for item in items)
        move(fresh, "graded", GRADE, by=by)
    return fresh


def _need_training(report: Report, by: Actor) -> None:
    if not trained(by, report.area_id):
        raise NotPossible(Why.NOT_TRAINED)
