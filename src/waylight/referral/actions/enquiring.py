"""A section 47 enquiry and its conferences: each step starts the next clock and stops the one before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id, said
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import Concluded, Decided, Met, StepKind
from ..errors import Missing, NotPossible, Why
from ..machine import ENQUIRE, ENQUIRY
from ..models import Discussion, Enquiry, Step
from .clocks import begin, noon

SOURCE = "Section 47 enquiry"
OWED = {
    StepKind.CONFERENCE: DueKind.CONFERENCE,
    StepKind.CORE_GROUP: DueKind.CORE_GROUP,
    StepKind.REVIEW: DueKind.RECONFERENCE,
}
"""By step: by when it was due."""


@dataclass(frozen=True)
class Told:
    """What is said of a step: `outcome` its code or "", `late_reason` why it was held after its day."""

    outcome: str
    words: str
    on: date
    late_reason: str = ""


def begin_enquiry(discussion: Discussion, child: Child) -> Enquiry:
    """In the transaction of the decision. The initial conference is due from the discussion itself. Where an
    enquiry goes on already, it goes on: a child has one at a time."""
    held_at, joint = cast(datetime, discussion.held_at), discussion.decided == Decided.JOINT
    if (running := child.enquiries.exclude(state="ended").first()) is not None:
        running.joint = running.joint or joint
        running.save(update_fields=["joint"])
        return running
    begun = Enquiry.objects.create(child=child, discussion=discussion, joint=joint, begun_at=held_at)
    begin(child, DueKind.CONFERENCE, "conference", about=begun.pk, at=held_at)
    return begun


def conclude(enquiry: Enquiry, outcome: str, words: str, on: date, *, by: Actor) -> Enquiry:
    """How the enquiry ends: a conference, or why there is none. Raises Missing, NotPossible, WrongMove."""
    if outcome not in Concluded.values:
        raise Missing("outcome")
    state = "conference" if outcome == Concluded.CONFERENCE else "ended"
    told = Told(outcome, words, on)
    with _step(enquiry, state, ("enquiring",), StepKind.CONCLUDED, told, by) as (child, fresh):
        if state == "ended":
            dues.stop(child, DueKind.CONFERENCE, about=fresh.pk, because=Due.Stopped.NO_LONGER)
    return fresh


def hold_conference(
    enquiry: Enquiry, outcome: str, words: str, on: date, late_reason: str = "", *, by: Actor
) -> Enquiry:
    """The initial conference: a plan with its core group and first review, or none. `late_reason`: where it
    was due before that day.

    Raises Missing, NotPossible, WrongMove.
    """
    state = _after(outcome)
    told = Told(outcome, words, on, late_reason)
    with _step(enquiry, state, ("conference",), StepKind.CONFERENCE, told, by) as (child, fresh):
        dues.stop(child, DueKind.CONFERENCE, about=fresh.pk)
        if state == "plan":
            begin(child, DueKind.CORE_GROUP, "core-group", about=fresh.pk, at=noon(on))
            begin(child, DueKind.RECONFERENCE, "first-review", about=fresh.pk, at=noon(on))
    return fresh


def meet_core_group(enquiry: Enquiry, words: str, on: date, late_reason: str = "", *, by: Actor) -> Enquiry:
    """Raises Missing, NotPossible, WrongMove."""
    told = Told("", words, on, late_reason)
    with _step(enquiry, "plan", ("plan",), StepKind.CORE_GROUP, told, by) as (child, fresh):
        dues.stop(child, DueKind.CORE_GROUP, about=fresh.pk)
    return fresh


def review_plan(
    enquiry: Enquiry, outcome: str, words: str, on: date, late_reason: str = "", *, by: Actor
) -> Enquiry:
    """A review conference: the plan goes on and is reviewed again, or ends. Raises as the others do."""
    state = _after(outcome)
    told = Told(outcome, words, on, late_reason)
    with _step(enquiry, state, ("plan",), StepKind.REVIEW, told, by) as (child, fresh):
        dues.stop(child, DueKind.RECONFERENCE, about=fresh.pk)
        if state == "plan":
            begin(child, DueKind.RECONFERENCE, "later-review", about=fresh.pk, at=noon(on))
        else:
            dues.stop(child, DueKind.CORE_GROUP, about=fresh.pk, because=Due.Stopped.NO_LONGER)
    return fresh


def finish_assessment(child: Child, words: str, *, by: Actor) -> Child:
    """The whole statutory assessment is finished, and says what it came to. Raises Missing, NotPossible."""
    said(words=words)
    with changing(child, ENQUIRE, by=by) as fresh:
        if not dues.stop(fresh, DueKind.WHOLE):
            raise NotPossible(Why.ENDED)
        line(fresh, LineKind.ASSESSMENT, f"Statutory assessment finished. {words}", SOURCE, by=person_id(by))
        audit(fresh, ENQUIRE, by=by, detail={"assessment": "finished"})
        announce("statutory-assessment.finished", child=str(fresh.pk))
    return fresh


def _after(outcome: str) -> str:
    if outcome not in Met.values:
        raise Missing("outcome")
    return "plan" if outcome == Met.PLAN else "ended"


@contextmanager
def _step(
    enquiry: Enquiry,
    state: str,
    sources: tuple[str, ...],
    kind: StepKind,
    told: Told,
    by: Actor,
) -> Iterator[tuple[Child, Enquiry]]:
    """What every step does: asked, dated, kept, told. `sources`: from where this kind may be taken."""
    said(words=told.words)
    with changing(enquiry.child, ENQUIRE, by=by) as child:
        fresh = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        if fresh.state not in sources or not ENQUIRY.allows(fresh.state, state, ENQUIRE):
            raise WrongMove(ENQUIRY, fresh.state, ENQUIRE)
        _refuse_day(fresh, told.on)
        late = _late(fresh, kind, told)
        fresh.state, fresh.child = state, child
        fresh.save(update_fields=["state"])
        Step.objects.create(
            child=child,
            enquiry=fresh,
            kind=kind,
            on=told.on,
            outcome=told.outcome,
            words=told.words,
            late_reason=late,
            by_id=person_id(by),
            at=timezone.now(),
        )
        words = f"{kind.label}. {told.words}" + (f"\nLate: {late}" if late else "")
        line(child, LineKind.MEETING, words, SOURCE, by=person_id(by), on=told.on)
        yield child, fresh
        detail: dict = {"enquiry": str(fresh.pk), "step": kind.value, "outcome": told.outcome}
        audit(child, ENQUIRE, by=by, detail=detail)
        announce("enquiry.step", enquiry=str(fresh.pk), step=kind.value, outcome=told.outcome)


def _late(enquiry: Enquiry, kind: StepKind, told: Told) -> str:
    """Why it was held after the day by which it was due; "" where it was not. Raises NotPossible without."""
    owed = Due.objects.filter(kind=OWED.get(kind, ""), about=enquiry.pk, stopped_at__isnull=True).first()
    if owed is None or told.on <= timezone.localdate(owed.due_at):
        return ""
    if not told.late_reason.strip():
        raise NotPossible(Why.SAY_WHY_LATE)
    return told.late_reason


def _refuse_day(enquiry: Enquiry, on: date) -> None:
    latest = enquiry.steps.order_by("-on").values_list("on", flat=True).first()
    if on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)
    if on < (latest or timezone.localdate(enquiry.begun_at)):
        raise NotPossible(Why.BEFORE)
