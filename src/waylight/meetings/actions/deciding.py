"""What a meeting decides about each item, who does not agree, and who does what by when."""

from datetime import date

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import Refused, can
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail
from waylight.casework.models import Child
from waylight.work.actions import announce

from ..errors import Missing, NotPossible, Why
from ..machine import DECLARE, RUN
from ..models import Action, Attendee, Decision, Dissent, Item
from .rolling import owed_by_owner
from .steps import audit, changing, may_owe, not_in_conflict, person_id, said, still_here, while_held


def decide(item: Item, words: str, reasons: str, *, by: Actor) -> Decision:
    """Write down what was decided, and why. It stands in the chronology of each child it is about once the
    minutes are agreed (`minutes.agree_minutes`).

    Raises Missing, NotPossible, WrongMove.
    """
    said(words=words, reasons=reasons)
    with changing(item.meeting, RUN, by=by) as meeting:
        while_held(meeting)
        _on_the_agenda(item)
        not_in_conflict(item, by.user_id)
        still_here(item)
        decision = Decision.objects.create(
            item=item, words=words, reasons=reasons, by_id=person_id(by), at=timezone.now()
        )
        audit(meeting, RUN, by=by, detail={"item": str(item.pk), "decision": str(decision.pk)})
        announce("meeting.decided", item=str(item.pk), decision=str(decision.pk))
    return decision


def dissent(item: Item, attendee: Attendee, words: str, *, by: Actor) -> Dissent:
    """Somebody who was asked to the meeting does not agree. They write it themselves, or whoever runs the
    meeting writes it as they said it. Raises Missing, NotPossible, WrongMove, Refused."""
    said(words=words)
    runs = can(by, RUN, item.meeting)
    own = attendee.person_id is not None and attendee.person_id == by.user_id
    if not own and not runs:
        raise Refused(by, RUN, item.meeting, None)
    action = RUN if runs else DECLARE
    with changing(item.meeting, action, by=by) as meeting:
        while_held(meeting)
        _on_the_agenda(item)
        if attendee.meeting_id != meeting.pk:
            raise NotPossible(Why.NOT_OF_THIS)
        not_in_conflict(item, by.user_id)
        not_in_conflict(item, attendee.person_id)
        written = Dissent.objects.create(
            item=item, attendee=attendee, words=words, by_id=person_id(by), at=timezone.now()
        )
        audit(meeting, action, by=by, detail={"item": str(item.pk), "dissent": str(written.pk)})
        announce("meeting.dissent", item=str(item.pk))
    return written


def give_action(item: Item, what: str, owner: Person, due_on: date, *, by: Actor) -> Action:
    """One named person does this by the end of that day; it stands in their list of what is due.

    Raises Missing, NotPossible, WrongMove.
    """
    said(what=what)
    with changing(item.meeting, RUN, by=by) as meeting:
        while_held(meeting)
        _on_the_agenda(item)
        not_in_conflict(item, by.user_id)
        may_owe(owner, item, due_on)
        still_here(item)
        action = Action.objects.create(
            item=item,
            area_id=meeting.area_id,
            panel=meeting.panel,
            child=_one_child(item),
            what=what,
            owner=owner,
            due_on=due_on,
            by_id=person_id(by),
            at=timezone.now(),
        )
        owed_by_owner(action)
        detail: Detail = {"item": str(item.pk), "action": str(action.pk), "owner": owner.pk}
        audit(meeting, RUN, by=by, detail=detail)
        announce("meeting.action", action=str(action.pk), owner=owner.pk)
    return action


def _on_the_agenda(item: Item) -> None:
    if item.left_out:
        raise Missing("item")


def _one_child(item: Item) -> Child | None:
    """A due belongs to one record; of a peer group it belongs to none."""
    subjects = list(item.subjects.select_related("child"))
    return subjects[0].child if len(subjects) == 1 else None
