"""The steps that most actions of the room share: lock, ask, move by the table, write to the audit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import OWING_ROLES, PANEL_ROLES, Actor, Role
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.disruption.models import Unit
from waylight.triage.actions.steps import person_id, said
from waylight.triage.machine import WrongMove

from ..errors import NotPossible, Why
from ..machine import MEETING, RUN
from ..models import Conflict, Item, Meeting, Subject
from ..rules import READER_OF

__all__ = ["audit", "changing", "move", "not_in_conflict", "person_id", "roles_here", "said"]


@contextmanager
def changing(meeting: Meeting, action: str, target: str = "", *, by: Actor) -> Iterator[Meeting]:
    """One transaction around a change to a meeting: locked, asked for, and moved to `target` (or kept where
    it is) if its table has that move. Raises WrongMove. The caller saves the state."""
    require(by, action, meeting)
    with transaction.atomic():
        fresh = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        require(by, action, fresh)
        move(fresh, target or fresh.state, action)
        yield fresh


def move(meeting: Meeting, target: str, action: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not MEETING.allows(meeting.state, target, action):
        raise WrongMove(MEETING, meeting.state, action)
    meeting.state = target


def while_open(meeting: Meeting) -> None:
    """The agenda and the invitations change until the meeting is held. Raises WrongMove."""
    if meeting.state not in ("called", "papers-out"):
        raise WrongMove(MEETING, meeting.state, RUN)


def while_held(meeting: Meeting) -> None:
    """Decisions are written from when it was held until its minutes are agreed. Raises WrongMove."""
    if meeting.state != "held":
        raise WrongMove(MEETING, meeting.state, RUN)


def not_in_conflict(item: Item, person: int | None) -> None:
    """Raises NotPossible for somebody from whom the item is hidden."""
    if Item.objects.hidden_from(person).filter(pk=item.pk).exists():
        raise NotPossible(Why.IN_CONFLICT)


def none_in_conflict(keys: Iterable[UUID], by: Actor) -> None:
    """Raises NotPossible for somebody who has a conflict of interest about one of these children, places or
    people, whatever meeting they said it in."""
    standing = Conflict.objects.standing(by.user_id).values("item")
    if Subject.objects.filter(item__in=standing).keys() & set(keys):
        raise NotPossible(Why.IN_CONFLICT)


def is_here(item: Item) -> bool:
    """Whether an item has somebody or something that is open in the meeting's area, or is only a name."""
    try:
        still_here(item)
    except NotPossible:
        return False
    return True


def still_here(item: Item) -> list[Subject]:
    """Those of an item's subjects whose record or unit is open in the meeting's area; a name without either
    always is. Raises NotPossible where there are some and none is."""
    area, subjects = item.meeting.area_id, list(item.subjects.select_related("child"))
    things = {each.thing for each in subjects if each.thing}
    open_here = {"area_id": area, "state": "open"}
    units = set(Unit.objects.filter(pk__in=things, **open_here).values_list("pk", flat=True))
    found = [
        each
        for each in subjects
        if (each.child.area_id == area and each.child.state == "open" if each.child else not each.thing)
        or each.thing in units
    ]
    if subjects and not found:
        raise NotPossible(Why.GONE)
    return found


def may_owe(owner: Person, item: Item, due_on: date) -> None:
    """Raises NotPossible for a day that is past, and for somebody to whom nothing can be due here or from
    whom the item is hidden."""
    if due_on < timezone.localdate():
        raise NotPossible(Why.PAST)
    not_in_conflict(item, owner.pk)
    area = item.meeting.area_id
    if not any(holders_of(role, area).filter(pk=owner.pk).exists() for role in OWING_ROLES):
        raise NotPossible(Why.NOTHING_CAN_BE_DUE)


def roles_here(person: Person, area: str) -> list[str]:
    """The roles that sit on panels which this person holds in the area, the narrowest reader first."""
    order = [role for role, _reader in READER_OF]
    held = [role.value for role in PANEL_ROLES if holders_of(Role(role), area).filter(pk=person.pk).exists()]
    return sorted(held, key=order.index)


def audit(
    meeting: Meeting, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION, detail: Detail | None = None
) -> None:
    """One audit event about this meeting, in the caller's transaction."""
    record(verb, action, by=by, thing=("meeting", meeting.pk), detail=detail)
