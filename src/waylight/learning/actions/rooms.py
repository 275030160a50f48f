"""Training in a room: the session, its register, and the completions that follow when it is closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..codes import CheckHow, Mode, Result
from ..models import Attendance, Learner, RoomSession
from ..register import Signed, read_register
from ..registers import disagreeing, unchecked
from ..roster_keys import badge_as_compared, new_code, roster_keys
from .completing import Finished, write_completions
from .problems import NotPossible, Why

SESSION_CODE = 6
AHEAD = timedelta(days=90)
"""A session is made ready, and its sheet printed, before its day."""


@transaction.atomic
def open_room(
    area: Area,
    course_id: str,
    version_id: str,
    *,
    on: date,
    place: str,
    facilitator: str,
    by: Actor,
    mode: Mode = Mode.ROOM,
    today: date | None = None,
) -> RoomSession:
    """A session that whoever opens it leads. `mode` is PAPER for one that was held without a screen. Raises
    NotPossible without a facilitator's name, and for a day too far ahead. It closes on its day or later."""
    if not facilitator.strip():
        raise NotPossible(Why.NO_NAME)
    if on > (today or timezone.localdate()) + AHEAD:
        raise NotPossible(Why.FAR)
    session = RoomSession(
        area=area,
        code=new_code(SESSION_CODE),
        course_id=course_id,
        version_id=version_id,
        mode=mode,
        on=on,
        place=place,
        facilitator=facilitator,
        facilitator_ref=by.ref,
    )
    require(by, "training.room", session)
    session.save(force_insert=True)
    note(session, "opened", by)
    return session


@transaction.atomic
def sign(
    session: RoomSession,
    *,
    badge: str,
    name: str = "",
    check_how: CheckHow | str = "",
    result: Result | str = "",
    by: Actor,
) -> Attendance:
    """One line of the register, or what has become of a line that is on it already: found by its badge.
    Raises NotPossible when the session is closed."""
    fresh = _open(session, by)
    line = Signed(_next_line(fresh), badge.strip(), name.strip(), str(check_how), str(result))
    return _write(fresh, line, by)


@dataclass(frozen=True)
class ReadBack:
    """What reading a paper register back has done. `unread`: lines with words that mean neither a check nor a
    result, each as (line, words)."""

    lines: list[Attendance]
    unread: list[tuple[int, str]]

    @property
    def off_roster(self) -> list[Attendance]:
        return [each for each in self.lines if each.learner_id is None]


@transaction.atomic
def read_back(session: RoomSession, text: str, *, by: Actor) -> ReadBack:
    """Take the lines of a paper register into a session: every one of them, also what could be read only in
    part. A badge that stands on the sheet with two results has two lines. Raises NotPossible when the session
    is closed."""
    fresh = _open(session, by)
    signed = read_register(text)
    said: dict[str, str] = {}
    lines = []
    for each in signed:
        badge = badge_as_compared(each.badge)
        first = said.setdefault(badge, each.result) if badge and each.result else each.result
        lines.append(_write(fresh, each, by, again=first != each.result))
    note(fresh, "read-back", by, count=len(lines))
    return ReadBack(lines, [(each.line, ", ".join(each.unread)) for each in signed if each.unread])


@transaction.atomic
def close_room(session: RoomSession, *, by: Actor) -> RoomSession:
    """The register is complete: whoever passed and is on the roster has completed the course. A line that is
    on no roster stays and can be put right later. Raises NotPossible where a line that was not struck out has
    no result, or says passed without a check, where two lines about one person disagree, or it was closed."""
    fresh = _open(session, by)
    lines = list(fresh.register.filter(struck__isnull=True))
    if not all(line.result for line in lines):
        raise NotPossible(Why.UNMATCHED)
    for left, why in ((unchecked(lines), Why.UNCHECKED), (disagreeing(lines), Why.DISAGREE)):
        if left:
            raise NotPossible(why, lines=", ".join(str(line.line) for line in left))
    fresh.state, fresh.closed_at = RoomSession.State.CLOSED, timezone.now()
    fresh.save(update_fields=["state", "closed_at"])
    done = complete(fresh, by)
    note(fresh, "closed", by, count=done)
    return fresh


