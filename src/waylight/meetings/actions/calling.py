"""Calling a meeting, asking people to it, holding it, calling it off."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of, holders_of_any
from waylight.accounts.roles import CALLING_ROLES, MANAGING_ROLES, Actor
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.leaving import owing_least
from waylight.casework.codes import DueKind
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import Came, Panel, Reader
from ..errors import Missing, NotPossible, Why
from ..machine import MEETING, RUN, TAKE
from ..models import AskedOff, Attendee, Chairing, Meeting
from ..rules import CHOSEN, READER_OF
from . import rolling
from .papers import fill, stop_briefs
from .steps import audit, changing, person_id, roles_here, said, while_open

CALL = "meeting.call"


def who_runs(about: UUID) -> Person | None:
    """Who says how a meeting stands, now that its chair has left: whoever else may run it still; where nobody
    may, the manager of the area who owes the least, who takes it over."""
    meeting = Meeting.objects.get(pk=about)
    able = holders_of_any(CALLING_ROLES, meeting.area_id).filter(pk__in=meeting.run_by)
    others = (owing_least(role, meeting.area_id) for role in MANAGING_ROLES)
    return able.first() or next((other for other in others if other), None)


class InArea:
    """Stands for a meeting that is not there yet, for the policy."""

    def __init__(self, area_slug: str) -> None:
        self.area_slug = area_slug


def call(area: str, panel: str, starts_at: datetime, place: str, chair: Person, *, by: Actor) -> Meeting:
    """Call a meeting; whoever calls it and its chair are asked to it. Raises Missing, NotPossible."""
    require(by, CALL, InArea(area))
    said(place=place)
    if panel not in Panel.values:
        raise Missing("panel")
    if timezone.localdate(starts_at) < timezone.localdate():
        raise NotPossible(Why.PAST)
    _may_chair(chair, area)
    now = timezone.now()
    with transaction.atomic():
        meeting = Meeting.objects.create(
            area_id=area,
            panel=panel,
            starts_at=starts_at,
            place=place,
            chair=chair,
            called_by_id=person_id(by),
            called_at=now,
        )
        for person in {chair, Person.objects.get(pk=person_id(by))}:
            _ask(meeting, person, "", by)
        owed = Owed(owner=chair, area=area)
        dues.start(None, DueKind.MEETING_HOLD, about=meeting.pk, at=max(starts_at, now), owed=owed)
        audit(meeting, CALL, by=by, detail={"panel": panel, "chair": chair.pk})
        announce("meeting.called", meeting=str(meeting.pk), panel=panel)
    return meeting


def _may_chair(person: Person, area: str) -> None:
    if not any(holders_of(role, area).filter(pk=person.pk).exists() for role in CALLING_ROLES):
        raise NotPossible(Why.NOT_A_CHAIR)


def hand_chair(meeting: Meeting, chair: Person, *, by: Actor) -> Meeting:
    """Somebody else chairs it, until its minutes are agreed: before it is held whoever may chair, who is
    asked then; afterwards somebody who came. Raises NotPossible, WrongMove."""
    with changing(meeting, RUN, by=by) as fresh:
        if fresh.state not in ("called", "papers-out", "held"):
            raise WrongMove(MEETING, fresh.state, RUN)
        _may_chair(chair, fresh.area_id)
        there = fresh.attendees.filter(person=chair).first()
        if fresh.state == "held" and (there is None or there.came != Came.CAME):
            raise NotPossible(Why.DID_NOT_COME)
        if there is None:
            _ask(fresh, chair, "", by)
        before = fresh.chair_id
        _chairs(fresh, chair, taken=False)
        audit(fresh, RUN, by=by, verb=Verb.PERMISSION, detail={"chair": chair.pk, "before": before})
        announce("meeting.chair", meeting=str(fresh.pk), chair=chair.pk)
    return fresh


def take_chair(meeting: Meeting, *, by: Actor) -> Meeting:
    """A manager of the area takes over a meeting that nobody can run any more, whether they came or not: its
    minutes say so. Where they are agreed their chair stays. Raises WrongMove, and Refused while somebody can
    run it."""
    with changing(meeting, TAKE, by=by) as fresh:
        person, before = Person.objects.get(pk=person_id(by)), fresh.chair_id
        there = fresh.attendees.filter(person=person).first() or _ask(fresh, person, "", by)
        if fresh.held_at is not None and not there.came:
            there.came = Came.AWAY
            there.save(update_fields=["came"])
        fresh.taken_by = person
        fresh.save(update_fields=["taken_by"])
        _chairs(fresh, person, taken=True)
        audit(fresh, TAKE, by=by, verb=Verb.PERMISSION, detail={"chair": person.pk, "before": before})
        announce("meeting.chair", meeting=str(fresh.pk), chair=person.pk)
    return fresh


def _chairs(meeting: Meeting, person: Person, *, taken: bool) -> None:
    """From now on; in the caller's transaction."""
    Chairing.objects.create(
        meeting=meeting, before_id=meeting.chair_id, person=person, taken=taken, at=timezone.now()
    )
    if meeting.agreed_at is None:
        meeting.chair = person
        meeting.save(update_fields=["chair"])
        for kind in (DueKind.MEETING_HOLD, DueKind.MEETING_MINUTES):
            dues.give(kind, meeting.pk, person)


