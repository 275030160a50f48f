"""An approved measure is applied for, served, breached, varied, ended and reviewed."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import ALARMS, LineKind
from ..errors import NotPossible, Why
from ..machine import RUNNING, TO_BE_SERVED, USE, WORK
from ..models import Use, Variation
from .passing import alarm, catch_up, end, silence, waits
from .steps import audit, line, move_use, person_id, said, using

DAYS = ["state", "served_on", "served_how", "first_day", "last_day"]


def apply_for(use: Use, words: str, *, by: Actor) -> Use:
    """To the court or authority that decides. Raises Missing, NotPossible, WrongMove."""
    return _step(use, "applied", "Applied for", words, by)


def hear(use: Use, words: str, *, by: Actor) -> Use:
    """What the court or authority said so far; it is asked after again. Raises Missing, WrongMove."""
    said(words=words)
    with using(use, WORK, by=by) as fresh:
        _only_from(fresh, "applied")
        move_use(fresh, "applied", WORK)
        waits(fresh)
        _told(fresh, f"Heard of it: {fresh.rule.title}. {words}", by)
    return fresh


def refuse(use: Use, reason: str, *, by: Actor) -> Use:
    """Refused by whoever decides, withdrawn, or not used after all. Raises Missing, WrongMove."""
    return _step(use, "refused", "Not granted or not used", reason, by)


def breach(use: Use, words: str, *, by: Actor) -> Use:
    """Raises Missing, WrongMove."""
    return _step(use, "breached", "Breached", words, by)


def put_right(use: Use, words: str, *, by: Actor) -> Use:
    """What was done about a breach; the measure goes on. Raises Missing, WrongMove."""
    return _step(use, "live", "Done about the breach", words, by, source="breached")


def _step(use: Use, target: str, word: str, words: str, by: Actor, *, source: str = "") -> Use:
    said(words=words)
    with using(use, WORK, by=by) as fresh:
        if source or target == fresh.state:
            _only_from(fresh, source)
        move_use(fresh, target, WORK)
        if target == "applied" and not fresh.rule.in_force(timezone.localdate()):
            raise NotPossible(Why.NOT_IN_FORCE)
        fresh.save(update_fields=["state"])
        waits(fresh)
        _told(fresh, f"{word}: {fresh.rule.title}. {words}", by)
    return fresh


def serve(
    use: Use, *, served_on: date, served_how: str, first_day: date, last_day: date | None,
    earlier: bool = False, by: Actor,
) -> Use:  # fmt: skip
    """Served on somebody, in force from its first day to its last, both included. `last_day` is None where
    it has no end. Raises NotPossible (a hotel information notice is served by `serve_notice`), Missing,
    WrongMove."""
    said(served_how=served_how)
    with using(use, WORK, by=by) as fresh:
        if fresh.measure == "HOTEL":
            raise NotPossible(Why.NO_NOTICE)
        put_in_force(fresh, Service(served_on, served_how, earlier), first_day, last_day, by)
    return fresh


@dataclass(frozen=True)
class Service:
    """`earlier`: it was served before it was approved here, and `how` says why."""

    on: date
    how: str
    earlier: bool = False


def put_in_force(use: Use, service: Service, first_day: date, last_day: date | None, by: Actor) -> None:
    """In the caller's transaction. Raises NotPossible, WrongMove."""
    to_be_served(use)
    move_use(use, "served", WORK)
    fitting(use, first_day, last_day)
    if service.on > timezone.localdate() or service.on > (last_day or service.on):
        raise NotPossible(Why.NOT_THAT_DAY)
    before = use.decided_at is not None and service.on < timezone.localdate(use.decided_at)
    if before and not service.earlier:
        raise NotPossible(Why.NOT_APPROVED_THEN)
    use.served_on, use.served_how = service.on, service.how
    use.first_day, use.last_day = first_day, last_day
    use.save(update_fields=DAYS)
    waits(use)
    alarm(use)
    word = "Served before it was approved here" if before else "Served"
    _told(use, f"{word}: {use.rule.title}. {service.how}", by)
    catch_up(use)


