"""Reminders that wait, looked at anew: of one due date only the last goes, and while an exemption runs none;
what is held back says why."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from waylight.work.actions import announce

from ..cases import exempt_on, in_parts
from ..models import DueDate, Reminder

State = Reminder.State


def mind(area_slug: str, on: date) -> None:
    """What waits is looked at anew: only the last of one due date, and nothing for who is exempt."""
    overtake(area_slug, on=on)
    mind_exemptions(area_slug, on=on)


def overtake(area_slug: str, *, on: date) -> int:
    """Of several reminders of one due date that wait, by mail or by letter, only the last goes: a later one
    overtakes what is still there of an earlier step. Returns how many were overtaken."""
    later = Reminder.objects.filter(
        learner=OuterRef("learner"),
        course_id=OuterRef("course_id"),
        due_on=OuterRef("due_on"),
        days_before__lt=OuterRef("days_before"),
    )
    waiting = Reminder.objects.filter(area_id=area_slug, state=State.DUE)
    ids = list(waiting.filter(Exists(later)).values_list("pk", flat=True))
    return waiting.filter(pk__in=ids).update(state=State.OVERTAKEN, settled_on=on)


@transaction.atomic(savepoint=False)
def mind_exemptions(area_slug: str, *, on: date, learner: UUID | None = None) -> int:
    """Hold back what waits for people who are exempt from its course on a day, and bring out again what was
    held for an exemption that is over. Returns by how many more wait now; fewer is less than 0.

    Of what was held, the last reminder of a due date that still stands waits again; earlier ones are
    overtaken by it, and those of a due date that is no more are not needed. `learner`: only this person's.
    """
    own = Q(area_id=area_slug) if learner is None else Q(area_id=area_slug, learner=learner)
    exempt = Exists(exempt_on(on))
    over = list(Reminder.objects.filter(own, ~exempt, state=State.EXEMPT).values_list("pk", flat=True))
    held = Reminder.objects.filter(own, exempt, state=State.DUE).update(state=State.EXEMPT, settled_on=on)
    waiting = sum(_brought_out(some, on) for some in in_parts(over) if some)
    if waiting:
        announce("training.reminders-due", area=area_slug)
    return waiting - held


def _brought_out(over: list[UUID], on: date) -> int:
    """Returns how many wait again."""
    stands = DueDate.objects.filter(
        learner=OuterRef("learner"),
        course_id=OuterRef("course_id"),
        on=OuterRef("due_on"),
        ended_on__isnull=True,
    )
    later = Reminder.objects.filter(
        learner=OuterRef("learner"),
        course_id=OuterRef("course_id"),
        due_on=OuterRef("due_on"),
        days_before__lt=OuterRef("days_before"),
    )
    _move(over, ~Exists(stands), State.NOT_NEEDED, on)
    _move(over, Exists(later), State.OVERTAKEN, on)
    return _move(over, Q(), State.DUE, None)


def _move(over: list[UUID], which: Combinable | Q, target: str, settled_on: date | None) -> int:
    """Of those still held: whether a later one is there is asked before any of them moves."""
    held = Reminder.objects.filter(which, pk__in=over, state=State.EXEMPT)
    ids = list(held.values_list("pk", flat=True))
    return Reminder.objects.filter(pk__in=ids).update(state=target, settled_on=settled_on)
