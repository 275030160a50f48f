"""Support past 18: what the young person wants, which services, who goes on, and that they took over."""

from datetime import datetime, time

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.details import Details, turns_18
from waylight.casework.models import Child, Due
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import AGREE, TRANSITION, WRITE
from ..models import Transition
from .steps import move

SOURCE = "Support past 18"
WRITTEN = ("wants", "support", "adults", "goes_on")


def write_transition(
    child: Child, *, wants: str, support: str, adults: str, goes_on: str, base: int, by: Actor
) -> Transition:
    """The first write begins it, with base 0. What was agreed or handed on goes back to planning where it is
    written anew, or where the day of birth was put right, and is due to be agreed again.

    Raises NotPossible for a closed record, WrongMove, StaleEdit.
    """
    edit = {"wants": wants, "support": support, "adults": adults, "goes_on": goes_on}
    held = Transition.objects.filter(child=child).first()
    what = f"transition:{held.pk if held else child.pk}"

    def stands(locked: Child) -> int:
        found = Transition.objects.filter(child=locked).first()
        return found.version if found else 0

    with change(child, WRITE, base=base, current=stands, what=what, edit=edit, by=by) as locked:
        still_open(locked)
        fresh = Transition.objects.filter(child=locked).first() or Transition(child=locked, version=0)
        state = move(TRANSITION, fresh.state, "planning", WRITE)
        differs = any(getattr(fresh, name) != words for name, words in edit.items())
        born_anew = locked.dues.filter(kind=DueKind.EIGHTEEN, stopped_at__isnull=True).exists()
        if fresh.state in ("planned", "handed-on") and (differs or born_anew):
            fresh.state, fresh.agreed_by = state, None
            _due_again(locked, by)
        for name, words in edit.items():
            setattr(fresh, name, words)
        fresh.version += 1
        fresh.by_id, fresh.at = person_id(by), timezone.now()
        fresh.save()
        audit(locked, WRITE, by=by, detail={"transition": fresh.version})
        announce("transition.written", child=str(locked.pk))
    return fresh


def _due_again(child: Child, by: Actor) -> None:
    dues.stop(child, DueKind.HANDING_ON, because=Due.Stopped.NO_LONGER)
    dues.watch_18(child, again=True)
    line(child, LineKind.HANDLING, "Written anew; to be agreed again.", SOURCE, by=person_id(by))


def agree_transition(held: Transition, *, by: Actor) -> Transition:
    """The manager agrees; handing on falls due at the first of the month of the birthday, which tells no day.

    Raises NotPossible, WrongMove.
    """
    with changing(held.child, AGREE, by=by) as child:
        fresh = Transition.objects.select_for_update(of=("self",)).get(pk=held.pk)
        state = move(TRANSITION, fresh.state, "planned", AGREE)
        if not all(getattr(fresh, name).strip() for name in WRITTEN):
            raise NotPossible(Why.UNSAID)
        fresh.state, fresh.agreed_by_id = state, person_id(by)
        fresh.save()
        dues.stop(child, DueKind.EIGHTEEN)
        born = Details.read(child.details).birthday
        if born is not None:
            first = timezone.make_aware(datetime.combine(turns_18(born).replace(day=1), time(9)))
            dues.start(child, DueKind.HANDING_ON, owed=Owed(until=first))
        line(child, LineKind.DECISION, f"Planned. Who goes on: {fresh.goes_on}", SOURCE, by=person_id(by))
        audit(child, AGREE, by=by, detail={"transition": "planned"})
        announce("transition.planned", child=str(child.pk))
    return fresh


def hand_on(held: Transition, words: str, *, by: Actor) -> Transition:
    """Whoever goes on has taken over, and `words` says how that is known. Raises Missing, WrongMove."""
    said(words=words)
    with changing(held.child, WRITE, by=by) as child:
        fresh = Transition.objects.select_for_update(of=("self",)).get(pk=held.pk)
        fresh.state, fresh.handed_on = move(TRANSITION, fresh.state, "handed-on", WRITE), words
        fresh.save()
        dues.stop(child, DueKind.HANDING_ON)
        line(child, LineKind.DECISION, f"{fresh.goes_on} took over. {words}", SOURCE, by=person_id(by))
        audit(child, WRITE, by=by, detail={"transition": "handed-on"})
        announce("transition.handed-on", child=str(child.pk))
    return fresh