def to_be_served(use: Use) -> None:
    """Raises WrongMove for what was served already: its days are changed by varying it."""
    if use.state not in TO_BE_SERVED:
        raise WrongMove(USE, use.state, WORK)


def vary(use: Use, last_day: date, words: str, *, by: Actor) -> Use:
    """Another last day, within the longest time. Raises NotPossible, Missing, WrongMove."""
    said(words=words)
    with using(use, WORK, by=by) as fresh:
        if fresh.state not in RUNNING:
            raise WrongMove(USE, fresh.state, WORK)
        move_use(fresh, fresh.state, WORK)
        first = cast(date, fresh.first_day)  # what runs was served, with its days
        fitting(fresh, first, last_day)
        if last_day < timezone.localdate():
            raise NotPossible(Why.PAST_ALREADY)
        Variation.objects.create(
            unit=fresh.unit,
            use=fresh,
            before=fresh.last_day,
            last_day=last_day,
            words=words,
            by_id=person_id(by),
            at=timezone.now(),
        )
        fresh.last_day = last_day
        fresh.save(update_fields=DAYS)
        silence(fresh, Due.Stopped.NO_LONGER)
        alarm(fresh)
        _told(fresh, f"Varied: {fresh.rule.title}. {words}", by)
    return fresh


def plan_end(use: Use, words: str, *, by: Actor) -> Use:
    """Say what follows when it ends: the nearest alarm is answered, later ones still come. Raises Missing,
    NotPossible where none runs."""
    said(words=words)
    with using(use, WORK, by=by) as fresh:
        running = Due.objects.filter(kind__in=ALARMS.values(), about=fresh.pk, stopped_at__isnull=True)
        nearest = running.order_by("due_at").first()
        if nearest is None:
            raise NotPossible(Why.NO_ALARM)
        dues.stop(None, DueKind(nearest.kind), about=fresh.pk)
        _told(fresh, f"When it ends: {fresh.rule.title}. {words}", by)
    return fresh


def end_early(use: Use, reason: str, *, by: Actor) -> Use:
    """Raises Missing, WrongMove."""
    said(words=reason)
    with using(use, WORK, by=by) as fresh:
        move_use(fresh, "expired", WORK)
        fresh.ended_on = timezone.localdate()
        fresh.save(update_fields=["state", "ended_on"])
        end(fresh)
        _told(fresh, f"Ended early: {fresh.rule.title}. {reason}", by)
    return fresh


def review(use: Use, children: str, displacement: str, *, by: Actor) -> Use:
    """What it did for children, and where the harm went. Raises NotPossible while a request to a hotel waits,
    Missing, WrongMove."""
    said(children=children, displacement=displacement)
    with using(use, WORK, by=by) as fresh:
        move_use(fresh, "reviewed", WORK)
        if fresh.requests.filter(state="asked").exists():
            raise NotPossible(Why.UNANSWERED)
        fresh.effect_children, fresh.effect_displacement = children, displacement
        fresh.save(update_fields=["state", "effect_children", "effect_displacement"])
        dues.stop(None, DueKind.MEASURE_REVIEW, about=fresh.pk)
        _told(fresh, f"Reviewed: {fresh.rule.title}.", by)
    return fresh


def _only_from(use: Use, source: str) -> None:
    """Two acts lead to "live": which one it is depends on where it stands. Raises WrongMove."""
    if use.state != source:
        raise WrongMove(USE, use.state, WORK)


def fitting(use: Use, first: date, last: date | None) -> None:
    """Raises NotPossible for a first day on which the measure is not in force, and for days outside its
    longest time."""
    if not use.rule.in_force(first):
        raise NotPossible(Why.NOT_IN_FORCE_THEN)
    longest = use.rule.last_day(first)
    if last is not None and last < first:
        raise NotPossible(Why.DATES)
    if longest is not None and (last is None or last > longest):
        raise NotPossible(Why.TOO_LONG)


def _told(use: Use, words: str, by: Actor) -> None:
    line(use.unit, LineKind.MEASURE, words, by=person_id(by))
    audit(use.unit, WORK, by=by, detail={"use": str(use.pk), "state": use.state})
    announce("measure.moved", use=str(use.pk), state=use.state)
