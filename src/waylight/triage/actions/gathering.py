"""Markings, which delete nothing, and the same incident from several callers gathered under one."""

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..codes import Marking
from ..errors import Missing, NotPossible, Why
from ..models import Clock, Contact, MarkingChange
from . import timing
from .steps import audit, changing, locked, person_id, said


def mark(contact: Contact, marking: str, reason: str, *, by: Actor) -> MarkingChange:
    """Mark as a test, mistaken or malicious, or ("") take the marking off. Its clocks run on.

    Raises Missing.
    """
    said(reason=reason)
    if marking and marking not in Marking.values:
        raise Missing("marking")
    with changing(contact, "concern.mark", by=by) as fresh:
        was, fresh.marking = fresh.marking, marking
        fresh.version += 1
        fresh.save(update_fields=["marking", "version", "changed_at"])
        change = MarkingChange.objects.create(
            contact=fresh, marking=marking, reason=reason, by_id=person_id(by), at=timezone.now()
        )
        audit(fresh, "concern.mark", by=by, detail={"marking": marking, "was": was})
    return change


def gather(contact: Contact, *, under: Contact, by: Actor) -> Contact:
    """Gather a contact, and whatever was gathered under it, under another about the same incident.

    It leaves the inbox and stands as its lead stands; its own clocks stop, and its danger is its lead's too.
    Raises NotPossible: the lead must be another, open contact of the same desk and area.
    """
    require(by, "concern.gather", under)
    with changing(contact, "concern.gather", by=by) as fresh:
        lead = locked(under)
        lead = locked(lead.gathered_under) if lead.gathered_under is not None else lead
        _refuse(fresh, lead)
        members = [fresh, *Contact.objects.select_for_update().filter(gathered_under=fresh)]
        for member in members:
            _put_under(member, lead, by)
        lead.save(update_fields=["emergency", "danger_reasons", "changed_at"])
    return fresh


def _refuse(contact: Contact, lead: Contact) -> None:
    if lead.pk == contact.pk:
        raise NotPossible(Why.OWN_LEAD)
    if (lead.area_id, lead.desk) != (contact.area_id, contact.desk):
        raise NotPossible(Why.OTHER_DESK)
    if lead.state in ("decided", "closed"):
        raise NotPossible(Why.LEAD_DECIDED)


def _put_under(contact: Contact, lead: Contact, by: Actor) -> None:
    timing.stop(contact, Clock.Stopped.GATHERED, timezone.now())
    contact.gathered_under, contact.due_at = lead, None
    contact.save(update_fields=["gathered_under", "due_at", "changed_at"])
    lead.emergency = lead.emergency or contact.emergency
    lead.danger_reasons = sorted({*lead.danger_reasons, *contact.danger_reasons})
    audit(contact, "concern.gather", by=by, detail={"under": str(lead.pk)})
    announce("contact.gathered", contact=str(contact.pk), under=str(lead.pk))


def ungather(contact: Contact, *, by: Actor) -> Contact:
    """Let it stand for itself again; its clocks run from where they began. Raises NotPossible."""
    with changing(contact, "concern.gather", by=by) as fresh:
        if fresh.gathered_under_id is None:
            raise NotPossible(Why.NOT_GATHERED)
        was, fresh.gathered_under = str(fresh.gathered_under_id), None
        for clock in _stopped_by_gathering(fresh):
            timing.start(fresh, Clock.Kind(clock.kind), clock.started_at)
        timing.settle_due(fresh)
        fresh.save(update_fields=["gathered_under", "due_at", "changed_at"])
        audit(fresh, "concern.gather", by=by, detail={"from": was})
        announce("contact.ungathered", contact=str(fresh.pk), under=was)
    return fresh


def _stopped_by_gathering(contact: Contact) -> list[Clock]:
    """The latest of each kind; one that is still to be seen only while nobody has opened it. None of what was
    decided meanwhile: nothing of it is due."""
    if contact.state in ("decided", "closed"):
        return []
    latest = {clock.kind: clock for clock in contact.clocks.order_by("stopped_at", "started_at")}
    if contact.state != "received":
        latest.pop(Clock.Kind.SEEN, None)
    return [clock for clock in latest.values() if clock.stopped_because == Clock.Stopped.GATHERED]
