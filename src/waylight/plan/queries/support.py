"""Support of a child: what was offered, how long they wait; plans in plain words and who holds them."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.casework.models import Child
from waylight.casework.withheld import must_look
from waylight.engine.wording.reading import Reading, reading

from ..machine import WRITE
from ..models import Offer, OfferStep, Sheet, SheetCopy
from ..rules import Question, SheetRule, sheets

LONG_SENTENCE = 15
AGE_OF_GRADE = 5


@dataclass(frozen=True)
class OfferRow:
    """`waited`: days from the first of the wait to the start, or to today; None where nobody waits or did."""

    offer: Offer
    waited: int | None


@dataclass(frozen=True)
class Advice:
    """How hard it is to read: for whoever writes; it stops nothing."""

    age: int
    too_hard: bool
    hard: tuple[str, ...]
    longest: str


@dataclass(frozen=True)
class SheetPage:
    """`former`: copies of the ones before that nobody has brought back yet."""

    sheet: Sheet
    rule: SheetRule
    parts: list[tuple[Question, str]]
    copies: list[SheetCopy]
    former: list[SheetCopy]
    advice: Advice | None
    may_write: bool
    must_look: bool


def offers(viewer: Actor, child: Child) -> list[OfferRow]:
    """The latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    return [OfferRow(each, waited(each)) for each in child.offers.all()]


def waited(offer: Offer) -> int | None:
    if offer.waiting_since is None:
        return None
    if offer.state != "waiting" and offer.started_on is None:
        return None
    return ((offer.started_on or timezone.localdate()) - offer.waiting_since).days


def find_offer(pk: UUID) -> Offer:
    """For an action or query that asks the policy itself. Raises Offer.DoesNotExist."""
    return Offer.objects.select_related("child__worker", "child__manager").get(pk=pk)


def offer_steps(viewer: Actor, offer: Offer) -> list[OfferStep]:
    require(viewer, "child.view", offer)
    return list(offer.steps.select_related("by"))


def sheets_of(viewer: Actor, child: Child) -> list[Sheet]:
    """The latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    return list(child.sheets.select_related("by"))


def find_sheet(pk: UUID) -> Sheet:
    return Sheet.objects.select_related("child__worker", "child__manager", "before").get(pk=pk)


def find_copy(pk: UUID) -> SheetCopy:
    return SheetCopy.objects.select_related("child__worker", "child__manager", "sheet").get(pk=pk)


def sheet_page(viewer: Actor, sheet: Sheet) -> SheetPage:
    """The caller has opened the child."""
    require(viewer, "child.view", sheet)
    rule, words = sheets()[sheet.kind], json.loads(sheet.words or "{}")
    may_write = can(viewer, WRITE, sheet)
    writing = may_write and sheet.state == "draft"
    return SheetPage(
        sheet=sheet,
        rule=rule,
        parts=[(question, words.get(question.code, "")) for question in rule.questions],
        copies=list(sheet.copies.all()),
        former=_former(sheet) if sheet.state in ("draft", "current") else [],
        advice=_advice(reading(words.values()), rule) if writing else None,
        may_write=may_write,
        must_look=must_look(sheet.child),
    )


def _former(sheet: Sheet) -> list[SheetCopy]:
    links = dict(Sheet.objects.filter(child=sheet.child_id).values_list("pk", "before"))
    earlier, pk = [], sheet.before_id
    while pk is not None:
        earlier.append(pk)
        pk = links[pk]
    return list(SheetCopy.objects.filter(sheet__in=earlier, back_on__isnull=True)) if earlier else []


def sheet_in_hand(sheet: Sheet) -> Sheet:
    """The newest after it that was not dropped, or itself."""
    while following := sheet.after.exclude(state="dropped").first():
        sheet = following
    return sheet


def _advice(found: Reading, rule: SheetRule) -> Advice | None:
    if not found.words:
        return None
    long = found.longest_sentence if found.longest > LONG_SENTENCE else ""
    age = max(round(found.grade) + AGE_OF_GRADE, AGE_OF_GRADE)
    return Advice(age, found.grade > rule.grade, found.hard[:8], long)
