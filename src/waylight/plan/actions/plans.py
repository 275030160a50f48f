"""A plan: begun, written by several, agreed by the manager, looked at again, gone on in the next, ended."""

from dataclasses import asdict

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import PartKind, StepKind
from ..errors import Missing, NotPossible, Why
from ..machine import AGREE, PLAN, WRITE
from ..models import Plan, PlanAction, PlanPart, PlanReview
from ..models.plans import OPEN, STANDS
from .next_plan import (
    PartWords,
    carried,
    keep_former,
    reach_added,
    reach_over,
    reach_part,
    reach_wishes,
    supersede,
    words_of,
)
from .steps import holds_no_longer, move, owe, step

WRITTEN_IN = ("proposed", *STANDS)
WISHES = {
    "child_wants": "The child wants",
    "not_known": "Why nobody knows that",
    "parents_want": "Parents or carers want",
}


def begin(child: Child, *, by: Actor) -> Plan:
    """Begin the first plan, or the next, which begins with the parts of the one that stands.

    Raises NotPossible while one is being written, or for a closed record.
    """
    with changing(child, WRITE, by=by) as fresh:
        still_open(fresh)
        if fresh.plans.filter(state="proposed").exists():
            raise NotPossible(Why.BEGUN)
        before = fresh.plans.filter(state__in=STANDS).first()
        holds_no_longer(fresh, timezone.now())
        begun = Plan.objects.create(
            child=fresh,
            number=fresh.plans.count() + 1,
            child_wants=before.child_wants if before else "",
            parents_want=before.parents_want if before else "",
            begun_at=timezone.now(),
            begun_by_id=person_id(by),
        )
        for part in before.parts.filter(over_at__isnull=True) if before else ():
            carried(part, begun)
        dues.start(fresh, DueKind.PLAN_AGREE, about=begun.pk)
        audit(fresh, WRITE, by=by, detail={"plan": str(begun.pk), "begun": begun.number})
        announce("plan.begun", child=str(fresh.pk), plan=str(begun.pk))
    return begun


def open_plan(plan: Plan) -> Plan:
    """As it stands now, to write in. Raises WrongMove for one that is over."""
    fresh = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if fresh.state not in WRITTEN_IN:
        raise WrongMove(PLAN, fresh.state, WRITE)
    return fresh


def write_wishes(
    plan: Plan, *, child_wants: str, not_known: str, parents_want: str, base: int, by: Actor
) -> Plan:
    """What the child and the parents want of it. Raises WrongMove, StaleEdit."""
    edit = {"child_wants": child_wants, "not_known": not_known, "parents_want": parents_want}
    what = f"plan:{plan.pk}"

    def stands(_child: Child) -> int:
        return Plan.objects.get(pk=plan.pk).version

    with change(plan.child, WRITE, base=base, current=stands, what=what, edit=edit, by=by) as child:
        fresh = open_plan(plan)
        was = {name: getattr(fresh, name) for name in edit}
        for name, words in edit.items():
            setattr(fresh, name, words)
        fresh.version += 1
        fresh.save()
        reach_wishes(fresh, was)
        keep_former(fresh, {WISHES[name]: was[name] for name in edit if was[name] != edit[name]}, by)
        audit(child, WRITE, by=by, detail={"plan": str(fresh.pk), "version": fresh.version})
        announce("plan.written", plan=str(fresh.pk))
    return fresh


def add_part(plan: Plan, words: PartWords, *, by: Actor) -> PlanPart:
    """Raises Missing, WrongMove."""
    _refuse_incomplete(words)
    with changing(plan.child, WRITE, by=by) as child:
        added = PlanPart.objects.create(
            child=child, plan=open_plan(plan), by_id=person_id(by), at=timezone.now(), **asdict(words)
        )
        reach_added(added)
        audit(child, WRITE, by=by, detail={"part": str(added.pk), "kind": added.kind})
        announce("plan.written", plan=str(plan.pk))
    return added


def change_part(part: PlanPart, words: PartWords, *, base: int, by: Actor) -> PlanPart:
    """Raises Missing, WrongMove, StaleEdit."""
    _refuse_incomplete(words)
    what = f"plan-part:{part.pk}"

    def stands(_child: Child) -> int:
        return PlanPart.objects.get(pk=part.pk).version

    with change(part.child, WRITE, base=base, current=stands, what=what, edit=asdict(words), by=by) as child:
        plan = open_plan(part.plan)
        fresh = part_now(part)
        was = words_of(fresh)
        for name, written in asdict(words).items():
            setattr(fresh, name, written)
        fresh.version += 1
        fresh.by_id, fresh.at = person_id(by), timezone.now()
        fresh.save()
        reach_part(fresh, was)
        if was != words:
            keep_former(plan, {was.subject: f"{was.wanted} {was.so_far}".strip()}, by)
        audit(child, WRITE, by=by, detail={"part": str(fresh.pk), "version": fresh.version})
        announce("plan.written", plan=str(fresh.plan_id))
    return fresh


def part_now(part: PlanPart) -> PlanPart:
    """As it stands. Raises NotPossible for one that is over."""
    fresh = PlanPart.objects.get(pk=part.pk)
    if fresh.over_at is not None:
        raise NotPossible(Why.PART_OVER)
    return fresh


