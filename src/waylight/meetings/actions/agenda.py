"""What stands on an agenda, and who must not see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import Refused, can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.models import Child
from waylight.disruption.models import Unit
from waylight.triage.models.base import reference
from waylight.work.actions import announce

from .. import sources
from ..codes import Because, ItemKind
from ..errors import Missing, NotPossible, Why
from ..machine import DECLARE, RUN
from ..models import Conflict, Item, Meeting, Subject
from ..peers import group_of
from ..proposing import reasons_for
from .papers import start_briefs, stop_briefs
from .rolling import give_back
from .steps import (
    audit,
    changing,
    none_in_conflict,
    not_in_conflict,
    person_id,
    said,
    still_here,
    while_open,
)

REFERENCE = len(reference(UUID(int=0)))


def child_of_reference(meeting: Meeting, text: str, *, by: Actor) -> Child:
    """The open record of the area by the reference that people tell each other. Raises NotPossible."""
    require(by, RUN, meeting)
    digits = "".join(text.split()).lower()
    try:
        first, last = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    except ValueError:
        raise NotPossible(Why.NO_SUCH_RECORD) from None
    found = Child.objects.filter(area_id=meeting.area_id, state="open", pk__gte=first, pk__lte=last)
    if len(digits) != REFERENCE or found.count() != 1:
        raise NotPossible(Why.NO_SUCH_RECORD)
    return found.get()


def add_child(meeting: Meeting, child: Child, reason: str = "", *, left_out: bool = False, by: Actor) -> Item:
    """Put a child on the agenda: with what proposes it, or else with a reason of one's own; or leave it out,
    with a reason. Their worker owes what the meeting needs to know. The record itself is opened only when
    papers go out; until then the agenda has a label.

    Raises Missing, NotPossible, WrongMove.
    """
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        because = reasons_for(fresh, [child.pk]).get(child) or [Because.BY_HAND]
        if left_out or because == [Because.BY_HAND]:
            said(reason=reason)
        item = _item(fresh, ItemKind.CHILD, because, reason, [child], left_out=left_out, by=by)
        if not left_out:
            start_briefs(item)
        _noted(fresh, item, by)
    return item


def add_unit(meeting: Meeting, unit: Unit, reason: str = "", *, left_out: bool = False, by: Actor) -> Item:
    """Put a place or person of concern on the agenda as it stands as a unit of work, or leave it out with a
    reason. Raises Missing, NotPossible, WrongMove, Refused for whoever may not see units."""
    require(by, "unit.view", unit)
    if left_out:
        said(reason=reason)
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        if unit.area_id != fresh.area_id or unit.state != "open":
            raise NotPossible(Why.NO_SUCH_RECORD)
        none_in_conflict([unit.pk], by)
        if Subject.objects.filter(item__meeting=fresh, thing=unit.pk).exists():
            raise NotPossible(Why.ON_IT_ALREADY)
        kind, because = ItemKind(unit.kind), [Because.OPEN]
        item = _item(fresh, kind, because, reason, [], title=unit.title, left_out=left_out, by=by)
        Subject.objects.create(item=item, thing=unit.pk)
        record(Verb.CONSULTATION, RUN, by=by, thing=("unit", unit.pk), detail={"meeting": str(fresh.pk)})
        _noted(fresh, item, by)
    return item


def add_peers(meeting: Meeting, child: Child, reason: str = "", *, left_out: bool = False, by: Actor) -> Item:
    """Put the peer group of this child on the agenda, or leave it out with a reason. The worker of each of
    its children owes what the meeting needs to know. Raises Missing, NotPossible, WrongMove."""
    if left_out:
        said(reason=reason)
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        group = group_of(fresh, child)
        if not group:
            raise NotPossible(Why.ON_IT_ALREADY)
        title, because = f"Peer group of {len(group)} children", [Because.NETWORK]
        item = _item(fresh, ItemKind.PEERS, because, reason, group, title=title, left_out=left_out, by=by)
        if not left_out:
            start_briefs(item)
        _noted(fresh, item, by)
    return item


def add_words(meeting: Meeting, kind: str, title: str, reason: str, *, by: Actor) -> Item:
    """A theme, or a place or person that is no unit of work yet, by its name. Raises Missing, WrongMove."""
    said(title=title, reason=reason)
    if kind not in (ItemKind.THEME, ItemKind.PLACE, ItemKind.PERSON):
        raise Missing("kind")
    with changing(meeting, RUN, by=by) as fresh:
        while_open(fresh)
        item = _item(fresh, ItemKind(kind), [Because.BY_HAND], reason, [], title=title, by=by)
        _noted(fresh, item, by)
    return item


def take_off(item: Item, reason: str, *, by: Actor) -> Item:
    """Take an item off the agenda again; that it stood there stays, with the reason.

    Raises Missing, NotPossible, WrongMove.
    """
    with _turning(item, reason, by, left_out=True) as fresh:
        stop_briefs(fresh.meeting, fresh)
    return fresh


def put_back(item: Item, reason: str, *, by: Actor) -> Item:
    """What was left out, or taken off, stands on the agenda after all, with the reason; the worker of each
    child owes again what the meeting needs to know. Raises Missing, NotPossible, WrongMove."""
    with _turning(item, reason, by, left_out=False) as fresh:
        still_here(fresh)
        start_briefs(fresh)
    return fresh


@contextmanager
def _turning(item: Item, reason: str, by: Actor, *, left_out: bool) -> Iterator[Item]:
    """Off the agenda or onto it again, if it is not so already. What was briefed stays."""
    said(reason=reason)
    with changing(item.meeting, RUN, by=by) as meeting:
        while_open(meeting)
        not_in_conflict(item, by.user_id)
        fresh = Item.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
        if fresh.left_out == left_out:
            raise NotPossible(Why.LEFT_OUT_ALREADY if left_out else Why.ON_IT_ALREADY)
        fresh.left_out, fresh.reason = left_out, reason
        fresh.by_id, fresh.at = person_id(by), timezone.now()
        fresh.save(update_fields=["left_out", "reason", "by", "at"])
        yield fresh
        _noted(meeting, fresh, by)


def note_covert(item: Item, words: str, *, base: int, by: Actor) -> Item:
    """What is to be handled covertly: for whoever runs the meeting, in no paper and no minutes. An empty note
    takes it away. Raises NotPossible where somebody else has written since `base`, WrongMove."""
    with changing(item.meeting, RUN, by=by) as meeting:
        not_in_conflict(item, by.user_id)
        fresh = Item.objects.select_for_update().get(pk=item.pk)
        if fresh.covert_version != base:
            raise NotPossible(Why.MET)
        fresh.covert, fresh.covert_version = words, base + 1
        fresh.save(update_fields=["covert", "covert_version"])
        audit(meeting, RUN, by=by, detail={"item": str(fresh.pk), "covert": bool(words)})
    return fresh


def declare_conflict(item: Item, person: Person, reason: str, *, by: Actor) -> Conflict:
    """Hide an item, and all that meetings say about the same child, place or person, from an attendee:
    oneself, or by whoever runs the meeting somebody else.

    Raises Missing, NotPossible, Refused for somebody else's by one who does not run the meeting.
    """
    said(reason=reason)
    own = person.pk == by.user_id
    action = DECLARE if own and not can(by, RUN, item.meeting) else RUN
    if not own and not can(by, RUN, item.meeting):
        raise Refused(by, RUN, item.meeting, None)
    with changing(item.meeting, action, by=by) as meeting:
        if person.pk not in meeting.attended_by:
            raise NotPossible(Why.NOT_THERE)
        if item.conflicts.filter(person=person, ended_at__isnull=True).exists():
            raise NotPossible(Why.DECLARED_ALREADY)
        conflict = Conflict.objects.create(
            item=item, person=person, reason=reason, by_id=person_id(by), at=timezone.now()
        )
        give_back(person, by=by)
        detail: Detail = {"item": str(item.pk), "conflict": person.pk}
        audit(meeting, action, by=by, verb=Verb.PERMISSION, detail=detail)
        announce("meeting.conflict", item=str(item.pk), person=person.pk)
    return conflict


def end_conflict(conflict: Conflict, *, by: Actor) -> Conflict:
    """Whoever runs the meeting says that it was none, however the meeting stands; nobody says so of their
    own. Raises NotPossible."""
    meeting = conflict.item.meeting
    require(by, RUN, meeting)
    with transaction.atomic():
        if conflict.person_id == by.user_id:
            raise NotPossible(Why.IN_CONFLICT)
        conflict.ended_at = timezone.now()
        conflict.save(update_fields=["ended_at"])
        detail: Detail = {"item": str(conflict.item_id), "conflict-ended": conflict.person_id}
        audit(meeting, RUN, by=by, verb=Verb.PERMISSION, detail=detail)
    return conflict


def _item(
    meeting: Meeting,
    kind: ItemKind,
    because: list[Because],
    reason: str,
    children: list[Child],
    *,
    title: str = "",
    left_out: bool = False,
    by: Actor,
) -> Item:
    if any(child.area_id != meeting.area_id or child.state != "open" for child in children):
        raise NotPossible(Why.NO_SUCH_RECORD)
    none_in_conflict((child.pk for child in children), by)
    there = Subject.objects.filter(item__meeting=meeting, item__kind=kind, child__in=children)
    if children and there.exists():
        raise NotPossible(Why.ON_IT_ALREADY)
    number = (meeting.items.aggregate(last=Max("number"))["last"] or 0) + 1
    item = Item.objects.create(
        meeting=meeting,
        number=number,
        kind=kind,
        because=",".join(because),
        reason=reason,
        title=title,
        left_out=left_out,
        by_id=person_id(by),
        at=timezone.now(),
    )
    for child in children:
        label = sources.written(sources.label_of(child))
        Subject.objects.create(item=item, child=child, sources=label)
        record(Verb.CONSULTATION, RUN, by=by, thing=("child", child.pk), detail={"meeting": str(meeting.pk)})
    return item


def _noted(meeting: Meeting, item: Item, by: Actor) -> None:
    detail: Detail = {
        "item": str(item.pk),
        "kind": item.kind,
        "because": item.because,
        "left-out": item.left_out,
    }
    audit(meeting, RUN, by=by, detail=detail)
    announce("meeting.item", item=str(item.pk))
