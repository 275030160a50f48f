"""How long a sign-in stands: idle, eight hours at most, two at once, and ended when access ends.

Django keeps the session itself (sealed). Here is what says whether it still counts, so that a session can be
ended from elsewhere although only a digest of its key is known.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from .models import Person, StaffSession

LONGEST = timedelta(hours=8)
MOST_AT_ONCE = 2
SEEN_EVERY = timedelta(minutes=1)
End = StaffSession.End


def digest(key: str) -> str:
    """Keys are 256 random bits, so a plain digest cannot be turned back."""
    return hashlib.sha256(key.encode()).hexdigest()


def begin(person: Person) -> str:
    """Begin a sign-in and end the oldest beyond two; returns the key for the person's own session."""
    key, now = secrets.token_urlsafe(32), timezone.now()
    StaffSession.objects.create(person=person, key_digest=digest(key), began_at=now, seen_at=now)
    kept = standing(person).order_by("-began_at", "-pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
    _end(standing(person).exclude(pk__in=list(kept)), End.ELSEWHERE)
    return key


def standing(person: Person) -> QuerySet[StaffSession]:
    return StaffSession.objects.filter(person=person, ended_at__isnull=True)


def find(key: str, person_id: int) -> StaffSession | None:
    return StaffSession.objects.filter(key_digest=digest(key), person_id=person_id).first()


def why_over(session: StaffSession, now: datetime) -> str:
    """Why it no longer stands, as one of End's codes; empty while it does."""
    if session.ended_at is not None:
        return session.how_ended
    if now - session.began_at > LONGEST:
        return End.TOO_LONG
    if now - session.seen_at > timedelta(seconds=settings.IDLE_SECONDS):
        return End.IDLE
    return ""


def seen(session: StaffSession, now: datetime) -> None:
    """Written once a minute at most, for it is read at every page."""
    if now - session.seen_at > SEEN_EVERY:
        StaffSession.objects.filter(pk=session.pk).update(seen_at=now)


def end(session: StaffSession, how: str) -> bool:
    """False when it had ended before."""
    return bool(_end(StaffSession.objects.filter(pk=session.pk), how))


def end_all(person: Person, how: str) -> int:
    """End every sign-in of a person; returns how many."""
    return _end(standing(person), how)


def _end(found: QuerySet[StaffSession], how: str) -> int:
    return found.filter(ended_at__isnull=True).update(ended_at=timezone.now(), how_ended=how)
