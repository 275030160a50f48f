"""What runs by the clock: deadlines that have passed are said aloud, changed calendars are reckoned again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.audit.models import Verb
from waylight.work.actions import announce

from ..codes import Rating
from ..models import Clock, Contact, Pause
from . import timing
from .paging import page_rota
from .steps import audit, locked

CLOCKS = system("clocks")


def watch_clocks() -> int:
    """Mark each running clock that has passed its deadline, once, and announce it; returns how many.

    A red that nobody has decided in time pages the rota when the hub is closed. Run each minute.
    """
    require(CLOCKS, "clock.watch")
    now, marked = timezone.now(), 0
    for clock in _overdue(now):
        with transaction.atomic():
            contact = locked(clock.contact)
            if not _overdue(now).filter(pk=clock.pk).update(escalated_at=now):
                continue
            detail: dict = {"clock": str(clock.pk), "kind": clock.kind, "rating": clock.rating}
            audit(contact, "clock.watch", by=CLOCKS, verb=Verb.SYSTEM, detail=detail)
            announce("clock.overdue", contact=str(contact.pk), clock=str(clock.pk), kind=clock.kind)
            if clock.rating == Rating.RED:
                page_rota(contact)
            marked += 1
    return marked


def _overdue(now: datetime) -> QuerySet[Clock]:
    late = Clock.objects.filter(stopped_at__isnull=True, escalated_at__isnull=True, due_at__lt=now)
    paused = Pause.objects.filter(until__isnull=True).values("contact")
    return late.filter(Q(calendar=timing.WALL) | ~Q(contact__in=paused))


def recompute_clocks() -> int:
    """Reckon running clocks again where the area's pack has changed; returns how many moved.

    One that comes out otherwise is stopped and another takes its place, so that both can be seen.
    """
    require(CLOCKS, "clock.watch")
    moved = 0
    changed = Clock.objects.filter(stopped_at__isnull=True).exclude(
        rule_version=F("contact__area__pack_version")
    )
    for contact_id in changed.values_list("contact_id", flat=True).distinct():
        with transaction.atomic():
            contact = locked(Contact(pk=contact_id))
            moved += sum(_reckon(contact, clock) for clock in contact.clocks.filter(stopped_at__isnull=True))
            timing.settle_due(contact)
            contact.save(update_fields=["due_at"])
    return moved


def _reckon(contact: Contact, clock: Clock) -> bool:
    kind, now = Clock.Kind(clock.kind), timezone.now()
    fresh = timing.reckoned(contact, kind, clock.started_at)
    if (fresh.limit, fresh.due_at) == (clock.limit, clock.due_at):
        Clock.objects.filter(pk=clock.pk).update(rule_version=fresh.rule_version)
        return False
    timing.stop(contact, Clock.Stopped.RULES_CHANGED, now, kind)
    fresh.save()
    detail: dict = {"clock": str(clock.pk), "instead": str(fresh.pk), "kind": clock.kind}
    audit(contact, "clock.watch", by=CLOCKS, verb=Verb.SYSTEM, detail=detail)
    announce("clock.reckoned-again", contact=str(contact.pk), clock=str(fresh.pk))
    return True
