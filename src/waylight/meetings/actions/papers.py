"""What papers are made from: what a worker says the meeting needs to know, and what the record says."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.steps import audit as audit_child
from waylight.casework.actions.steps import change, person_id
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.disruption.models import Unit
from waylight.work.actions import announce

from .. import sources
from ..errors import NotPossible, Why
from ..machine import RUN
from ..models import Item, Meeting, Subject
from .steps import said, still_here, while_open

BRIEF = "meeting.brief"


def start_briefs(item: Item) -> None:
    """Whoever works with each child owes what the meeting needs to know, until it begins."""
    for subject in item.subjects.filter(child__isnull=False).select_related("child"):
        until = Owed(until=item.meeting.starts_at)
        dues.start(subject.child, DueKind.MEETING_BRIEF, about=subject.pk, owed=until)


def stop_briefs(meeting: Meeting, item: Item | None = None) -> None:
    rows = Subject.objects.filter(item__meeting=meeting, child__isnull=False).select_related("child")
    for subject in rows.filter(item=item) if item else rows:
        because = Due.Stopped.NO_LONGER
        dues.stop(subject.child, DueKind.MEETING_BRIEF, about=subject.pk, because=because)


def write_brief(subject: Subject, brief: str, *, base: int, by: Actor) -> Subject:
    """What the meeting needs to know of this child, by whoever works with them.

    Raises Missing, NotPossible where the record has moved to another area, StaleEdit, WrongMove.
    """
    said(brief=brief)
    if subject.child is None:
        raise LookupError("only a child has somebody who works with them")
    with change(
        subject.child,
        BRIEF,
        base=base,
        current=lambda _child: Subject.objects.select_for_update().get(pk=subject.pk).version,
        what=f"meeting:{subject.pk}",
        edit={"brief": brief},
        by=by,
    ) as child:
        fresh = Subject.objects.select_related("item__meeting").get(pk=subject.pk)
        while_open(fresh.item.meeting)
        if child.area_id != fresh.item.meeting.area_id:
            raise NotPossible(Why.GONE)
        fresh.brief, fresh.version = brief, fresh.version + 1
        fresh.brief_by_id, fresh.brief_at = person_id(by), timezone.now()
        fresh.save(update_fields=["brief", "version", "brief_by", "brief_at"])
        dues.stop(child, DueKind.MEETING_BRIEF, about=fresh.pk)
        audit_child(child, BRIEF, by=by, detail={"subject": str(fresh.pk), "version": fresh.version})
        announce("meeting.brief", subject=str(fresh.pk))
    return fresh


def fill(meeting: Meeting, *, by: Actor) -> None:
    """Take from each record what the table of papers knows of; a disclosure of each. In the caller's
    transaction. Raises NotPossible where an item is about nothing that is open here any more."""
    for item in meeting.items.filter(left_out=False):
        here = still_here(item)
        for subject in item.subjects.select_related("child__worker"):
            _fill(subject, subject in here, meeting, by)


def _fill(subject: Subject, here: bool, meeting: Meeting, by: Actor) -> None:
    """Of a child whose record went elsewhere only the label stays."""
    detail: Detail = {"meeting": str(meeting.pk), "panel": meeting.panel}
    if subject.child is not None:
        taken = sources.of_child(subject.child) if here else sources.kept(sources.read(subject.sources))
        thing = ("child", subject.child.pk)
    elif subject.thing is not None:
        taken = sources.of_unit(Unit.objects.get(pk=subject.thing))
        thing = ("unit", subject.thing)
    else:
        return
    subject.sources = sources.written(taken)
    subject.save(update_fields=["sources"])
    if here:
        record(Verb.DISCLOSURE, RUN, by=by, thing=thing, detail=detail)
