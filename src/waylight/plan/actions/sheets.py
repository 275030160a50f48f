"""The plan in plain words: written with the child or the parents, agreed with them, given out, replaced."""

import json
from datetime import date

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import LineKind
from waylight.casework.models import Child
from waylight.casework.withheld import must_look
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import AtHome, KeptWhere, SheetKind
from ..errors import Missing, NotPossible, Why
from ..machine import SHEET, WRITE
from ..models import Sheet, SheetCopy
from ..printing import sheet_as_pdf
from ..rules import sheets
from .steps import has_come, move

FOUND_LIKE_HOME = (KeptWhere.PHONE, KeptWhere.ELSEWHERE)


def begin_sheet(
    child: Child, kind: str, of_whom: str = "", *, before: Sheet | None = None, by: Actor
) -> Sheet:
    """Begin one, or the next, which begins with the words of the one that is in hand (`before`, where the
    caller saw it). A child has one safety plan; each parent or carer may have their own.

    Raises Missing, NotPossible while one is being written for the same person.
    """
    if kind not in SheetKind.values:
        raise Missing("kind")
    of_whom = before.of_whom if before else of_whom
    if kind == SheetKind.PARENTS:
        said(of_whom=of_whom)
    with changing(child, WRITE, by=by) as fresh:
        still_open(fresh)
        held = [each for each in fresh.sheets.filter(kind=kind) if _same(each.of_whom, of_whom)]
        standing = next((each for each in held if each.state == "current"), None)
        if before is not None and before != standing:
            raise NotPossible(Why.OVER)
        if any(each.state == "draft" for each in held):
            raise NotPossible(Why.SHEET_BEGUN)
        before = standing
        begun = Sheet.objects.create(
            child=fresh,
            kind=kind,
            of_whom=of_whom,
            words=before.words if before else "{}",
            at_home=before.at_home if before else "",
            before=before,
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(fresh, WRITE, by=by, detail={"sheet": str(begun.pk), "kind": kind})
        announce("sheet.begun", child=str(fresh.pk), sheet=str(begun.pk))
    return begun


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def drop_sheet(sheet: Sheet, reason: str, *, by: Actor) -> Sheet:
    """It was begun by mistake; what is written on it stays readable. Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(sheet.child, WRITE, by=by) as child:
        fresh = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        fresh.state, fresh.dropped_because = move(SHEET, fresh.state, "dropped", WRITE), reason
        fresh.save(update_fields=["state", "dropped_because"])
        audit(child, WRITE, by=by, detail={"sheet": str(fresh.pk), "state": fresh.state})
        announce("sheet.dropped", child=str(child.pk), sheet=str(fresh.pk))
    return fresh


def write_sheet(sheet: Sheet, words: dict[str, str], at_home: str, *, base: int, by: Actor) -> Sheet:
    """Write on a draft; `words` by question. Raises Missing, WrongMove, StaleEdit."""
    if at_home and at_home not in AtHome.values:
        raise Missing("at_home")
    known = {question.code for question in sheets()[sheet.kind].questions}
    words = {code: text for code, text in words.items() if code in known}
    edit, what = {**words, "at_home": at_home}, f"sheet:{sheet.pk}"

    def stands(_child: Child) -> int:
        return Sheet.objects.get(pk=sheet.pk).version

    with change(sheet.child, WRITE, base=base, current=stands, what=what, edit=edit, by=by) as child:
        fresh = Sheet.objects.get(pk=sheet.pk)
        if fresh.state != "draft":
            raise WrongMove(SHEET, fresh.state, WRITE)
        fresh.words, fresh.at_home = json.dumps(words, ensure_ascii=False), at_home
        fresh.version += 1
        fresh.save()
        audit(child, WRITE, by=by, detail={"sheet": str(fresh.pk), "version": fresh.version})
        announce("sheet.written", sheet=str(fresh.pk))
    return fresh


def agree_sheet(sheet: Sheet, *, looked: bool = False, by: Actor) -> Sheet:
    """They agree that these are their words; the one before is replaced. `looked`: as `print_sheet`. Raises
    NotPossible, WrongMove."""
    with changing(sheet.child, WRITE, by=by) as child:
        fresh = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        state = move(SHEET, fresh.state, "current", WRITE)
        if not any(text.strip() for text in json.loads(fresh.words or "{}").values()):
            raise NotPossible(Why.EMPTY_SHEET)
        if not fresh.at_home:
            raise NotPossible(Why.AT_HOME)
        look_first(child, looked)
        if (before := fresh.before) is not None:
            before.state = move(SHEET, before.state, "replaced", WRITE)
            before.save(update_fields=["state"])
        fresh.state, fresh.agreed_at = state, timezone.now()
        fresh.save()
        words = f"{fresh.get_kind_display()} agreed with {fresh.of_whom or 'the child'}."
        line(child, LineKind.MEETING, words, str(fresh.get_kind_display()), by=person_id(by))
        audit(child, WRITE, by=by, detail={"sheet": str(fresh.pk), "state": state})
        announce("sheet.agreed", child=str(child.pk), sheet=str(fresh.pk))
    return fresh


def look_first(child: Child, looked: bool) -> None:
    """Paper is found: where the record keeps something back, a person looks before. Raises NotPossible."""
    if not looked and must_look(child):
        raise NotPossible(Why.LOOK_FIRST)


def give_copy(
    sheet: Sheet, holder: str, where: str, given_on: date, *, safe_there: bool = False, by: Actor
) -> SheetCopy:
    """Write down who has a copy and where it is kept. A phone or another place is as safe as home is, unless
    somebody says that it is (`safe_there`). Raises Missing, NotPossible."""
    said(holder=holder)
    has_come(given_on)
    if where not in KeptWhere.values:
        raise Missing("where")
    with changing(sheet.child, WRITE, by=by) as child:
        fresh = Sheet.objects.get(pk=sheet.pk)
        if fresh.state != "current":
            raise NotPossible(Why.NOT_IN_HAND)
        if where == KeptWhere.HOME and fresh.at_home == AtHome.NO:
            raise NotPossible(Why.NOT_AT_HOME)
        if where in FOUND_LIKE_HOME and fresh.at_home == AtHome.NO and not safe_there:
            raise NotPossible(Why.SAFE_THERE)
        given = SheetCopy.objects.create(
            child=child,
            sheet=fresh,
            holder=holder,
            where=where,
            given_on=given_on,
            by_id=person_id(by),
            at=timezone.now(),
        )
        audit(child, WRITE, by=by, verb=Verb.DISCLOSURE, detail={"copy": str(given.pk), "where": where})
        announce("sheet.given", sheet=str(fresh.pk))
    return given


def take_back(copy: SheetCopy, *, by: Actor) -> SheetCopy:
    """The copy came back or is gone. Raises NotPossible."""
    with changing(copy.child, WRITE, by=by) as child:
        fresh = SheetCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
        if fresh.back_on is not None:
            raise NotPossible(Why.OVER)
        fresh.back_on = timezone.localdate()
        fresh.save(update_fields=["back_on"])
        audit(child, WRITE, by=by, detail={"copy": str(fresh.pk), "back": True})
    return fresh


def open_to_print(sheet: Sheet, *, looked: bool = False, by: Actor) -> None:
    """Its page for paper is shown: an export on record. `looked`: as `print_sheet`. Raises NotPossible."""
    with changing(sheet.child, WRITE, by=by) as child:
        look_first(child, looked)
        audit(child, WRITE, by=by, verb=Verb.EXPORT, detail={"sheet": str(sheet.pk), "page": True})


def print_sheet(sheet: Sheet, *, looked: bool = False, by: Actor) -> bytes:
    """As PDF/UA-1. `looked`: somebody looked whether it holds what must not be disclosed. Raises CannotPrint,
    NotPossible."""
    with changing(sheet.child, WRITE, by=by) as child:
        look_first(child, looked)
        made = sheet_as_pdf(sheet)
        audit(child, WRITE, by=by, verb=Verb.EXPORT, detail={"sheet": str(sheet.pk), "bytes": len(made)})
    return made
