"""The steps that most actions share: lock, check the base version, move by the table, write to the audit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id
from waylight.triage.machine import WrongMove

from ..errors import NotPossible, StaleEdit, Why
from ..machine import REPORT
from ..models import Disclosure, MetEdit, Report, Step


class _Stale(Exception):
    def __init__(self, current: int) -> None:
        self.current = current


@contextmanager
def changing(report: Report, action: str, *, by: Actor) -> Iterator[Report]:
    """One transaction around a change to a report: locked, and asked for. Yields it as it stands now."""
    require(by, action, report)
    with transaction.atomic():
        rows = Report.objects.select_for_update(of=("self",)).select_related("area", "written_by")
        fresh = rows.get(pk=report.pk)
        require(by, action, fresh)
        yield fresh


@contextmanager
def editing(report: Report, action: str, *, base: int, edit: dict[str, Any], by: Actor) -> Iterator[Report]:
    """As `changing`, for an edit made on a screen that showed version `base`.

    Raises StaleEdit when the report has changed since; the edit is kept whole in a transaction of its own.
    """
    try:
        with changing(report, action, by=by) as fresh:
            if fresh.version != base:
                raise _Stale(fresh.version)
            yield fresh
            fresh.version += 1
            fresh.save(update_fields=["version"])
    except _Stale as stale:
        raise StaleEdit(_keep(report, action, base, stale.current, edit, by)) from None


def _keep(report: Report, action: str, base: int, current: int, edit: dict[str, Any], by: Actor) -> MetEdit:
    with transaction.atomic():
        met = MetEdit.objects.create(
            report=report,
            action=action,
            edit=json.dumps(edit, ensure_ascii=False, default=str),
            base_version=base,
            current_version=current,
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(report, action, by=by, detail={"met": str(met.pk), "base": base, "current": current})
    return met


def move(report: Report, target: str, action: str, *, by: Actor, note: str = "") -> Step:
    """Raises WrongMove where the table has no such move. The step keeps who and why."""
    source = report.state
    if not REPORT.allows(source, target, action):
        raise WrongMove(REPORT, source, action)
    report.state = target
    report.version += 1
    report.save()
    step = Step(report=report, action=action, source=source, target=target, by_id=person_id(by))
    step.note, step.at = note.strip(), timezone.now()
    step.save(force_insert=True)
    audit(report, action, by=by, detail={"from": source, "to": target})
    return step


def in_state(report: Report, *allowed: str) -> None:
    """Raises NotPossible unless the report is in one of these states."""
    if report.state not in allowed:
        raise NotPossible(Why.NOT_NOW)


def said(words: str, why: Why = Why.REASON) -> str:
    """The words without the space around them. Raises NotPossible when nothing is left."""
    if not words.strip():
        raise NotPossible(why)
    return words.strip()


def audit(
    report: Report, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION, detail: Detail | None = None
) -> None:
    """One audit event about this report, in the caller's transaction."""
    record(verb, action, by=by, thing=("report", report.pk), detail=detail)


@contextmanager
def changing_disclosure(disclosure: Disclosure, action: str, *, by: Actor) -> Iterator[Disclosure]:
    """As `changing`, for a disclosure: its report is locked before it."""
    require(by, action, disclosure)
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=disclosure.report_id)
        fresh = Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
        fresh.report = report
        require(by, action, fresh)
        yield fresh
