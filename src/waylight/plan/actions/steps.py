"""The steps that most actions of this room share: whose act it is, the table's move, an action's history and
what is due for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import can, require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import OWING_ROLES, Actor
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.steps import person_id
from waylight.casework.codes import DueKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import Machine, WrongMove

from ..codes import StepKind
from ..errors import NotPossible, Why
from ..machine import DO, FOLLOW_UP, WATCH, WRITE
from ..models import ActionStep, PlanAction

ACTION_DUES = (DueKind.ACTION, DueKind.CHASE, DueKind.ACTION_AGREE, DueKind.ESCALATED)


def move(machine: Machine, state: str, target: str, action: str) -> str:
    """The state after it. Raises WrongMove where the table has no such move."""
    if not machine.allows(state, target, action):
        raise WrongMove(machine, state, action)
    return target


@contextmanager
def doing(action: PlanAction, *, by: Actor) -> Iterator[tuple[PlanAction, str]]:
    """One transaction around an act of whoever owns it, or of somebody who works with the child. Yields it as
    it stands now, and the policy's action under which it is done."""
    asked = WRITE if can(by, WRITE, action) else DO
    require(by, asked, action)
    with transaction.atomic():
        Child.objects.select_for_update(of=("self",)).get(pk=action.child_id)
        fresh = find(action)
        require(by, asked, fresh)
        yield fresh, asked


def find(action: PlanAction) -> PlanAction:
    """As it stands now, locked."""
    rows = PlanAction.objects.select_for_update(of=("self",)).select_related("child", "part__plan", "owner")
    return rows.get(pk=action.pk)


def step(action: PlanAction, kind: StepKind, words: str, *, by: Actor | None) -> ActionStep:
    return ActionStep.objects.create(
        child_id=action.child_id,
        action=action,
        kind=kind,
        words=words,
        by_id=person_id(by) if by else None,
        at=timezone.now(),
    )


def end_of(day: date) -> datetime:
    """The moment in which a day is over, by the clock on the wall."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def owe(action: PlanAction) -> Due:
    """It is due to its owner; for an owner without an account the child's worker asks."""
    until = end_of(action.due_on)
    if action.owner is None:
        return dues.start(action.child, DueKind.CHASE, about=action.pk, owed=Owed(until=until))
    return dues.start(
        action.child, DueKind.ACTION, about=action.pk, owed=Owed(owner=action.owner, until=until)
    )


def is_chased(action: PlanAction) -> bool:
    """Whether somebody is to ask its owner how it stands."""
    return Due.objects.filter(kind=DueKind.CHASE, about=action.pk, stopped_at__isnull=True).exists()


def owe_no_longer(action: PlanAction, because: str = Due.Stopped.DONE) -> None:
    for kind in ACTION_DUES:
        dues.stop(action.child, kind, about=action.pk, because=because)


def has_come(on: date) -> None:
    """What is said to have happened did not happen on a day to come. Raises NotPossible."""
    if on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)


def is_to_come(on: date) -> None:
    """What falls due cannot fall due in the past. Raises NotPossible."""
    if on < timezone.localdate():
        raise NotPossible(Why.PASSED)


def owner_here(person: Person, area: str) -> Person:
    """Raises NotPossible for somebody to whom nothing can be due in this area."""
    if not any(holders_of(role, area).filter(pk=person.pk).exists() for role in OWING_ROLES):
        raise NotPossible(Why.OWNER_ELSEWHERE)
    return person


def holds_no_longer(child: Child, at: datetime) -> int:
    """The end of support that was written until then holds no longer: nobody asks how it went. Returns how
    many follow-ups that ends."""
    planned = list(child.follow_ups.filter(state="planned", ending__at__lte=at))
    for each in planned:
        each.state = move(FOLLOW_UP, each.state, "no-longer", WATCH)
        each.save(update_fields=["state"])
        dues.stop(child, DueKind.FOLLOW_UP, about=each.pk, because=Due.Stopped.NO_LONGER)
    child.exits.filter(reopened_at__isnull=True, at__lte=at).update(reopened_at=timezone.now())
    return len(planned)
