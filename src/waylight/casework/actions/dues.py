"""Starting, stopping, pausing what is due, each reckoned by `engine.clocks` from the room's dated rules.

A due is never rewritten but for its time after a pause. While it is paused it has no time; what was left of
it is left when it runs again.
"""

from datetime import datetime, time
from typing import cast
from uuid import UUID

from django.utils import timezone

from waylight.accounts.policy import Actor
from waylight.engine.clocks import Limit, due
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..codes import DueKind, LineKind
from ..details import Details, support_from
from ..errors import NotPossible, Why
from ..models import Child, Due, DuePause
from ..rules import clocks
from .steps import audit, changing, line, person_id, said

NEVER_PAUSED = (DueKind.STRATEGY, DueKind.GLASS)


def start(
    child: Child, kind: DueKind, *, about: UUID | None = None, because: str = "", at: datetime | None = None
) -> Due:
    """The running due of this kind about this thing: the one that runs already, or a new one from `at`."""
    about = about or child.pk
    running = Due.objects.filter(kind=kind, about=about, stopped_at__isnull=True).first()
    rule = clocks().rules[kind]
    return running or _write(child, kind, about, because, cast(Limit, rule.limit), at or timezone.now())


def bring_forward(child: Child, because: str) -> Due:
    """Something happened after which the assessment is looked at anew: sooner than planned, never later."""
    now, limit = timezone.now(), cast(Limit, clocks().rules[DueKind.FIRST].limit)
    running = Due.objects.filter(
        kind__in=(DueKind.FIRST, DueKind.REVIEW), about=child.pk, stopped_at__isnull=True
    ).first()
    soon = due(now, limit, guidance.hours(child.area_id))
    if running is not None and (running.kind == DueKind.FIRST or running.due_at <= soon):
        return running
    if running is not None:
        stop(child, DueKind.REVIEW, because=Due.Stopped.BROUGHT_FORWARD)
    return _write(child, DueKind.REVIEW, child.pk, because, limit, now)


def _write(child: Child, kind: DueKind, about: UUID, because: str, limit: Limit, at: datetime) -> Due:
    return Due.objects.create(
        child=child,
        kind=kind,
        whose=clocks().rules[kind].whose,
        about=about,
        because=because,
        limit=str(limit),
        rule_version=clocks().version,
        started_at=at,
        due_at=due(at, limit, guidance.hours(child.area_id)),
    )


def watch_18(child: Child) -> None:
    """Being a child ends on a day, being harmed does not: support past it is planned half a year before."""
    born = Details.read(child.details).birthday
    stop(child, DueKind.EIGHTEEN, because=Due.Stopped.NO_LONGER)
    if born is None:
        return
    at = timezone.make_aware(datetime.combine(support_from(born), time(9)))
    Due.objects.create(
        child=child,
        kind=DueKind.EIGHTEEN,
        whose=clocks().rules[DueKind.EIGHTEEN].whose,
        about=child.pk,
        rule_version=clocks().version,
        started_at=timezone.now(),
        due_at=at,
    )


def stop(child: Child, kind: DueKind, *, about: UUID | None = None, because: str = Due.Stopped.DONE) -> int:
    """Stop what runs of this kind; returns how many."""
    now = timezone.now()
    running = Due.objects.filter(child=child, kind=kind, about=about or child.pk, stopped_at__isnull=True)
    DuePause.objects.filter(due__in=running, until__isnull=True).update(until=now)
    return running.update(stopped_at=now, stopped_because=because, paused=False)


def pause(what: Due, reason: str, *, by: Actor) -> Due:
    """Let a due stand still, with a reason that everybody on the record sees. Raises NotPossible, Missing."""
    said(reason=reason)
    with changing(what.child, "child.write", by=by) as child:
        fresh = _running(what)
        if fresh.kind in NEVER_PAUSED or not fresh.limit:
            raise NotPossible(Why.CANNOT_PAUSE)
        if fresh.paused:
            raise NotPossible(Why.PAUSED_ALREADY)
        now = timezone.now()
        DuePause.objects.create(due=fresh, child=child, since=now, reason=reason, by_id=person_id(by))
        fresh.paused = True
        fresh.save(update_fields=["paused"])
        line(child, LineKind.HANDLING, f"Paused: {fresh.get_kind_display()}. {reason}", "", by=person_id(by))
        audit(child, "child.write", by=by, detail={"due": str(fresh.pk), "paused": True})
        announce("due.paused", due=str(fresh.pk))
    return fresh


def resume(what: Due, *, by: Actor) -> Due:
    """Let it run again: what was left of it is left. Raises NotPossible."""
    with changing(what.child, "child.write", by=by) as child:
        fresh = _running(what)
        if not fresh.paused:
            raise NotPossible(Why.NOT_PAUSED)
        fresh.pauses.filter(until__isnull=True).update(until=timezone.now())
        pauses = list(fresh.pauses.values_list("since", "until"))
        limit = Limit.parse(fresh.limit)
        again = due(fresh.started_at, limit, guidance.hours(child.area_id), pauses)
        fresh.due_at, fresh.paused = cast(datetime, again), False  # no pause is open
        fresh.save(update_fields=["due_at", "paused"])
        audit(child, "child.write", by=by, detail={"due": str(fresh.pk), "paused": False})
        announce("due.resumed", due=str(fresh.pk))
    return fresh


def _running(what: Due) -> Due:
    fresh = Due.objects.select_for_update(of=("self",)).get(pk=what.pk)
    if fresh.stopped_at is not None:
        raise NotPossible(Why.NOT_DUE)
    return fresh


def settle_due(what: Due, words: str, *, by: Actor) -> Due:
    """Say what became of a prompted strategy discussion, or of planning past 18: one line, and it is done.

    Raises NotPossible for a due that ends by an act of its own, Missing.
    """
    said(words=words)
    with changing(what.child, "child.write", by=by) as child:
        fresh = _running(what)
        if fresh.kind not in (DueKind.STRATEGY, DueKind.EIGHTEEN):
            raise NotPossible(Why.STILL_DUE)
        stop(child, DueKind(fresh.kind), about=fresh.about)
        line(child, LineKind.MEETING, f"{fresh.get_kind_display()}. {words}", "", by=person_id(by))
        audit(child, "child.write", by=by, detail={"due": str(fresh.pk), "kind": fresh.kind})
        announce("due.done", due=str(fresh.pk), kind=fresh.kind)
    return fresh
