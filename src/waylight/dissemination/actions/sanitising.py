"""Taking the source out of the words, and a second person who compares both."""

from collections.abc import Mapping

from waylight.accounts.roles import Actor
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
        if any(_folded(reference) in _folded(words) for reference in origins(fresh)):
            raise NotPossible(Why.TELLS_ITS_ORIGIN)
        item.sanitised = words
        item.save()
        audit(fresh, SANITISE, by=by, detail={"item": item.seq, "unchanged": words == item.original})
    return item


def origins(report: Report) -> list[str]:
    """References that lead back to what was sent: the report's concerns."""
    rests = report.rests.filter(contact__isnull=False).select_related("contact")
    return [rest.contact.reference for rest in rests if rest.contact is not None]


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()


def tell_as(rests: RestsOn, words: str, *, role: str | None = None, by: Actor) -> RestsOn:
    """What may be told of a person or thing that an item rests on; "" and nothing of it leaves. `role`: what
    it is in the account; None leaves it as it is.

    Raises NotPossible.
    """
    with changing(rests.report, SANITISE, by=by) as fresh:
        in_state(fresh, "checking", "graded")
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
