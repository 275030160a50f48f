"""What runs by the clock: what is soon due, late or paused for long is said, again and to those above, until
it is done; a changed calendar is reckoned anew."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of, holders_of_any, holds
from waylight.accounts.roles import CASE_ROLES, MANAGING_ROLES, Actor, Role, system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.engine.clocks import due
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..codes import ANSWERED, LICENSING, Step, Whose
from ..models import Due, DueMove, Reminder
from ..roles import roles_of
from ..rooms import who_answers
from ..rules import clocks
from .dues import put, reckoned, rule_version

CLOCKS = system("due")


def watch_dues() -> int:
    """Say each due that it is time to say, to those it concerns; returns how many reminders were made.

    Each is a row that stands until it is seen, and an e-mail that names nobody. Run each minute.
    """
    require(CLOCKS, "due.watch")
    now, made = timezone.now(), 0
    for each in Due.objects.filter(stopped_at__isnull=True, remind_at__lte=now):
        step = _step(each, now)
        with transaction.atomic():
            fresh = _claimed(each, step, now)
            if fresh is not None:
                made += _say(fresh, step, now)
    return made


def _step(each: Due, now: datetime) -> Step:
    if each.paused:
        return Step.STILL
    return Step.LATE if each.remind == Step.SOON and each.due_at <= now else Step(each.remind)


def _claimed(each: Due, step: Step, now: datetime) -> Due | None:
    """The due, with what is said next set; None where another worker, or its end, was first."""
    at: datetime | None = each.due_at
    if step != Step.SOON:
        wait = clocks().reminding.paused if step == Step.STILL else clocks().reminding.again
        at = due(now, wait, guidance.hours(each.area_id))
    then = {Step.SOON: Step.LATE, Step.STILL: Step.STILL}.get(step, Step.AGAIN)
    mine = Due.objects.filter(
        pk=each.pk, remind_at=each.remind_at, stopped_at__isnull=True, paused=each.paused
    )
    if not mine.update(remind=then, remind_at=at):
        return None
    return Due.objects.select_related("child__worker", "child__manager", "owner").get(pk=each.pk)


def _say(fresh: Due, step: Step, now: datetime) -> int:
    to = {who.pk for who in owing(fresh)}
    if step != Step.SOON or not to:
        to |= {who.pk for who in above(fresh, step)}
    for who in sorted(to):
        Reminder.objects.create(due=fresh, step=step, to_id=who, at=now)
        announce("person.told", user=who, what=f"due-{step}")
    detail: Detail = {"due": str(fresh.pk), "kind": fresh.kind, "step": step.value, "told": len(to)}
    record(Verb.SYSTEM, "due.watch", by=CLOCKS, thing=("due", fresh.pk), detail=detail)
    return len(to)


def owing(each: Due) -> list[Person]:
    """Whoever owes it today: a record without a worker falls to its manager. Nobody where they have left, or
    hold no role any more that could do it."""
    if each.whose == Whose.AGENCY:
        there = holders_of(Role.AGENCY, each.area_id)
        if each.kind in ANSWERED:
            return list(there.filter(pk__in=who_answers(each.kind, each.about)))
        return list(there.filter(agency=each.agency))
    child = each.child
    whom = {
        Whose.OWNER: each.owner,
        Whose.WORKER: child and (child.worker or child.manager),
        Whose.MANAGER: child and child.manager,
    }[Whose(each.whose)]
    return [whom] if whom and holds(whom, roles_of(each.kind), each.area_id) else []


def above(each: Due, step: Step) -> Iterable[Person]:
    """Who hears of it when it is late, or when whoever owes it is gone: the record's manager; when nothing
    happened, or that manager is gone too, every team manager of the area; about a licence the other licensing
    officers; where there is none, and for a place, a person or a meeting, the coordinators, or else whoever
    manages there."""
    others = holders_of(Role.LICENSING, each.area_id).exclude(pk=each.owner_id or 0)
    if each.kind in LICENSING and others.exists():
        return others
    if each.child is None:
        coordinators = holders_of(Role.COORDINATOR, each.area_id)
        return coordinators if coordinators.exists() else holders_of_any(MANAGING_ROLES, each.area_id)
    if step != Step.AGAIN and holds(each.child.manager, CASE_ROLES, each.child.area_id):
        return [each.child.manager]
    return holders_of(Role.TEAM_MANAGER, each.area_id)


def see_reminders(shown: Iterable[Reminder], *, by: Actor) -> int:
    """The viewer has seen these, and what was said to them earlier of the same dues; returns how many
    reminders that were. What the page did not show stands until it does."""
    require(by, "due.view")
    which = Q(pk__in=())
    for each in shown:
        which |= Q(due=each.due_id, at__lte=each.at)
    with transaction.atomic():
        mine = Reminder.objects.filter(which, to_id=by.user_id, seen_at__isnull=True)
        seen = mine.update(seen_at=timezone.now())
        record(Verb.ALTERATION, "due.view", by=by, detail={"seen": seen})
    return seen


def recompute_dues() -> int:
    """Reckon running dues again where the area's calendar, or this room's rules, have changed; returns how
    many moved. Each keeps the limit it began with, and the time it had stays in its moves."""
    require(CLOCKS, "due.watch")
    running = Due.objects.filter(stopped_at__isnull=True, paused=False).exclude(limit="")
    moved = 0
    for area in running.order_by().values_list("area_id", flat=True).distinct():
        for each in running.filter(area_id=area).exclude(rule_version=rule_version(area)):
            with transaction.atomic():
                moved += _reckon(each)
    return moved


def _reckon(each: Due) -> bool:
    fresh = Due.objects.select_for_update(of=("self",)).get(pk=each.pk)
    if fresh.stopped_at is not None or fresh.paused:
        return False
    was = fresh.due_at
    put(fresh, reckoned(fresh), DueMove.Why.CALENDAR)
    if fresh.due_at == was:
        return False
    detail = {"due": str(fresh.pk), "kind": fresh.kind, "was": was.isoformat()}
    record(Verb.SYSTEM, "due.watch", by=CLOCKS, thing=("due", fresh.pk), detail=detail)
    announce("due.reckoned-again", due=str(fresh.pk))
    return True


__all__ = ["above", "owing", "recompute_dues", "see_reminders", "watch_dues"]
