"""What somebody has begun to write of a meeting: it is of the meeting, and its writer's alone.

An item may speak of several children and of none, so a draft of the minutes is of no child's record. It is
written under the right to do what its form is for, and goes when that is done.
"""

from uuid import UUID

from django.urls import reverse

from waylight.casework.views.slots import Slot, keeps, keeps_new

from ..machine import RUN
from ..models import Action, Item, Meeting
from .acting import draft_name, leaves_out, named
from .acts import BACK, ITEM_ACTS, MEETING_ACTS

ON_MEETING, ON_ITEM = named(MEETING_ACTS), named((*ITEM_ACTS, *BACK))
SETTLES = {"done": "meeting.answer", "drop": RUN, "keep": RUN}
"""By what is pressed on an action: the right to it."""


def _of_meeting(pk: UUID, name: str) -> Slot | None:
    meeting, act = Meeting.objects.filter(pk=pk).first(), ON_MEETING.get(name)
    if meeting is None or not (act or leaves_out(name)):
        return None
    may = (act.action if act else RUN, meeting)
    return Slot(pk, draft_name(name, meeting), may, reverse("meeting", args=[pk]))


def _of_item(pk: UUID, name: str) -> Slot | None:
    item, act = Item.objects.select_related("meeting").filter(pk=pk).first(), ON_ITEM.get(name)
    if item is None or act is None:
        return None
    back = reverse("meeting-item", args=[pk])
    return Slot(item.meeting_id, draft_name(name, item), (act.action, item.meeting), back)


def _of_action(pk: UUID, name: str) -> Slot | None:
    action = Action.objects.select_related("item__meeting").filter(pk=pk).first()
    if action is None or name not in SETTLES:
        return None
    back = reverse("meeting-action", args=[pk])
    return Slot(action.item.meeting_id, f"{name}-{pk}", (SETTLES[name], action), back)


keeps_new("meetings", "call", "meeting.call", "meeting-call")
keeps("meeting", _of_meeting)
keeps("meeting-item", _of_item)
keeps("meeting-action", _of_action)
