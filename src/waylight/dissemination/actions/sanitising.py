"""Taking the source out of the words, and a second person who compares both."""

from collections.abc import Mapping

from waylight.accounts.roles import Actor
from waylight.triage.models.base import reference
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import APPROVE, SANITISE
from ..models import Item, Report, RestsOn
from ..models.reports import RISKS
from .steps import audit, changing, editing, in_state, move, said


def sanitise(item: Item, *, words: str, looked: bool, base: int, by: Actor) -> Item:
    """Write the words that may be told. `looked`: they may equal the original's, for somebody has looked.

    Raises NotPossible for words that are those of the original unseen, and for words that hold the reference
    of the concern they came from; StaleEdit.
    """
    edit = {"item": item.seq, "words": words}
    with editing(item.report, SANITISE, base=base, edit=edit, by=by) as fresh:
        in_state(fresh, "checking", "graded")
        item = fresh.items.get(pk=item.pk)
        words = said(words, Why.UNSANITISED)
        if _folded(words) == _folded(item.original) and not looked:
            raise NotPossible(Why.UNCHANGED)
        refuse_origins(fresh, words)
        item.sanitised = words
        item.save()
        audit(fresh, SANITISE, by=by, detail={"item": item.seq, "unchanged": words == item.original})
    return item


def refuse_origins(report: Report, *words: str) -> None:
    """Raises NotPossible for words that hold, however they are written, the reference of a concern that the
    report rests on, by itself or through what is told there of a person or thing."""
    of_things = report.rests.values_list("observations__account__contact", flat=True)
    origins = {*of_things, *report.rests.values_list("contact", flat=True)} - {None}
    references = [_plain(reference(pk)) for pk in origins]
    if any(each in _plain(text) for text in words for each in references):
        raise NotPossible(Why.TELLS_ITS_ORIGIN)


def _plain(words: str) -> str:
    return "".join(char for char in words if char.isalnum()).casefold()


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()


def tell_as(rests: RestsOn, words: str, *, role: str | None = None, by: Actor) -> RestsOn:
    """What may be told of a person or thing that an item rests on; "" and nothing of it leaves. `role`: what
    it is in the account; None leaves it as it is.

    Raises NotPossible.
    """
    with changing(rests.report, SANITISE, by=by) as fresh:
        in_state(fresh, "checking", "graded")
        refuse_origins(fresh, words)
        rests = fresh.rests.get(pk=rests.pk)
        rests.told_as = words.strip()
        rests.role = rests.role if role is None else role
        rests.save()
        audit(fresh, SANITISE, by=by, detail={"told-as": bool(rests.told_as)})
    return rests


def finish_sanitising(
    report: Report,
    *,
    risks: Mapping[str, str],
    risk: str = "",
    period_told: bool = False,
    operation_told: bool = False,
    by: Actor,
) -> Report:
    """`risks`: words for each of `RISKS`. When it happened, and its operation, leave only if said here.

    Raises NotPossible while an item has no sanitised words or a risk is not written down; WrongMove."""
    with changing(report, SANITISE, by=by) as fresh:
        if any(not item.sanitised for item in fresh.items.all()):
            raise NotPossible(Why.UNSANITISED)
        for part in RISKS:
            setattr(fresh, part, said(risks.get(part, ""), Why.RISK))
        fresh.risk = risk.strip()
        fresh.period_told, fresh.operation_told = period_told, operation_told
        move(fresh, "sanitised", SANITISE, by=by)
    return fresh


def approve(report: Report, *, agree: bool, reason: str, by: Actor) -> Report:
    """A second person has compared both texts and looked at what it rests on; or, with a reason, does not
    agree. Raises NotPossible, WrongMove."""
    with changing(report, APPROVE, by=by) as fresh:
        last = fresh.steps.filter(action=SANITISE).order_by("at").last()
        if last is not None and last.by_id == by.user_id:
            raise NotPossible(Why.SAME_PERSON)
        note = reason if agree else said(reason)
        move(fresh, "researched" if agree else "graded", APPROVE, by=by, note=note)
        if agree:
            announce("report.researched", report=str(fresh.pk))
    return fresh
