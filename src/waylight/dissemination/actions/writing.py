"""Writing a report: its head, its items in the words they came in, and what each rests on."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.guidance.models import Area
from waylight.intelligence.models import Entity, Observation
from waylight.intelligence.queries.scope import within_reach
from waylight.triage.actions.steps import person_id
from waylight.triage.models import Contact
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import WRITE
from ..models import Item, Report, RestsOn
from ..models.reports import SEVERAL_DESKS
from ..resting import rely
from .steps import audit, changing, editing, in_state, move, said

WORDS_OPEN = ("draft", "returned")
INQUIRY = "Held for a public inquiry until the hold is lifted."
"""Every report begins held: disposing of what an inquiry may ask for is an offence
(Inquiries Act 2005 s35)."""


def write(
    area: Area,
    *,
    title: str,
    priority: str,
    marking: str,
    learnt_on: date | None,
    tags: list[str],
    group_based: bool,
    event_from: date | None = None,
    event_to: date | None = None,
    operation: str = "",
    by: Actor,
) -> Report:
    """Begin a report. Raises NotPossible without a title, or for a period that cannot be; Refused."""
    report = Report(area=area, written_by_id=person_id(by), written_at=timezone.now())
    require(by, WRITE, report)
    report.title, report.held = said(title), INQUIRY
    report.priority, report.marking, report.learnt_on = priority, marking, learnt_on
    report.tags, report.group_based = tags, group_based
    _set_about(report, event_from, event_to, operation)
    with transaction.atomic():
        report.save(force_insert=True)
        audit(report, WRITE, by=by, verb=Verb.COLLECTION, detail={"priority": priority})
    return report


def describe(
    report: Report, *, event_from: date | None, event_to: date | None, operation: str, base: int, by: Actor
) -> Report:
    """Say when it happened and to which operation it belongs. Raises NotPossible, StaleEdit."""
    edit = {"event_from": event_from, "event_to": event_to, "operation": operation}
    with editing(report, WRITE, base=base, edit=edit, by=by) as fresh:
        in_state(fresh, *WORDS_OPEN, "submitted", "checking", "graded")
        _set_about(fresh, event_from, event_to, operation)
        fresh.save()
        audit(fresh, WRITE, by=by, detail={"about": True})
    return fresh


def _set_about(report: Report, event_from: date | None, event_to: date | None, operation: str) -> None:
    days = [each for each in (event_from, event_to) if each]
    if days != sorted(days) or any(each > timezone.localdate() for each in days):
        raise NotPossible(Why.PERIOD)
    report.event_from, report.event_to, report.operation = event_from, event_to, operation.strip()


def add_item(report: Report, *, words: str, provenance: str, named: str, by: Actor) -> Item:
    """Add a piece of information in the words it came in. Raises NotPossible."""
    with changing(report, WRITE, by=by) as fresh:
        in_state(fresh, *WORDS_OPEN)
        item = Item(report=fresh, seq=fresh.items.count() + 1, provenance=provenance, named=named)
        item.original = said(words, Why.NO_ITEM)
        item.save(force_insert=True)
        fresh.version += 1
        fresh.save(update_fields=["version"])
        audit(fresh, WRITE, by=by, verb=Verb.COLLECTION, detail={"item": item.seq})
    return item


def change_item(item: Item, *, words: str, provenance: str, named: str, base: int, by: Actor) -> Item:
    """Before it is submitted its words may change. Raises NotPossible, StaleEdit."""
    edit = {"words": words, "provenance": provenance, "named": named}
    with editing(item.report, WRITE, base=base, edit=edit, by=by) as fresh:
        in_state(fresh, *WORDS_OPEN)
        item = fresh.items.get(pk=item.pk)
        item.original, item.provenance, item.named = said(words, Why.NO_ITEM), provenance, named
        item.save()
        audit(fresh, WRITE, by=by, detail={"item": item.seq})
    return item


def rest_on(item: Item, pk: UUID, *, role: str = "", by: Actor) -> RestsOn:
    """Tie an item to an entity or a concern that its writer reaches, by id, and say what an entity is in the
    account. Raises NotPossible."""
    with changing(item.report, WRITE, by=by) as fresh:
        in_state(fresh, *WORDS_OPEN, "submitted", "checking", "graded")
        rests, desks = _rest(item, pk, by)
        rests.report = fresh
        rests.role = role if rests.entity_id else ""
        rests.save(force_insert=True)
        if rests.entity_id:
            rely(rests, _of(rests.entity_id, by))
        _settle_desk(fresh, desks)
        kind = "entity" if rests.entity_id else "concern"
        audit(fresh, WRITE, by=by, verb=Verb.COMBINATION, detail={"item": item.seq, kind: str(pk)})
    return rests


def _rest(item: Item, pk: UUID, by: Actor) -> tuple[RestsOn, set[str]]:
    now = timezone.now()
    if Entity.objects.filter(pk=pk).exists():
        desks = set(_of(pk, by).values_list("account__contact__desk", flat=True))
        if desks:
            return RestsOn(item=item, entity_id=pk, at=now), desks
    contact = Contact.objects.filter(within_reach(by), pk=pk).first()
    if contact is None or not can(by, "entity.view", contact):
        raise NotPossible(Why.NOTHING_SUCH)
    return RestsOn(item=item, contact=contact, at=now), {contact.desk}


def _of(entity: UUID, by: Actor) -> QuerySet[Observation]:
    reach = within_reach(by, "account__contact__")
    return Observation.objects.filter(reach, entity_id=entity, gone=False)


def _settle_desk(report: Report, desks: set[str]) -> None:
    """A report is of the desk of all that it rests on, or of several."""
    others = report.rests.count() > 1
    together = desks | ({report.desk} if others else set())
    report.desk = together.pop() if len(together) == 1 else SEVERAL_DESKS
    report.version += 1
    report.save(update_fields=["desk", "version"])


def submit(report: Report, *, by: Actor) -> Report:
    """Hand it to the intelligence unit. Raises NotPossible, WrongMove."""
    with changing(report, WRITE, by=by) as fresh:
        if not fresh.items.exists():
            raise NotPossible(Why.NO_ITEM)
        move(fresh, "submitted", WRITE, by=by)
        announce("report.submitted", report=str(fresh.pk))
    return fresh