def end_part(part: PlanPart, reason: str, *, by: Actor) -> PlanPart:
    """Nothing more is wanted of it, or it was written by mistake: the next plan goes on without it.

    Raises Missing, NotPossible while an action of it is open or where it is the only one about the child,
    WrongMove.
    """
    said(reason=reason)
    with changing(part.child, WRITE, by=by) as child:
        plan = open_plan(part.plan)
        fresh = part_now(part)
        others = plan.parts.filter(kind=PartKind.CHILD, over_at__isnull=True).exclude(pk=fresh.pk)
        if fresh.actions.filter(state__in=OPEN).exists():
            raise NotPossible(Why.OPEN_ACTIONS)
        if plan.state != "proposed" and fresh.kind == PartKind.CHILD and not others.exists():
            raise NotPossible(Why.NO_CHILD)
        fresh.over_at, fresh.over_because = timezone.now(), reason
        fresh.version += 1
        fresh.save()
        reach_over(fresh)
        audit(child, WRITE, by=by, detail={"part": str(fresh.pk), "over": True})
        announce("plan.written", plan=str(plan.pk))
    return fresh


def _refuse_incomplete(words: PartWords) -> None:
    said(subject=words.subject, wanted=words.wanted)
    if words.kind not in PartKind.values:
        raise Missing("kind")


def agree(plan: Plan, *, by: Actor) -> Plan:
    """The manager agrees it: every action is due to its owner, and the plan before ends in this one with what
    is open in it. Raises NotPossible, WrongMove."""
    with changing(plan.child, AGREE, by=by) as child:
        fresh = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        state = move(PLAN, fresh.state, "agreed", AGREE)
        before = child.plans.filter(state__in=STANDS).first()
        _refuse_unready(fresh, before)
        if before is not None:
            supersede(before, fresh, by)
        fresh.state, fresh.agreed_at, fresh.agreed_by_id = state, timezone.now(), person_id(by)
        fresh.save()
        for action in PlanAction.objects.filter(part__plan=fresh, state="proposed").select_related("owner"):
            action.child, action.state = child, "agreed"
            action.save()
            step(action, StepKind.AGREED, "", by=by)
            dues.stop(child, DueKind.ACTION_AGREE, about=action.pk)
            owe(action)
        dues.stop(child, DueKind.PLAN_AGREE, about=fresh.pk)
        dues.start(child, DueKind.PLAN_REVIEW, about=fresh.pk)
        words = f"Plan {fresh.number} agreed."
        line(child, LineKind.DECISION, words, f"Plan {fresh.number}", by=person_id(by))
        audit(child, AGREE, by=by, detail={"plan": str(fresh.pk), "state": "agreed"})
        announce("plan.agreed", child=str(child.pk), plan=str(fresh.pk))
    return fresh


def _refuse_unready(plan: Plan, before: Plan | None) -> None:
    if not (plan.child_wants.strip() or plan.not_known.strip()):
        raise NotPossible(Why.NO_VOICE)
    if not plan.parts.filter(kind=PartKind.CHILD, over_at__isnull=True).exists():
        raise NotPossible(Why.NO_CHILD)
    plans = [plan.pk, *([before.pk] if before else [])]
    if not PlanAction.objects.filter(part__plan__in=plans, state__in=OPEN).exists():
        raise NotPossible(Why.NO_ACTION)


def review(plan: Plan, *, changed: str, child_says: str, not_known: str, by: Actor) -> PlanReview:
    """Say what changed and what the child says now, or why nobody knows; the next review falls due.

    Raises Missing, NotPossible, WrongMove.
    """
    said(changed=changed)
    if not (child_says.strip() or not_known.strip()):
        raise NotPossible(Why.NO_VOICE)
    with changing(plan.child, WRITE, by=by) as child:
        fresh = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        fresh.state = move(PLAN, fresh.state, "reviewed", WRITE)
        fresh.save(update_fields=["state"])
        written = PlanReview.objects.create(
            child=child,
            plan=fresh,
            changed=changed,
            child_says=child_says,
            not_known=not_known,
            by_id=person_id(by),
            at=timezone.now(),
        )
        dues.stop(child, DueKind.PLAN_REVIEW, about=fresh.pk)
        dues.start(child, DueKind.PLAN_REVIEW, about=fresh.pk)
        source = f"Review of plan {fresh.number}"
        line(child, LineKind.DECISION, changed, source, by=person_id(by))
        if child_says.strip():
            line(child, LineKind.CHILD, child_says, source, by=person_id(by))
        audit(child, WRITE, by=by, detail={"plan": str(fresh.pk), "state": "reviewed"})
        announce("plan.reviewed", child=str(child.pk), plan=str(fresh.pk))
    return written


def end_plan(plan: Plan, reason: str, *, by: Actor) -> Plan:
    """Raises Missing, NotPossible while an action is open, WrongMove."""
    said(reason=reason)
    with changing(plan.child, AGREE, by=by) as child:
        fresh = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        ended(fresh, child, reason, by)
        audit(child, AGREE, by=by, detail={"plan": str(fresh.pk), "state": "ended"})
        announce("plan.ended", child=str(child.pk), plan=str(fresh.pk))
    return fresh


def ended(plan: Plan, child: Child, reason: str, by: Actor) -> None:
    """In the caller's transaction, which is audited there. Raises NotPossible, WrongMove."""
    state = move(PLAN, plan.state, "ended", AGREE)
    if PlanAction.objects.filter(part__plan=plan, state__in=OPEN).exists():
        raise NotPossible(Why.OPEN_ACTIONS)
    plan.state, plan.ended_at, plan.ended_reason = state, timezone.now(), reason
    plan.save()
    for kind in (DueKind.PLAN_AGREE, DueKind.PLAN_REVIEW):
        dues.stop(child, kind, about=plan.pk, because=Due.Stopped.NO_LONGER)
    words = f"Plan {plan.number} ended. {reason}"
    line(child, LineKind.DECISION, words, f"Plan {plan.number}", by=person_id(by))