@transaction.atomic
def match_lines(area_slug: str, *, by: Actor) -> int:
    """Lines of registers that were on no roster, and are now: matched, and completed where their session is
    closed. Returns how many. The caller has brought a roster in. A session whose day has not come stands in
    no roster's way: its lines wait for a later one."""
    waiting = Attendance.objects.filter(
        session__area_id=area_slug,
        session__on__lte=timezone.localdate(),
        learner__isnull=True,
        struck__isnull=True,
    ).exclude(badge_key="")
    known = Learner.objects.filter(area_id=area_slug, badge_key__in=waiting.values("badge_key"))
    people = {each.badge_key: each for each in known.defer("badge", "name", "email")}
    lines = [line for line in waiting.select_related("session") if line.badge_key in people]
    for line in lines:
        line.learner = people[line.badge_key]
    Attendance.objects.bulk_update(lines, ["learner"], batch_size=200)
    sessions = {line.session_id: line.session for line in lines}
    for session in sessions.values():
        if session.state == RoomSession.State.CLOSED:
            complete(session, by)
        note(session, "matched", by, count=sum(line.session_id == session.pk for line in lines))
    return len(lines)


def _open(session: RoomSession, by: Actor) -> RoomSession:
    require(by, "training.room", session)
    fresh = RoomSession.objects.select_for_update().get(pk=session.pk)
    if fresh.state != RoomSession.State.OPEN:
        raise NotPossible(Why.CLOSED)
    return fresh


def _next_line(session: RoomSession) -> int:
    return (session.register.aggregate(last=Max("line"))["last"] or 0) + 1


def _write(session: RoomSession, signed: Signed, by: Actor, *, again: bool = False) -> Attendance:
    """A line with a badge that is on the register brings that line up to date, and takes nothing from it.
    `again`: it is a line of its own beside it."""
    key, learner = matched(session, signed.badge)
    known = session.register.filter(badge_key=key, again=again)
    line = (known.filter(result=signed.result) if again else known).first() if key else None
    line = line or Attendance(
        session=session, line=_next_line(session), badge=signed.badge, badge_key=key, again=again
    )
    line.learner = learner
    line.name = signed.name or line.name
    line.check_how = signed.check_how or line.check_how
    line.result = signed.result or line.result
    line.by, line.at = by.ref, timezone.now()
    line.save()
    return line


def matched(session: RoomSession, badge: str) -> tuple[str, Learner | None]:
    """The digest of a badge, empty where there is none, and whose it is."""
    if not badge_as_compared(badge):
        return "", None
    key = roster_keys(session.area_id).badge(badge)
    return key, Learner.objects.filter(area_id=session.area_id, badge_key=key).first()


def complete(session: RoomSession, by: Actor) -> int:
    """Completions for those who earned one and have none of this session yet, one each however many lines
    they have; returns how many. Nobody completes whose lines disagree."""
    standing = list(session.register.filter(struck__isnull=True))
    done = set(session.completions.values_list("learner_id", flat=True))
    done |= {line.learner_id for line in disagreeing(standing) if line.learner_id is not None}
    passed = [each for each in standing if each.result == Result.PASSED and each.learner_id is not None]
    first = {line.learner_id: line for line in reversed(passed) if line.learner_id not in done}
    lines = sorted(first.values(), key=lambda line: line.line)
    if not lines:
        return 0
    finished = [
        Finished(
            line.learner_id,
            session.on,
            check_how=line.check_how,
            evidence=f"{session.code} {line.line}",
            assessor=session.facilitator,
        )
        for line in lines
        if line.learner_id is not None
    ]
    made = write_completions(
        session.area_id,
        session.course_id,
        session.version_id,
        Mode(session.mode),
        finished,
        by=by,
        session=session,
    )
    for line, completion in zip(lines, made, strict=True):
        line.completion = completion
    Attendance.objects.bulk_update(lines, ["completion"], batch_size=200)
    return len(made)


def note(session: RoomSession, what: str, by: Actor, **counts: int) -> None:
    detail: dict = {"what": what, **counts}
    record(Verb.ALTERATION, "training.room", by=by, thing=("room-session", session.pk), detail=detail)
