"""Putting the lines of a register right: whose a line is, how it ended, and that it counts for nobody."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..codes import CheckHow, Result
from ..models import Attendance, RoomSession, StruckLine
from .problems import NotPossible, Why
from .rooms import complete, matched, note


@transaction.atomic
def correct_line(attendance: Attendance, *, badge: str, by: Actor) -> Attendance:
    """The badge of a line as it should have been written: also after the session was closed, where the
    completion follows at once. Raises NotPossible for a badge that is not on the roster, or whose holder is
    on the register already."""
    session, fresh = _standing(attendance, by)
    key, learner = matched(session, badge)
    if learner is None:
        raise NotPossible(Why.OFF_ROSTER)
    others = session.register.filter(struck__isnull=True).exclude(pk=fresh.pk)
    if others.filter(Q(badge_key=key) | Q(learner=learner)).exists():
        raise NotPossible(Why.ON_REGISTER)
    was = "" if fresh.again else fresh.badge_key
    fresh.badge, fresh.badge_key, fresh.learner, fresh.again = badge.strip(), key, learner, False
    fresh.save()
    _move_up(session, was)
    return _settled(session, fresh, "corrected", by)


@transaction.atomic
def change_line(
    attendance: Attendance, *, check_how: CheckHow | str, result: Result | str, by: Actor
) -> Attendance:
    """How it ended for one line, whoever's it is: it counts for nobody before the line is on the roster.
    Raises NotPossible when the session is closed."""
    session, fresh = _standing(attendance, by)
    if session.state != RoomSession.State.OPEN:
        raise NotPossible(Why.CLOSED)
    fresh.check_how, fresh.result = str(check_how), str(result)
    fresh.by, fresh.at = by.ref, timezone.now()
    fresh.save(update_fields=["check_how", "result", "by", "at"])
    return _settled(session, fresh, "changed", by)


@transaction.atomic
def strike_line(attendance: Attendance, *, reason: str, by: Actor) -> StruckLine:
    """A line counts for nobody; it stays, with the reason, and its badge can be written anew. Also after the
    session was closed. Raises NotPossible without a reason, and for a line by which somebody has
    completed."""
    session, fresh = _standing(attendance, by)
    if not reason.strip():
        raise NotPossible(Why.NO_REASON)
    made = StruckLine.objects.create(line=fresh, reason=reason, by=by.ref, at=timezone.now())
    was, fresh.badge_key = "" if fresh.again else fresh.badge_key, ""
    fresh.save(update_fields=["badge_key"])
    _move_up(session, was)
    _settled(session, fresh, "struck", by)
    return made


def _standing(attendance: Attendance, by: Actor) -> tuple[RoomSession, Attendance]:
    """The session, locked, and the line as it is now: neither struck out nor settled by a completion."""
    session = RoomSession.objects.select_for_update().get(pk=attendance.session_id)
    require(by, "training.room", session)
    fresh = Attendance.objects.select_related("struck").get(pk=attendance.pk)
    if fresh.is_struck:
        raise NotPossible(Why.STRUCK)
    if fresh.completion_id is not None:
        raise NotPossible(Why.SETTLED)
    return session, fresh


def _move_up(session: RoomSession, badge_key: str) -> None:
    """Where the line of a badge is gone, the next about it is the line of that badge."""
    next_one = session.register.filter(badge_key=badge_key, again=True).first() if badge_key else None
    if next_one is not None:
        next_one.again = False
        next_one.save(update_fields=["again"])


def _settled(session: RoomSession, line: Attendance, what: str, by: Actor) -> Attendance:
    note(session, what, by, line=line.line)
    if session.state == RoomSession.State.CLOSED:
        complete(session, by)
        line.refresh_from_db()
    return line
