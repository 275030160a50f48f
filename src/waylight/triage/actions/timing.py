"""Starting, stopping and reckoning a contact's clocks, inside the transaction of whatever moves them.

A clock row is never rewritten but for its due time after a pause: what stops is kept with its reason, and
what takes its place is another row.
"""

from datetime import datetime
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone

from waylight.engine.clocks import Limit, due
from waylight.engine.clocks import Pause as Paused
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area

from ..models import Clock, Contact, Pause

ALL = tuple(Clock.Kind)
WALL = "wall"


def start(contact: Contact, kind: Clock.Kind, at: datetime) -> Clock:
    """Start a clock of the area's present rules from `at`; the contact's rating says which rating clock.

    While a contact is gathered its lead's clocks stand for it: what would begin waits, as what ran waits."""
    clock = reckoned(contact, kind, at)
    if contact.gathered_under_id is not None:
        clock.stopped_at, clock.stopped_because = timezone.now(), Clock.Stopped.GATHERED
    clock.save()
    return clock


def reckoned(contact: Contact, kind: Clock.Kind, started_at: datetime) -> Clock:
    """A clock as the area's present rules would have it, not saved."""
    rating = contact.rating if kind == Clock.Kind.RATING else ""
    limit = limit_of(contact.area, kind, rating)
    return Clock(
        contact=contact,
        kind=kind,
        rating=rating,
        limit=str(limit),
        calendar=limit.kind,
        rule_version=contact.area.pack_version,
        started_at=started_at,
        due_at=_due(contact, started_at, limit),
    )


def limit_of(area: Area, kind: Clock.Kind, rating: str = "") -> Limit:
    """The time the area allows for being seen, for the decision, or for a rating."""
    limits = guidance.pack(area).limits
    if kind == Clock.Kind.RATING:
        return limits.ratings[rating]
    return limits.seen if kind == Clock.Kind.SEEN else limits.decision


def _due(contact: Contact, started_at: datetime, limit: Limit) -> datetime:
    """Only working time stands still in a pause: a wall clock, and so every red one, runs on."""
    ended = [] if limit.kind == WALL else [p for p in pauses(contact) if p[1] is not None]
    return cast(datetime, due(started_at, limit, guidance.hours(contact.area), ended))  # no pause is open


def stop(contact: Contact, because: Clock.Stopped, at: datetime, *kinds: Clock.Kind) -> None:
    """Stop the running clocks of these kinds (none named: all)."""
    running = contact.clocks.filter(stopped_at__isnull=True, kind__in=kinds or ALL)
    running.update(stopped_at=at, stopped_because=because)


def start_again(contact: Contact, at: datetime) -> None:
    """The decision's clock, and the rating's where there is a rating, from `at`."""
    start(contact, Clock.Kind.DECISION, at)
    if contact.rating:
        start(contact, Clock.Kind.RATING, at)


def pauses(contact: Contact) -> list[Paused]:
    return list(Pause.objects.filter(contact=contact).values_list("since", "until"))


def in_working_time(contact: Contact) -> QuerySet[Clock]:
    """The running clocks that a pause stops."""
    return contact.clocks.filter(stopped_at__isnull=True).exclude(calendar=WALL)


def decision_began(contact: Contact) -> datetime:
    """From when the hub that now has it counts."""
    running = contact.clocks.filter(kind=Clock.Kind.DECISION, stopped_at__isnull=True)
    return running.values_list("started_at", flat=True).first() or contact.received_at


def end_pause(contact: Contact, at: datetime) -> bool:
    """End the open pause and reckon its clocks again; False when there is none."""
    if not contact.pauses.filter(until__isnull=True).update(until=at):
        return False
    for clock in in_working_time(contact):
        again = _due(contact, clock.started_at, Limit.parse(clock.limit))
        if again != clock.due_at:
            clock.due_at, clock.escalated_at = again, None
            clock.save(update_fields=["due_at", "escalated_at"])
    return True


def settle_due(contact: Contact) -> None:
    """Set `contact.due_at` to the nearest deadline that is running; a paused clock has none. Save after."""
    running = contact.clocks.filter(stopped_at__isnull=True)
    if Pause.objects.filter(contact=contact, until__isnull=True).exists():
        running = running.filter(calendar=WALL)
    contact.due_at = running.order_by("due_at").values_list("due_at", flat=True).first()
