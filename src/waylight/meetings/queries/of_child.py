"""What meetings decided about a child, for those who work with the child."""

from dataclasses import dataclass

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.casework.models import Child

from ..models import Action, Decision, Item, Subject
from ..reading import AGREED, without_others
from .opening import asked_to


@dataclass(frozen=True)
class OfChild:
    """`decisions` without the names of other children of whom the meeting spoke; none, and no actions, before
    the minutes are agreed."""

    item: Item
    subject: Subject
    decisions: list[tuple[Decision, str, str]]
    actions: list[tuple[Action, str]]


def of_child(viewer: Actor, child: Child) -> list[OfChild]:
    """The latest first. The caller has opened the child, which is the audit event. Items in which the viewer
    has a conflict of interest are not in it."""
    require(viewer, "child.view", child)
    hidden = Item.objects.hidden_from(viewer.user_id).values("pk")
    rows = Item.objects.filter(subjects__child=child, left_out=False).exclude(pk__in=hidden)
    around = (
        asked_to("meeting__attendees"),
        "meeting__items__subjects",
        "subjects",
        "decisions__by",
        "actions__owner",
    )
    items = rows.select_related("meeting").prefetch_related(*around)
    return [_one(item, child) for item in items.order_by("-meeting__starts_at", "number")]


def _one(item: Item, child: Child) -> OfChild:
    scrub = without_others(item.meeting, child.pk)
    agreed = item.meeting.state in AGREED
    return OfChild(
        item=item,
        subject=next(each for each in item.subjects.all() if each.child_id == child.pk),
        decisions=[(d, scrub(d.words), scrub(d.reasons)) for d in item.decisions.all() if agreed],
        actions=[(a, scrub(a.what)) for a in item.actions.all() if agreed],
    )
