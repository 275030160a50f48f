"""Who works with a child; who opened the record without working with the child; closing and reopening."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holds
from waylight.accounts.roles import Actor, Role
from waylight.audit.models import Verb
from waylight.work.actions import announce

from .. import rooms
from ..codes import AFTER_CLOSING, DueKind, LineKind
from ..errors import NotPossible, Why
from ..models import Access, Child, Due
from . import dues
from .steps import audit, changing, line, move, person_id, said, worker_here

GLASS_LASTS = timedelta(days=1)
WITH_THE_RECORD = (DueKind.REVIEW, DueKind.EIGHTEEN, DueKind.HANDING_ON)
"""What a closing ends and a reopening begins anew: it lies months or years ahead."""


def allocate(child: Child, *, worker: Person, manager: Person, reason: str, by: Actor) -> Child:
    """Say whose the child's work is from now on; what was due to the one before is due to them.

    Raises NotPossible, Missing.
    """
    said(reason=reason)
    with changing(child, "child.allocate", by=by) as fresh:
        if not holds(manager, (Role.TEAM_MANAGER,), fresh.area_id):
            raise NotPossible(Why.NO_MANAGER)
        fresh.worker, fresh.manager = worker_here(worker, fresh), manager
        fresh.save(update_fields=["worker", "manager"])
        dues.stop(fresh, DueKind.LEAVER)
        words = f"Worker: {worker.name}. Manager: {manager.name}. {reason}"
        line(fresh, LineKind.HANDLING, words, "", by=person_id(by))
        audit(fresh, "child.allocate", by=by, detail={"worker": worker.pk, "manager": manager.pk})
        announce("child.allocated", child=str(fresh.pk), worker=worker.pk)
    return fresh


def name_other(child: Child, person: Person, reason: str, *, by: Actor) -> Access:
    """Let somebody else of the area work with the child, with a reason. Raises NotPossible, Missing."""
    said(reason=reason)
    with changing(child, "child.allocate", by=by) as fresh:
        worker_here(person, fresh)
        if _named(fresh, person.pk).exists() or person.pk in (fresh.worker_id, fresh.manager_id):
            raise NotPossible(Why.NAMED_ALREADY)
        given = Access.objects.create(
            child=fresh,
            person=person,
            kind=Access.Kind.NAMED,
            reason=reason,
            by_id=person_id(by),
            since=timezone.now(),
        )
        line(
            fresh,
            LineKind.HANDLING,
            f"{person.name} works with the child too. {reason}",
            "",
            by=person_id(by),
        )
        audit(fresh, "child.allocate", by=by, verb=Verb.PERMISSION, detail={"named": person.pk})
        announce("child.named", child=str(fresh.pk), person=person.pk)
    return given


def _named(child: Child, person: int) -> QuerySet[Access]:
    """Live rows by which somebody was let in."""
    return Access.objects.filter(child=child, person=person, kind=Access.Kind.NAMED, until__isnull=True)


def end_access(access: Access, *, by: Actor) -> Access:
    """When it ended by itself or by somebody, that time stands."""
    with changing(access.child, "child.allocate", by=by) as fresh:
        now = timezone.now()
        live = Q(until__isnull=True) | Q(until__gt=now)
        if not Access.objects.filter(live, pk=access.pk).update(until=now):
            raise NotPossible(Why.SETTLED_ALREADY)
        _named(fresh, access.person_id).update(until=now)
        access.until = now
        audit(fresh, "child.allocate", by=by, verb=Verb.PERMISSION, detail={"ended": access.person_id})
    return access


def break_glass(child: Child, reason: str, *, by: Actor) -> Access:
    """Read a record for a day without working with the child. The manager is told at once and looks at it.

    Raises NotPossible for somebody who needs no reason, Missing.
    """
    said(reason=reason)
    require(by, "child.break-glass", child)
    if by.user_id in child.read_by:
        raise NotPossible(Why.WORKS_ALREADY)
    with changing(child, "child.break-glass", by=by) as fresh:
        now = timezone.now()
        glass = Access.objects.create(
            child=fresh,
            person_id=person_id(by),
            kind=Access.Kind.GLASS,
            reason=reason,
            by_id=person_id(by),
            since=now,
            until=now + GLASS_LASTS,
        )
        dues.start(fresh, DueKind.GLASS, about=glass.pk)
        line(fresh, LineKind.HANDLING, f"Opened with a reason. {reason}", "", by=person_id(by))
        audit(fresh, "child.break-glass", by=by, verb=Verb.PERMISSION, detail={"access": str(glass.pk)})
        announce("glass.broken", child=str(fresh.pk), access=str(glass.pk))
    return glass


def look_at_glass(access: Access, words: str, *, by: Actor) -> Access:
    """The manager has looked at why a record was opened, and says so; nobody looks at their own opening.

    Raises NotPossible, Missing.
    """
    said(words=words)
    with changing(access.child, "child.allocate", by=by) as fresh:
        if person_id(by) == access.person_id:
            raise NotPossible(Why.OWN_OPENING)
        if not dues.stop(fresh, DueKind.GLASS, about=access.pk):
            raise NotPossible(Why.NOT_DUE)
        line(fresh, LineKind.HANDLING, f"The opening was looked at. {words}", "", by=person_id(by))
        audit(fresh, "child.allocate", by=by, detail={"looked-at": str(access.pk)})
    return access


def close_record(child: Child, reason: str, *, by: Actor) -> Child:
    """Close a record with a reason, when nobody here owes the child anything but what lies far ahead. What an
    agency or a meeting of an area before still owes does not hold it: it is not the manager's to finish.

    Raises NotPossible, Missing, WrongMove.
    """
    said(reason=reason)
    with changing(child, "child.allocate", by=by) as fresh:
        move(fresh, "closed", "child.allocate")
        for refuse in rooms.BEFORE_CLOSING:
            refuse(fresh)
        waits = fresh.dues.filter(stopped_at__isnull=True, area=fresh.area_id).exclude(
            kind__in=(*WITH_THE_RECORD, *AFTER_CLOSING)
        )
        if waits.exists() or fresh.harm_now:
            raise NotPossible(Why.STILL_DUE)
        for kind in WITH_THE_RECORD:
            dues.stop(fresh, kind, because=Due.Stopped.NO_LONGER)
        fresh.save(update_fields=["state"])
        line(fresh, LineKind.HANDLING, f"Closed. {reason}", "", by=person_id(by))
        audit(fresh, "child.allocate", by=by, detail={"state": "closed"})
        announce("child.closed", child=str(fresh.pk))
    return fresh


def reopen_record(child: Child, reason: str, *, by: Actor) -> Child:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(child, "child.allocate", by=by) as fresh:
        move(fresh, "open", "child.allocate")
        fresh.save(update_fields=["state"])
        dues.bring_forward(fresh, "reopened")
        dues.open_again(fresh)
        line(fresh, LineKind.HANDLING, f"Reopened. {reason}", "", by=person_id(by))
        audit(fresh, "child.allocate", by=by, detail={"state": "open"})
        announce("child.reopened", child=str(fresh.pk), at=timezone.now().isoformat())
    return fresh
