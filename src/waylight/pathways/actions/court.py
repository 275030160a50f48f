"""A case before a court: its hearings, what was asked of the court, and the end of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import LineKind
from waylight.casework.models import Child
from waylight.triage.machine import Machine, WrongMove
from waylight.work.actions import announce

from ..codes_court import Court, News, Part, Purpose, SpecialMeasure
from ..errors import Missing, NotPossible, Why
from ..machine import CLOSE_COURT, COURT, HEARING, MEASURE, PROCEEDINGS
from ..models import Hearing, Listing, Measure, Proceedings
from .cases import open_case
from .words import owe

SOURCE = "Case before a court"


@dataclass(frozen=True)
class About:
    """What is written of a case. `wishes`: what the child wants of it, and fears."""

    part: str
    about: str
    witness_care: str = ""
    wishes: str = ""
    visit_on: date | None = None
    travel: str = ""
    orders: str = ""


WRITTEN_OVER = {
    "wishes": "What the child wants, and fears",
    "about": "About",
    "orders": "Orders",
    "travel": "There and home safely",
    "witness_care": "Witness care",
}


@contextmanager
def moving(
    thing: Any, machine: Machine, target: str, action: str, *, by: Actor
) -> Iterator[tuple[Child, Any]]:
    """One transaction around a step: locked, asked for, allowed by the table. Raises WrongMove."""
    with changing(thing.child, action, by=by) as child:
        fresh = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        if not machine.allows(fresh.state, target, action):
            raise WrongMove(machine, fresh.state, action)
        fresh.child, fresh.state = child, target
        yield child, fresh
        fresh.save()
        audit(child, action, by=by, detail={machine.name[:20]: str(fresh.pk), "state": target})
        announce("court.moved", child=str(child.pk), about=str(fresh.pk), state=target)


def open_proceedings(child: Child, about: About, *, by: Actor) -> Proceedings:
    """Raises Missing, NotPossible for a closed record, or where the same case is open."""
    _complete(about)
    with changing(child, COURT, by=by) as fresh:
        still_open(fresh)
        if any(each.about.strip() == about.about.strip() for each in fresh.proceedings.filter(state="open")):
            raise NotPossible(Why.SAME_CASE)
        begun = Proceedings.objects.create(
            child=fresh, opened_at=timezone.now(), opened_by_id=person_id(by), **vars(about)
        )
        line(fresh, LineKind.RECORD, f"Before a court. {about.about}", SOURCE, by=person_id(by))
        audit(fresh, COURT, by=by, detail={"proceedings": str(begun.pk)})
        announce("court.moved", child=str(fresh.pk), about=str(begun.pk), state=begun.state)
    return begun


def _complete(about: About) -> None:
    said(about=about.about)
    if about.part not in Part.values:
        raise Missing("part")


def write_proceedings(proceedings: Proceedings, about: About, *, base: int, by: Actor) -> Proceedings:
    """Raises Missing, WrongMove once it is closed, StaleEdit."""
    _complete(about)
    with change(
        proceedings.child,
        COURT,
        base=base,
        current=lambda _c: Proceedings.objects.get(pk=proceedings.pk).version,
        what=f"proceedings:{proceedings.pk}",
        edit=dict(vars(about)),
        by=by,
    ) as child:
        fresh = open_case(proceedings)
        _keep_former(child, fresh, about, by)
        for name, value in vars(about).items():
            setattr(fresh, name, value)
        fresh.child, fresh.version = child, fresh.version + 1
        fresh.save()
        audit(child, COURT, by=by, detail={"proceedings": str(fresh.pk), "version": fresh.version})
        announce("court.written", child=str(child.pk), about=str(fresh.pk))
    return fresh


def _keep_former(child: Child, fresh: Proceedings, about: About, by: Actor) -> None:
    """What is written over stays readable in the chronology: what the child wanted first of all."""
    former = [
        f"{words}: {getattr(fresh, name)}"
        for name, words in WRITTEN_OVER.items()
        if getattr(fresh, name).strip() and getattr(fresh, name) != getattr(about, name)
    ]
    if former:
        told = " ".join(("The case before a court, as it was written until now.", *former))
        line(child, LineKind.HANDLING, told, SOURCE, by=person_id(by))


def close_proceedings(proceedings: Proceedings, *, outcome: str, by: Actor) -> Proceedings:
    """Raises Missing, NotPossible while a hearing is listed, a special measure waits for its answer, or the
    child is owed word; WrongMove."""
    said(outcome=outcome)
    with moving(proceedings, PROCEEDINGS, "closed", CLOSE_COURT, by=by) as (child, fresh):
        listed = fresh.hearings.filter(state="listed").exists()
        asked = fresh.measures.filter(state="asked").exists()
        if listed or asked or fresh.words.filter(state="owed").exists():
            raise NotPossible(Why.STILL_OPEN)
        fresh.outcome = outcome
        line(
            child, LineKind.RECORD, f"The case before the court is over. {outcome}", SOURCE, by=person_id(by)
        )
    return fresh


def reopen_proceedings(proceedings: Proceedings, *, reason: str, by: Actor) -> Proceedings:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with moving(proceedings, PROCEEDINGS, "open", CLOSE_COURT, by=by) as (child, fresh):
        still_open(child)
        line(child, LineKind.RECORD, f"Before a court again. {reason}", SOURCE, by=person_id(by))
    return fresh


def list_hearing(
    proceedings: Proceedings, *, court: str, place: str, purpose: str, starts_at: datetime, by: Actor
) -> Hearing:
    """A hearing is listed, and the child is owed word of it. Raises Missing, NotPossible, WrongMove."""
    said(place=place)
    if court not in Court.values:
        raise Missing("court")
    if purpose not in Purpose.values:
        raise Missing("purpose")
    with changing(proceedings.child, COURT, by=by) as child:
        case = open_case(proceedings)
        if case.hearings.filter(state="listed", purpose=purpose, starts_at=starts_at).exists():
            raise NotPossible(Why.SAME_HEARING)
        made = Hearing.objects.create(
            child=child, proceedings=case, court=court, place=place, purpose=purpose, starts_at=starts_at
        )
        _list(made, "", by)
        owe(case, child, News.LISTED, f"{made.get_purpose_display()}: {_when(made)}", hearing=made, by=by)
        audit(child, COURT, by=by, detail={"hearing": str(made.pk), "state": made.state})
        announce("court.moved", child=str(child.pk), about=str(made.pk), state=made.state)
    return made


def _list(hearing: Hearing, reason: str, by: Actor) -> None:
    Listing.objects.create(
        hearing=hearing,
        starts_at=hearing.starts_at,
        court=hearing.court,
        place=hearing.place,
        reason=reason,
        by_id=person_id(by),
        at=timezone.now(),
    )


def _when(hearing: Hearing) -> str:
    at = timezone.localtime(hearing.starts_at)
    return f"{at:%d/%m/%Y %H:%M}, {hearing.get_court_display()}, {hearing.place}"


def move_hearing(
    hearing: Hearing, *, starts_at: datetime, court: str, place: str, reason: str, base: int, by: Actor
) -> Hearing:
    """To another time, court or place; the listing before stays readable. What the child was to be told of it
    until now is replaced. Raises Missing, NotPossible, WrongMove, StaleEdit."""
    said(place=place, reason=reason)
    if court not in Court.values:
        raise Missing("court")
    with (
        change(
            hearing.child,
            COURT,
            base=base,
            current=lambda _c: Hearing.objects.get(pk=hearing.pk).version,
            what=f"hearing:{hearing.pk}",
            edit={"starts_at": starts_at, "court": court, "place": place, "reason": reason},
            by=by,
        ) as child,
        moving(hearing, HEARING, "listed", COURT, by=by) as (_same, fresh),
    ):
        if (fresh.starts_at, fresh.court, fresh.place) == (starts_at, court, place):
            raise NotPossible(Why.SAME_TIME)
        before = _when(fresh)
        fresh.starts_at, fresh.court, fresh.place = starts_at, court, place
        fresh.version += 1
        told = f"{fresh.get_purpose_display()}: moved from {before} to {_when(fresh)}. {reason}"
        _list(fresh, reason, by)
        owe(fresh.proceedings, child, News.MOVED, told, hearing=fresh, by=by)
    return fresh


def hold_hearing(hearing: Hearing, *, happened: str, by: Actor) -> Hearing:
    """Raises Missing, NotPossible before its day, WrongMove."""
    said(happened=happened)
    if hearing.starts_at > timezone.now():
        raise NotPossible(Why.NOT_YET)
    with moving(hearing, HEARING, "held", COURT, by=by) as (child, fresh):
        fresh.happened = happened
        on = timezone.localdate(fresh.starts_at)
        told = f"{fresh.get_purpose_display()}. {happened}"
        line(child, LineKind.RECORD, told, fresh.get_court_display(), by=person_id(by), on=on)
        owe(fresh.proceedings, child, News.OUTCOME, told, hearing=fresh, by=by)
    return fresh


def vacate_hearing(hearing: Hearing, *, reason: str, by: Actor) -> Hearing:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with moving(hearing, HEARING, "vacated", COURT, by=by) as (child, fresh):
        fresh.happened = reason
        told = f"{fresh.get_purpose_display()}, {_when(fresh)}: taken off. {reason}"
        owe(fresh.proceedings, child, News.MOVED, told, hearing=fresh, by=by)
    return fresh


def ask_measure(proceedings: Proceedings, *, kind: str, on: date, words: str, by: Actor) -> Measure:
    """A special measure is asked for, or asked for anew: what was answered before stays in the chronology.

    Raises Missing, NotPossible, WrongMove.
    """
    said(words=words)
    if kind not in SpecialMeasure.values:
        raise Missing("kind")
    if on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)
    with changing(proceedings.child, COURT, by=by) as child:
        case = open_case(proceedings)
        asked = case.measures.filter(kind=kind).first() or Measure(proceedings=case, kind=kind, state="")
        if asked.state and not MEASURE.allows(asked.state, "asked", COURT):
            raise WrongMove(MEASURE, asked.state, COURT)
        before = f" (Before: {asked.state}. {asked.answer})" if asked.answer else ""
        asked.child, asked.state, asked.words, asked.answer = child, "asked", words, ""
        asked.asked_on, asked.answered_on = on, None
        asked.save()
        told = f"Special measure asked for: {asked.get_kind_display()}. {words}{before}"
        line(child, LineKind.RECORD, told, SOURCE, by=person_id(by), on=on)
        audit(child, COURT, by=by, detail={"measure": str(asked.pk), "kind": kind})
        announce("court.moved", child=str(child.pk), about=str(asked.pk), state=asked.state)
    return asked


def answer_measure(measure: Measure, *, granted: bool, on: date, words: str, by: Actor) -> Measure:
    """What the court decided about it. Raises Missing, NotPossible, WrongMove."""
    said(words=words)
    if on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)
    with moving(measure, MEASURE, "granted" if granted else "refused", COURT, by=by) as (child, fresh):
        open_case(fresh.proceedings)
        if on < fresh.asked_on:
            raise NotPossible(Why.BEFORE_ASKED)
        fresh.answered_on, fresh.answer = on, words
        told = f"{fresh.get_kind_display()}: {fresh.state}. {words}"
        owe(fresh.proceedings, child, News.MEASURE, told, by=by)
    return fresh
