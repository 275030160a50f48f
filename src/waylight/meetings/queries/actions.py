"""One action, for its owner and whoever runs its meetings; and what a worker is asked to write."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .. import sources
from ..errors import NotPossible, Why
from ..models import Action, Item, Subject
from ..reading import ActionRead
from .opening import noted, reading_for, spoken_of


@dataclass(frozen=True)
class ActionPage:
    """`read`: its words as this reader may have them, and to how many later meetings it was carried.
    `answers`: it waits for whoever runs a meeting to say what happens with it."""

    action: Action
    read: ActionRead
    owns: bool
    runs: bool
    answers: bool


def action_of(viewer: Actor, pk: UUID) -> ActionPage:
    """A consultation. Raises Action.DoesNotExist, Refused for whoever neither owns it nor runs a meeting that
    it came to, NotPossible for whoever has a conflict of interest in it."""
    rows = Action.objects.counted().select_related("item__meeting", "owner", "settled_by", "child")
    action = rows.get(pk=pk)
    owns, runs = can(viewer, "meeting.answer", action), can(viewer, "meeting.run", action)
    if not owns:
        require(viewer, "meeting.run", action)
    if Item.objects.hidden_from(viewer.user_id).filter(pk=action.item_id).exists():
        raise NotPossible(Why.IN_CONFLICT)
    meeting = action.item.meeting
    mine = meeting.attendees.filter(person_id=viewer.user_id or 0).first()
    reading = reading_for(viewer, meeting, mine, runs=runs)
    reading.over(spoken_of([meeting.pk]))
    noted(viewer, meeting, "action", [action.item])
    record(Verb.CONSULTATION, "meeting.view", by=viewer, thing=("meeting-action", pk))
    return ActionPage(action, reading.action(action), owns, runs, runs and action.state == "escalated")


@dataclass(frozen=True)
class BriefPage:
    subject: Subject
    name: str


def brief_of(viewer: Actor, pk: UUID) -> BriefPage:
    """What somebody who works with the child is asked to write. A consultation.

    Raises Subject.DoesNotExist.
    """
    rows = Subject.objects.select_related("child__worker", "child__manager", "item__meeting", "brief_by")
    subject = rows.get(pk=pk, child__isnull=False)
    require(viewer, "meeting.brief", subject.child)
    thing = ("child", subject.child_id)
    record(Verb.CONSULTATION, "meeting.brief", by=viewer, thing=thing, detail={"subject": str(pk)})
    return BriefPage(subject, sources.read(subject.sources).get("name", ""))
