"""Rating blue, green, amber or red, and the clock that each rating starts."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..codes import Rating
from ..errors import Missing, NotPossible, Why
from ..models import Clock, Contact, Pause, RatingChange
from . import timing
from .paging import page_rota
from .steps import audit, changing, editing, move, person_id, said


def rate(contact: Contact, rating: str, reason: str, *, base: int, by: Actor) -> RatingChange:
    """Rate or rate again; earlier ratings and their clocks stay in the history.

    The first rating's clock runs from when the hub received it (Luton's rule), a later one's from now. A red
    ends a pause, for it runs out of hours too, and pages the rota when the hub is closed.
    Raises Missing, WrongMove, StaleEdit.
    """
    said(reason=reason)
    if rating not in Rating.values:
        raise Missing("rating")
    with editing(
        contact, "concern.rate", base=base, edit={"rating": rating, "reason": reason}, by=by
    ) as fresh:
        was, first = fresh.rating, fresh.state == "screening"
        move(fresh, "rated", "concern.rate")
        now = timezone.now()
        fresh.rating, fresh.first_rating = rating, fresh.first_rating or rating
        if rating == Rating.RED:
            timing.end_pause(fresh, now)
        timing.stop(fresh, Clock.Stopped.RATED_AGAIN, now, Clock.Kind.RATING)
        timing.start(fresh, Clock.Kind.RATING, timing.decision_began(fresh) if first else now)
        timing.settle_due(fresh)
        fresh.save()
        change = RatingChange.objects.create(
            contact=fresh, rating=rating, reason=reason, by_id=person_id(by), at=now
        )
        audit(fresh, "concern.rate", by=by, detail={"rating": rating, "was": was})
        announce("contact.rated", contact=str(fresh.pk), rating=rating)
        if rating == Rating.RED:
            page_rota(fresh)
    return change


def pause(contact: Contact, reason: str, *, by: Actor) -> Pause:
    """Stop counting working time, with a reason. Wall clocks run on, and a red cannot be paused.

    Raises Missing, NotPossible.
    """
    said(reason=reason)
    with changing(contact, "concern.pause", by=by) as fresh:
        if fresh.rating == Rating.RED:
            raise NotPossible(Why.RED_RUNS)
        if fresh.pauses.filter(until__isnull=True).exists():
            raise NotPossible(Why.PAUSED_ALREADY)
        if not timing.in_working_time(fresh).exists():
            raise NotPossible(Why.NOTHING_TO_PAUSE)
        paused = Pause.objects.create(contact=fresh, since=timezone.now(), reason=reason, by_id=person_id(by))
        timing.settle_due(fresh)
        fresh.save(update_fields=["due_at", "changed_at"])
        audit(fresh, "concern.pause", by=by, detail={"pause": str(paused.pk)})
    return paused


def resume(contact: Contact, *, by: Actor) -> Contact:
    """End the pause; what was left of each working-time limit is left from now. Raises NotPossible."""
    with changing(contact, "concern.pause", by=by) as fresh:
        if not timing.end_pause(fresh, timezone.now()):
            raise NotPossible(Why.NOT_PAUSED)
        timing.settle_due(fresh)
        fresh.save(update_fields=["due_at", "changed_at"])
        audit(fresh, "concern.pause", by=by, detail={"resumed": True})
    return fresh
