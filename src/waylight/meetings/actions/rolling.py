"""Actions that roll on from meeting to meeting until somebody has done them, or said why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holds
from waylight.accounts.roles import CALLING_ROLES, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.codes import DueKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import Came
from ..machine import ACTION, ANSWER, RUN
from ..models import Action, Carried, Item, Meeting
from .steps import may_owe, not_in_conflict, person_id, said
from .telling import put

ESCALATED_AT = 3
"""Meetings to which an action is carried before somebody else must look at it."""
OPEN = ("open", "escalated")
ENDS = time(17)
"""When a day on which something is due ends."""


def owed_by_owner(action: Action) -> None:
    """It stands in its owner's list until the end of its day. In the caller's transaction."""
    until = timezone.make_aware(datetime.combine(action.due_on, ENDS))
    owed = Owed(owner=action.owner, area=action.area_id, until=until)
    dues.start(_child_here(action), DueKind.MEETING_ACTION, about=action.pk, owed=owed)


def _child_here(action: Action) -> Child | None:
    """The child, while the record is open in the area whose panel gave the action."""
    child = action.child
    return child if child and (child.area_id, child.state) == (action.area_id, "open") else None


def carry(meeting: Meeting, *, by: Actor) -> int:
    """What earlier meetings of this panel left open comes to this one; returns how many. At the third it
    falls due to the chair, or to whoever held the meeting for them, to say what happens with it. In the
    caller's transaction."""
    left = Action.objects.select_for_update(of=("self",)).filter(
        area_id=meeting.area_id,
        panel=meeting.panel,
        state__in=OPEN,
        item__meeting__starts_at__lt=meeting.starts_at,
    )
    count = 0
    for action in left.select_related("child"):
        _row, new = Carried.objects.get_or_create(action=action, meeting=meeting)
        count += new
        if action.state == "open" and action.carried.count() >= ESCALATED_AT:
            _escalate(action, _who_looks(action, meeting, by), by)
    return count


def give_back(owner: Person, *, by: Actor) -> None:
    """Somebody has a conflict of interest now: what they were to do about the same child, place or person
    falls due to whoever runs the meeting that gave it, who says who does it. In the caller's transaction."""
    hidden = Item.objects.hidden_from(owner.pk)
    theirs = Action.objects.select_for_update(of=("self",)).filter(owner=owner, state="open", item__in=hidden)
    for action in theirs.select_related("child", "item__meeting__chair", "item__meeting__called_by"):
        meeting = action.item.meeting
        looks = meeting.called_by if meeting.chair_id == owner.pk else meeting.chair
        if looks.pk != owner.pk:
            dues.stop(action.child, DueKind.MEETING_ACTION, about=action.pk, because=Due.Stopped.NO_LONGER)
            _escalate(action, looks, by)


def _escalate(action: Action, owner: Person, by: Actor) -> None:
    _move(action, "escalated", RUN)
    action.save(update_fields=["state"])
    owed = Owed(owner=owner, area=action.area_id)
    dues.start(_child_here(action), DueKind.MEETING_ESCALATED, about=action.pk, owed=owed)
    _audit(action, RUN, by)
    announce("meeting.escalated", action=str(action.pk), chair=owner.pk)


def _who_looks(action: Action, meeting: Meeting, by: Actor) -> Person:
    """The chair; where they did not come, chair nothing here any more or have a conflict of interest, whoever
    held the meeting."""
    chair = meeting.attendees.filter(person=meeting.chair_id)
    still = holds(meeting.chair, CALLING_ROLES, meeting.area_id)
    hidden = Item.objects.hidden_from(meeting.chair_id).filter(pk=action.item_id)
    if still and not chair.filter(came=Came.AWAY).exists() and not hidden.exists():
        return meeting.chair
    return Person.objects.get(pk=person_id(by))


def hand_on(about: UUID, to: Person) -> None:
    """Its owner has left: what is due passes to `to`, and the action with it. In the caller's transaction."""
    Action.objects.filter(pk=about).update(owner=to)


def finish(action: Action, evidence: str, *, by: Actor) -> Action:
    """Its owner has done it, and says how anybody can see that. Raises Missing, WrongMove."""
    said(evidence=evidence)
    with _settling(action, ANSWER, "done", evidence, by) as fresh:
        if (child := _child_here(fresh)) is not None:
            put(fresh.item, child, f"Done: {fresh.what}\n{evidence}", by=person_id(by))
    return fresh


def drop(action: Action, reason: str, *, by: Actor) -> Action:
    """Whoever runs a meeting of the panel says why it is not done at all. Raises Missing, WrongMove."""
    said(reason=reason)
    with _settling(action, RUN, "dropped", reason, by) as fresh:
        pass
    return fresh


def keep(action: Action, words: str, owner: Person, due_on: date, *, by: Actor) -> Action:
    """The answer to an escalated action that is still needed: whoever runs a meeting it came to says what
    happens with it, who does it now, and by when. Carried once more, it falls due to a chair again.

    Raises Missing, NotPossible, WrongMove.
    """
    said(words=words)
    with _moving(action, RUN, "open", by) as fresh:
        not_in_conflict(fresh.item, by.user_id)
        may_owe(owner, fresh.item, due_on)
        fresh.owner, fresh.due_on, fresh.outcome = owner, due_on, _added(fresh.outcome, words)
        fresh.save(update_fields=["state", "owner", "due_on", "outcome"])
        dues.stop(fresh.child, DueKind.MEETING_ESCALATED, about=fresh.pk, because=Due.Stopped.DONE)
        dues.stop(fresh.child, DueKind.MEETING_ACTION, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        owed_by_owner(fresh)
        announce("meeting.action", action=str(fresh.pk), owner=owner.pk)
    return fresh


def _added(before: str, words: str) -> str:
    return f"{before}\n{words}" if before else words


@contextmanager
def _moving(action: Action, what: str, target: str, by: Actor) -> Iterator[Action]:
    """Locked, asked for, moved by the table, audited. The caller saves."""
    require(by, what, action)
    with transaction.atomic():
        rows = Action.objects.select_for_update(of=("self",)).select_related(
            "child", "owner", "item__meeting"
        )
        fresh = rows.get(pk=action.pk)
        _move(fresh, target, what)
        yield fresh
        _audit(fresh, what, by)


@contextmanager
def _settling(action: Action, what: str, target: str, words: str, by: Actor) -> Iterator[Action]:
    with _moving(action, what, target, by) as fresh:
        fresh.outcome = _added(fresh.outcome, words)
        fresh.settled_by_id, fresh.settled_at = person_id(by), timezone.now()
        fresh.save(update_fields=["state", "outcome", "settled_by", "settled_at"])
        because = Due.Stopped.DONE if target == "done" else Due.Stopped.NO_LONGER
        for kind in (DueKind.MEETING_ACTION, DueKind.MEETING_ESCALATED):
            dues.stop(fresh.child, kind, about=fresh.pk, because=because)
        yield fresh
        announce("meeting.action-settled", action=str(fresh.pk), state=target)


def _move(action: Action, target: str, what: str) -> None:
    if not ACTION.allows(action.state, target, what):
        raise WrongMove(ACTION, action.state, what)
    action.state = target


def _audit(action: Action, what: str, by: Actor) -> None:
    thing = ("meeting-action", action.pk)
    record(Verb.ALTERATION, what, by=by, thing=thing, detail={"state": action.state})
