"""Starting, stopping, pausing what is due, each reckoned by `engine.clocks` from the room's dated rules.

A due is never rewritten but for its time after a pause. While it is paused it has no time; what was left of
it is left when it runs again.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import cast
from uuid import UUID

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.engine.clocks import Limit, due
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..codes import AgeBand, DueKind, LineKind, Step, Whose
from ..details import Details, support_from
from ..errors import NotPossible, Why
from ..models import Child, Due, DueMove, DuePause
from ..rooms import MOVED, hours_of
from ..rules import clocks
from .steps import audit, changing, line, person_id, said

NO_BIRTHDAY = Limit.parse("20 working days")
"""Until support past 18 is planned, where an age of 16 or 17 is all there is. Ours; to be set locally."""


@dataclass(frozen=True)
class Owed:
    """By whom, where the rule does not say the record's worker or manager: a person, or a whole agency.
    `area` where there is no child, or where an area that a record has left still owes it; `until` where the
    rule has no limit of its own."""

    owner: Person | None = None
    agency: str = ""
    area: str = ""
    until: datetime | None = None


def start(
    child: Child | None,
    kind: DueKind,
    *,
    about: UUID | None = None,
    because: str = "",
    at: datetime | None = None,
    limit: Limit | None = None,
    owed: Owed | None = None,
) -> Due:
    """The running due of this kind about this thing: the one that runs already, or a new one from `at`.

    `limit` stands in place of the rule's own, for a kind whose time depends on what it is about.
    Raises LookupError where neither the rule nor `owed` sets a time, or nothing says what it is about.
    """
    about = about or (child.pk if child else None)
    if about is None:
        raise LookupError("a due is about something")
    running = Due.objects.filter(kind=kind, about=about, stopped_at__isnull=True).first()
    limit = limit or clocks().rules[kind].limit
    return running or _write(child, kind, about, because, limit, at or timezone.now(), owed or Owed())


def bring_forward(child: Child, because: str) -> Due:
    """Something happened after which the assessment is looked at anew: sooner than planned, never later. A
    review that stands still has no time: another runs in its place; a first assessment runs again."""
    now, limit = timezone.now(), cast(Limit, clocks().rules[DueKind.FIRST].limit)
    running = Due.objects.filter(
        kind__in=(DueKind.FIRST, DueKind.REVIEW), about=child.pk, stopped_at__isnull=True
    ).first()
    soon = due(now, limit, guidance.hours(child.area_id))
    if running is not None and (
        running.kind == DueKind.FIRST or (not running.paused and running.due_at <= soon)
    ):
        return _run_again(running) if running.paused else running
    if running is not None:
        stop(child, DueKind.REVIEW, because=Due.Stopped.BROUGHT_FORWARD)
    return _write(child, DueKind.REVIEW, child.pk, because, limit, now, Owed())


def _write(
    child: Child | None,
    kind: DueKind,
    about: UUID,
    because: str,
    limit: Limit | None,
    at: datetime,
    owed: Owed,
) -> Due:
    area = owed.area or (child.area_id if child else "")
    until = owed.until or (due(at, limit, hours_of(kind, area)) if limit else None)
    if until is None:
        raise LookupError(f"{kind} has no limit of its own")
    fresh = Due(
        area_id=area,
        child=child,
        kind=kind,
        whose=Whose.OWNER if owed.owner else Whose.AGENCY if owed.agency else clocks().rules[kind].whose,
        owner=owed.owner,
        agency=owed.agency,
        about=about,
        because=because,
        limit="" if owed.until else str(limit),
        rule_version=rule_version(area),
        started_at=at,
        due_at=until,
    )
    remind_from(fresh)
    fresh.save()
    return fresh


def rule_version(area: str) -> str:
    """Which rules reckoned a due: this room's, and the area's calendar."""
    return f"{clocks().version}/{guidance.pack(area).version}"


def remind_from(fresh: Due) -> None:
    """Set when a due is first spoken of: some time before, or at its end if that has passed. Save after."""
    rule, now = clocks().reminding, timezone.now()
    before = min((fresh.due_at - fresh.started_at) * rule.soon, rule.at_most)
    soon = fresh.due_at - before
    fresh.remind = Step.SOON if soon > now else Step.LATE
    fresh.remind_at = soon if soon > now else fresh.due_at


def reckoned(fresh: Due) -> datetime:
    """When a due with a limit is due by the calendar of today, its ended pauses left out."""
    pauses = list(fresh.pauses.filter(until__isnull=False).values_list("since", "until"))
    hours = hours_of(fresh.kind, fresh.area_id)
    again = due(fresh.started_at, Limit.parse(fresh.limit), hours, pauses)
    return cast(datetime, again)  # no pause is open


def put(fresh: Due, at: datetime, why: DueMove.Why) -> None:
    """Give a due another time, and keep which it had."""
    version, moved = rule_version(fresh.area_id), at != fresh.due_at
    if moved:
        DueMove.objects.create(
            due=fresh, why=why, was=fresh.due_at, became=at, rule_version=version, at=timezone.now()
        )
        fresh.due_at = at
    fresh.rule_version = version
    if moved or why == DueMove.Why.PAUSE:
        remind_from(fresh)
    fresh.save(update_fields=["due_at", "paused", "rule_version", "remind", "remind_at"])
    if moved and fresh.kind in MOVED:
        MOVED[fresh.kind](fresh.about, at)


def watch_18(child: Child, *, again: bool = False) -> None:
    """Being a child ends on a day, being harmed does not: support past it is planned half a year before, or
    soon where nobody knows more than that the child is 16 or 17.

    `again`: it was planned, and is to be planned anew."""
    details = Details.read(child.details)
    born = details.birthday
    if born is None:
        if details.age_band != AgeBand.UNDER_18:
            stop(child, DueKind.EIGHTEEN, because=Due.Stopped.NO_LONGER)
        elif again or not child.dues.filter(kind=DueKind.EIGHTEEN, stopped_because=Due.Stopped.DONE).exists():
            start(child, DueKind.EIGHTEEN, limit=NO_BIRTHDAY)
        return
    at = timezone.make_aware(datetime.combine(support_from(born), time(9)))
    planned = child.dues.filter(kind=DueKind.EIGHTEEN, due_at=at)
    if planned.filter(stopped_at__isnull=True).exists():
        return
    stop(child, DueKind.EIGHTEEN, because=Due.Stopped.NO_LONGER)
    last = planned.order_by("stopped_at").last()
    if not again and last is not None and last.stopped_because == Due.Stopped.DONE:
        return
    start(child, DueKind.EIGHTEEN, owed=Owed(until=at))


def open_again(child: Child) -> None:
    """A record is open again: support past 18 is to be planned, or what was planned of it is handed on when
    that said."""
    watch_18(child)
    planned = child.dues.filter(kind=DueKind.HANDING_ON).order_by("started_at").last()
    to_plan = child.dues.filter(kind=DueKind.EIGHTEEN, stopped_at__isnull=True).exists()
    if planned is not None and planned.stopped_because == Due.Stopped.NO_LONGER and not to_plan:
        start(child, DueKind.HANDING_ON, owed=Owed(until=planned.due_at))


def stop(
    child: Child | None, kind: DueKind, *, about: UUID | None = None, because: str = Due.Stopped.DONE
) -> int:
    """Stop what runs of this kind about this thing, or about the record; returns how many."""
    now = timezone.now()
    about = about or (child.pk if child else None)
    if about is None:
        raise LookupError("a due is about something")
    running = Due.objects.filter(kind=kind, about=about, stopped_at__isnull=True)
    DuePause.objects.filter(due__in=running, until__isnull=True).update(until=now)
    return running.update(stopped_at=now, stopped_because=because, paused=False)


def give(kind: DueKind, about: UUID, owner: Person) -> None:
    """What runs of this kind about this thing is owed by this person now, who hears of it in its turn."""
    for running in Due.objects.filter(kind=kind, about=about, stopped_at__isnull=True):
        running.owner = owner
        remind_from(running)
        running.save(update_fields=["owner", "remind", "remind_at"])


def pause(what: Due, reason: str, *, by: Actor) -> Due:
    """Let a due stand still, with a reason that everybody on the record sees. Raises NotPossible, Missing."""
    said(reason=reason)
    with changing(_child_of(what), "child.write", by=by) as child:
        fresh = _running(what)
        if not clocks().rules[fresh.kind].pause or not fresh.limit:
            raise NotPossible(Why.CANNOT_PAUSE)
        if fresh.paused:
            raise NotPossible(Why.PAUSED_ALREADY)
        now = timezone.now()
        DuePause.objects.create(due=fresh, since=now, reason=reason, by_id=person_id(by))
        fresh.paused, fresh.remind = True, Step.STILL
        fresh.remind_at = due(now, clocks().reminding.paused, guidance.hours(fresh.area_id))
        fresh.save(update_fields=["paused", "remind", "remind_at"])
        line(child, LineKind.HANDLING, f"Paused: {fresh.kind_words}. {reason}", "", by=person_id(by))
        audit(child, "child.write", by=by, detail={"due": str(fresh.pk), "paused": True})
        announce("due.paused", due=str(fresh.pk))
    return fresh


def resume(what: Due, *, by: Actor) -> Due:
    """Let it run again: what was left of it is left. Raises NotPossible."""
    with changing(_child_of(what), "child.write", by=by) as child:
        fresh = _running(what)
        if not fresh.paused:
            raise NotPossible(Why.NOT_PAUSED)
        _run_again(fresh)
        line(child, LineKind.HANDLING, f"Runs again: {fresh.kind_words}.", "", by=person_id(by))
        audit(child, "child.write", by=by, detail={"due": str(fresh.pk), "paused": False})
    return fresh


def _run_again(fresh: Due) -> Due:
    fresh.pauses.filter(until__isnull=True).update(until=timezone.now())
    fresh.paused = False
    put(fresh, reckoned(fresh), DueMove.Why.PAUSE)
    announce("due.resumed", due=str(fresh.pk))
    return fresh


def _child_of(what: Due) -> Child:
    if what.child is None:
        raise NotPossible(Why.CANNOT_PAUSE)
    return what.child


def _running(what: Due) -> Due:
    fresh = Due.objects.select_for_update(of=("self",)).get(pk=what.pk)
    if fresh.stopped_at is not None:
        raise NotPossible(Why.NOT_DUE)
    return fresh
