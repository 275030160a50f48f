"""The steps that most actions share: lock, ask, check the base version, write a line, write to the audit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import CASE_ROLES, Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id, said
from waylight.triage.machine import WrongMove

from ..codes import LineKind
from ..errors import NotPossible, StaleEdit, Why
from ..machine import RECORD
from ..models import Child, EditConflict, Line

__all__ = [
    "UNBORN",
    "audit",
    "change",
    "changing",
    "line",
    "move",
    "not_to_come",
    "person_id",
    "said",
    "still_open",
    "worker_here",
]


UNBORN = timedelta(days=300)
"""A child that is expected has a day of birth that is not further ahead."""


class _Stale(Exception):
    def __init__(self, current: int) -> None:
        self.current = current


@contextmanager
def changing(child: Child, action: str, *, by: Actor) -> Iterator[Child]:
    """One transaction around a change to a record: locked, and asked for. Yields it as it stands now."""
    require(by, action, child)
    with transaction.atomic():
        fresh = Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
        require(by, action, fresh)
        yield fresh


def still_open(child: Child) -> Child:
    """Nobody works daily with a closed record: what has still to come begins in an open one.

    Raises NotPossible.
    """
    if child.state == "closed":
        raise NotPossible(Why.RECORD_CLOSED)
    return child


@contextmanager
def change(
    child: Child, action: str, *, base: int, current: Any, what: str, edit: dict[str, Any], by: Actor
) -> Iterator[Child]:
    """As `changing`, for an edit made on a screen that showed version `base`; `current(child)` tells the
    version that stands. Raises StaleEdit; the edit is kept whole in a transaction of its own."""
    try:
        with changing(child, action, by=by) as fresh:
            if (now := current(fresh)) != base:
                raise _Stale(now)
            yield fresh
    except _Stale as stale:
        raise StaleEdit(_keep(child, action, what, base, stale.current, edit, by)) from None


def _keep(
    child: Child, action: str, what: str, base: int, current: int, edit: dict[str, Any], by: Actor
) -> EditConflict:
    with transaction.atomic():
        conflict = EditConflict.objects.create(
            child=child,
            what=what,
            edit=json.dumps(edit, ensure_ascii=False, default=str),
            base_version=base,
            current_version=current,
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(child, action, by=by, detail={"conflict": str(conflict.pk), "base": base, "current": current})
    return conflict


def not_to_come(on: date | None, *, ahead: timedelta = timedelta()) -> None:
    """What is said to have happened has its day behind it, or so far ahead as can be expected.

    Raises NotPossible.
    """
    if on is not None and on > timezone.localdate() + ahead:
        raise NotPossible(Why.NOT_YET)


def move(child: Child, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not RECORD.allows(child.state, target, action):
        raise WrongMove(RECORD, child.state, action)
    child.state = target


def line(child: Child, kind: LineKind, text: str, source: str, *, by: int, on: date | None = None) -> Line:
    """One line of the chronology, in the caller's transaction."""
    now = timezone.now()
    return Line.objects.create(
        child=child,
        kind=kind,
        happened_on=on or timezone.localdate(now),
        text=text,
        source=source,
        by_id=by,
        at=now,
    )


def worker_here(person: Person, child: Child) -> Person:
    """Raises NotPossible for somebody who holds no role that works with children in the record's area."""
    if not any(holders_of(role, child.area_id).filter(pk=person.pk).exists() for role in CASE_ROLES):
        raise NotPossible(Why.NOT_A_WORKER)
    return person


def audit(
    child: Child, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION, detail: Detail | None = None
) -> None:
    """One audit event about this record, in the caller's transaction."""
    record(verb, action, by=by, thing=("child", child.pk), detail=detail)
