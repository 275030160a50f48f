"""The level of an assessment, and its second person."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from .. import matching
from ..codes import DueKind, LineKind
from ..errors import Missing, NotPossible, Why
from ..judging import may_stand, needs_second, stands
from ..machine import ASSESSMENT
from ..models import Assessment, Child, Due
from ..rules import levels
from . import dues
from .assessing import ASSESS, _editing, _open
from .steps import audit, changing, line, person_id, said

SECOND = "child.second"


def say_level(assessment: Assessment, level: str, reasons: str, *, base: int, by: Actor) -> Assessment:
    """Conclude an assessment, in one's own name and with reasons. It stands at once, unless it is lower than
    the last, or than that of another open record of this child, or lets a sign of actual harm go: then it
    waits for a second person.

    Raises Missing, NotPossible (HARM_STANDS), WrongMove, StaleEdit.
    """
    said(reasons=reasons)
    if level not in levels():
        raise Missing("level")
    edit = {"level": level, "reasons": reasons}
    with _editing(assessment, base, "level", edit, by) as child:
        fresh = _open(assessment)
        harm = any(entry.harm_now for entry in fresh.entries.all())
        if not may_stand(level, harm=harm):
            raise NotPossible(Why.HARM_STANDS)
        others = matching.same_child(child).order_by().values_list("level", "harm_now").distinct()
        elsewhere = {stands(told, harm=known) for told, known in others}
        before = {fresh.before.level if fresh.before else "", *elsewhere}
        fresh.level, fresh.reasons, fresh.harm_stands = level, reasons, harm
        fresh.lowered = needs_second(before, level, harm_before=child.harm_now, harm=harm)
        fresh.level_by_id, fresh.level_at = person_id(by), timezone.now()
        fresh.second_by_id, fresh.second_at, fresh.second_reason = None, None, ""
        fresh.version += 1
        _move(fresh, "second-person" if fresh.lowered else "agreed", ASSESS)
        fresh.save()
        if fresh.lowered:
            dues.start(child, DueKind.SECOND, about=fresh.pk)
        else:
            _stands(child, fresh, ASSESS, by)
        detail: Detail = {"assessment": str(fresh.pk), "level": level, "lowered": fresh.lowered, "harm": harm}
        audit(child, ASSESS, by=by, detail=detail)
        announce("assessment.level", child=str(child.pk), assessment=str(fresh.pk), lowered=fresh.lowered)
    return fresh


def take_back(assessment: Assessment, *, by: Actor) -> Assessment:
    """Write on, before the second person has answered. Raises WrongMove."""
    with changing(assessment.child, ASSESS, by=by) as child:
        fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
        if fresh.state != "second-person":
            raise WrongMove(ASSESSMENT, fresh.state, ASSESS)
        _move(fresh, "draft", ASSESS)
        fresh.version += 1
        fresh.save()
        dues.stop(child, DueKind.SECOND, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        audit(child, ASSESS, by=by, detail={"assessment": str(fresh.pk), "taken-back": True})
    return fresh


def answer_second(assessment: Assessment, *, agree: bool, reason: str, by: Actor) -> Assessment:
    """Another person than the one who said the level agrees, or does not; with reasons either way.

    Raises Missing, NotPossible, WrongMove.
    """
    said(reason=reason)
    with changing(assessment.child, SECOND, by=by) as child:
        fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
        if fresh.state != "second-person":
            raise WrongMove(ASSESSMENT, fresh.state, SECOND)
        if fresh.level_by_id == person_id(by):
            raise NotPossible(Why.SAME_PERSON)
        fresh.second_by_id, fresh.second_at, fresh.second_reason = by.user_id, timezone.now(), reason
        fresh.version += 1
        _move(fresh, "agreed" if agree else "draft", SECOND)
        fresh.save()
        dues.stop(child, DueKind.SECOND, about=fresh.pk)
        if agree:
            _stands(child, fresh, SECOND, by)
        audit(child, SECOND, by=by, detail={"assessment": str(fresh.pk), "agreed": agree})
        announce("assessment.second", child=str(child.pk), assessment=str(fresh.pk), agreed=agree)
    return fresh


def _stands(child: Child, assessment: Assessment, action: str, by: Actor) -> None:
    """The level stands, the one before is history, and the review is due within three months."""
    for earlier in child.assessments.filter(state="agreed").exclude(pk=assessment.pk):
        _move(earlier, "superseded", action)
        earlier.save(update_fields=["state"])
    child.level, child.harm_now = assessment.level, assessment.harm_stands
    child.save(update_fields=["level", "harm_now"])
    for kind in (DueKind.FIRST, DueKind.REVIEW):
        dues.stop(child, kind)
    dues.start(child, DueKind.REVIEW)
    words = f"{levels()[assessment.level].words}. {assessment.reasons}"
    line(child, LineKind.ASSESSMENT, words, f"Assessment {assessment.number}", by=person_id(by))


def _move(assessment: Assessment, target: str, action: str) -> None:
    if not ASSESSMENT.allows(assessment.state, target, action):
        raise WrongMove(ASSESSMENT, assessment.state, action)
    assessment.state = target