def invite(meeting: Meeting, person: Person, reader: str, *, by: Actor) -> Attendee:
    """Ask somebody with an account. `reader` counts only for who answers for an agency: what others read
    follows from their role. Raises NotPossible, WrongMove."""
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        if fresh.attendees.filter(person=person).exists():
            raise NotPossible(Why.INVITED_ALREADY)
        asked = _ask(fresh, person, reader, by)
        audit(fresh, RUN, by=by, detail={"invited": person.pk, "reader": asked.reader})
        announce("meeting.invited", meeting=str(fresh.pk), person=person.pk)
    return asked


def invite_outside(meeting: Meeting, name: str, agency: str, *, by: Actor) -> Attendee:
    """Note somebody without an account. They get no paper. Raises Missing, WrongMove."""
    said(name=name, agency=agency)
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        asked = Attendee.objects.create(
            meeting=fresh, outside=name, agency=agency, by_id=person_id(by), at=timezone.now()
        )
        audit(fresh, RUN, by=by, detail={"outside": str(asked.pk)})
    return asked


def ask_off(attendee: Attendee, reason: str, *, by: Actor) -> AskedOff:
    """Ask somebody no longer, before the meeting is held: from now they read nothing of it, and may be asked
    again. Who chairs it and who called it stay. Raises Missing, NotPossible, WrongMove."""
    said(reason=reason)
    with changing(attendee.meeting, RUN, by=by) as fresh:
        while_open(fresh)
        asked = fresh.attendees.select_related("person").filter(pk=attendee.pk).first()
        if asked is None:
            raise NotPossible(Why.NOT_THERE)
        if asked.person_id in fresh.run_by:
            raise NotPossible(Why.STAYS)
        off = AskedOff.objects.create(
            meeting=fresh,
            name=asked.name,
            agency=asked.agency_words,
            reason=reason,
            had_paper=asked.person_id is not None and fresh.state == "papers-out",
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(
            fresh, RUN, by=by, detail={"asked_off": asked.person_id or str(asked.pk), "paper": off.had_paper}
        )
        asked.delete()
        _tell([asked.person_id], "meeting-off", by)
        announce("meeting.asked-off", meeting=str(fresh.pk))
    return off


def _ask(meeting: Meeting, person: Person, reader: str, by: Actor) -> Attendee:
    _tell([person.pk], "meeting-asked", by)
    return Attendee.objects.create(
        meeting=meeting,
        person=person,
        reader=reader_of(person, meeting.area_id, reader),
        by_id=person_id(by),
        at=timezone.now(),
    )


def _tell(people: Iterable[int | None], what: str, by: Actor) -> None:
    """Whoever has an account, by an e-mail that names nothing; not whoever does it."""
    for each in people:
        if each is not None and each != by.user_id:
            announce("person.told", user=each, what=what)


def _asked(meeting: Meeting) -> list[int | None]:
    return list(meeting.attendees.values_list("person", flat=True))


def reader_of(person: Person, area: str, chosen: str) -> Reader:
    """What somebody reads as: what their narrowest role says, and only for who answers for an agency what was
    chosen. Raises NotPossible."""
    held = roles_here(person, area)
    if not held:
        raise NotPossible(Why.NOT_FOR_PANELS)
    fixed = dict(READER_OF)[held[0]]
    if fixed is not None:
        return fixed
    if chosen not in {each.value for each in CHOSEN}:
        raise NotPossible(Why.WHICH_AGENCY)
    return Reader(chosen)


def cancel(meeting: Meeting, reason: str, *, by: Actor) -> Meeting:
    """Call it off, with a reason that everybody asked to it sees. Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(meeting, RUN, "cancelled", by=by) as fresh:
        fresh.cancelled_because = reason
        fresh.save(update_fields=["state", "cancelled_because"])
        stop_briefs(fresh)
        dues.stop(None, DueKind.MEETING_HOLD, about=fresh.pk)
        audit(fresh, RUN, by=by, detail={"state": "cancelled"})
        _tell(_asked(fresh), "meeting-off", by)
        announce("meeting.cancelled", meeting=str(fresh.pk))
    return fresh


def send_papers(meeting: Meeting, *, by: Actor) -> Meeting:
    """Make the papers from what the records say now, each attendee their own.

    Raises NotPossible, WrongMove.
    """
    with changing(meeting, RUN, "papers-out", by=by) as fresh:
        if not fresh.items.filter(left_out=False).exists():
            raise NotPossible(Why.NOTHING_TO_DO)
        fresh.papers_at = timezone.now()
        fresh.save(update_fields=["state", "papers_at"])
        fill(fresh, by=by)
        audit(fresh, RUN, by=by, detail={"state": "papers-out"})
        _tell(_asked(fresh), "meeting-papers", by)
        announce("meeting.papers-out", meeting=str(fresh.pk))
    return fresh


def hold(meeting: Meeting, came: Collection[UUID], *, by: Actor) -> Meeting:
    """It was held, and these attendees came. What is still open from earlier meetings is carried to it.

    Raises NotPossible before its day or when nobody came, WrongMove.
    """
    with changing(meeting, RUN, "held", by=by) as fresh:
        if fresh.held_at is not None:  # a second press, or somebody else was sooner: who came stands
            raise WrongMove(MEETING, fresh.state, RUN)
        if not fresh.attendees.filter(pk__in=list(came)).exists():
            raise NotPossible(Why.NOBODY)
        if timezone.localdate() < timezone.localdate(fresh.starts_at):
            raise NotPossible(Why.NOT_YET)
        fresh.held_at = timezone.now()
        fresh.save(update_fields=["state", "held_at"])
        fresh.attendees.filter(pk__in=list(came)).update(came=Came.CAME)
        fresh.attendees.exclude(pk__in=list(came)).update(came=Came.AWAY)
        carried = rolling.carry(fresh, by=by)
        stop_briefs(fresh)
        dues.stop(None, DueKind.MEETING_HOLD, about=fresh.pk)
        owed = Owed(owner=fresh.chair, area=fresh.area_id)
        dues.start(None, DueKind.MEETING_MINUTES, about=fresh.pk, owed=owed)
        audit(fresh, RUN, by=by, detail={"state": "held", "came": len(came), "carried": carried})
        announce("meeting.held", meeting=str(fresh.pk))
    return fresh
