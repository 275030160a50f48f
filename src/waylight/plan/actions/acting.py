"""An action of a plan: one named owner and a day, until it is done with evidence or dropped with a reason."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import Agency, StepKind
from ..errors import Missing, NotPossible, Why
from ..machine import ACTION, AGREE, WRITE
from ..models import ActionStep, PlanAction, PlanPart
from ..models.plans import OPEN, UNDER_WAY
from .plans import open_plan, part_now
from .steps import doing, find, is_chased, is_to_come, move, owe, owe_no_longer, owner_here, step


@dataclass(frozen=True)
class Task:
    """What somebody does: `owner` has an account here, or `owner_name` and `owner_contact` say who it is."""

    what: str
    agency: str
    due_on: date
    owner: Person | None = None
    owner_name: str = ""
    owner_contact: str = ""

    def kept(self) -> dict[str, Any]:
        """As an edit that came too late is kept."""
        return {**asdict(self), "owner": self.owner.name if self.owner else ""}


def add_action(part: PlanPart, task: Task, *, by: Actor) -> PlanAction:
    """Raises Missing, NotPossible, WrongMove. In a plan that stands the manager is asked to agree it."""
    _refuse_incomplete(task, part.area_slug)
    is_to_come(task.due_on)
    with changing(part.child, WRITE, by=by) as child:
        plan = open_plan(part.plan)
        part_now(part)
        added = PlanAction.objects.create(
            child=child, part=part, by_id=person_id(by), at=timezone.now(), **vars(task)
        )
        if plan.state != "proposed":
            dues.start(child, DueKind.ACTION_AGREE, about=added.pk)
        audit(child, WRITE, by=by, detail={"plan-action": str(added.pk), "agency": added.agency})
        announce("plan.action-added", action=str(added.pk))
    return added


def _refuse_incomplete(task: Task, area: str) -> None:
    said(what=task.what)
    if task.agency not in Agency.values:
        raise Missing("agency")
    if (task.owner is None) == (not task.owner_name.strip()):
        raise NotPossible(Why.ONE_OWNER)
    if task.owner is None and not task.owner_contact.strip():
        raise NotPossible(Why.HOW_REACHED)
    if task.owner is not None:
        owner_here(task.owner, area)


def change_action(action: PlanAction, task: Task, reason: str, *, base: int, by: Actor) -> PlanAction:
    """Change an open action. What was agreed changes its day or owner only with a reason, which stays.

    Raises Missing, NotPossible, WrongMove, StaleEdit.
    """
    _refuse_incomplete(task, action.area_slug)
    edit, what = {**task.kept(), "reason": reason}, f"plan-action:{action.pk}"

    def stands(_child: Child) -> int:
        return PlanAction.objects.get(pk=action.pk).version

    with change(action.child, WRITE, base=base, current=stands, what=what, edit=edit, by=by) as child:
        fresh = find(action)
        if fresh.state not in OPEN:
            raise WrongMove(ACTION, fresh.state, WRITE)
        moved = (fresh.due_on, fresh.owner, fresh.owner_name) != (task.due_on, task.owner, task.owner_name)
        if task.due_on != fresh.due_on:
            is_to_come(task.due_on)
        agreed = fresh.state in UNDER_WAY
        if agreed and moved and not reason.strip():
            raise NotPossible(Why.WHY_LATER)
        if agreed:
            step(fresh, StepKind.CHANGED, f"{_was(fresh)} {reason}".strip(), by=by)
        for name, value in vars(task).items():
            setattr(fresh, name, value)
        fresh.version += 1
        if agreed and moved:
            fresh.escalated = 0
            for kind in (DueKind.ACTION, DueKind.CHASE):
                dues.stop(child, kind, about=fresh.pk, because=Due.Stopped.NO_LONGER)
            owe(fresh)
        fresh.save()
        audit(child, WRITE, by=by, detail={"plan-action": str(fresh.pk), "version": fresh.version})
        announce("plan.action-changed", action=str(fresh.pk))
    return fresh


def _was(action: PlanAction) -> str:
    return f"Was: {action.what} {action.named_owner}, {action.due_on.isoformat()}."


def agree_action(action: PlanAction, *, by: Actor) -> PlanAction:
    """The manager agrees an action that was added to a plan that stands. Raises WrongMove."""
    with changing(action.child, AGREE, by=by) as child:
        fresh = find(action)
        if fresh.part.plan.state == "proposed":
            raise WrongMove(ACTION, fresh.state, AGREE)
        fresh.state = move(ACTION, fresh.state, "agreed", AGREE)
        fresh.save(update_fields=["state"])
        step(fresh, StepKind.AGREED, "", by=by)
        dues.stop(child, DueKind.ACTION_AGREE, about=fresh.pk)
        owe(fresh)
        audit(child, AGREE, by=by, detail={"plan-action": str(fresh.pk), "state": "agreed"})
        announce("plan.action-agreed", action=str(fresh.pk))
    return fresh


def take_up(action: PlanAction, words: str, *, by: Actor) -> PlanAction:
    """Its owner, or the child's worker for them, says that it is begun. Raises WrongMove."""
    with doing(action, by=by) as (fresh, asked):
        fresh.state = move(ACTION, fresh.state, "in-progress", asked)
        fresh.save(update_fields=["state"])
        step(fresh, StepKind.BEGUN, words, by=by)
        audit(fresh.child, asked, by=by, detail={"plan-action": str(fresh.pk), "state": fresh.state})
        announce("plan.action-begun", action=str(fresh.pk))
    return fresh


def finish(action: PlanAction, evidence: str, *, by: Actor) -> PlanAction:
    """It is done, and `evidence` says how that is known. Raises Missing, WrongMove."""
    said(evidence=evidence)
    with doing(action, by=by) as (fresh, asked):
        _close(fresh, "done", asked, by)
        fresh.evidence = evidence
        fresh.save()
        step(fresh, StepKind.DONE, evidence, by=by)
        words = f"Done by {fresh.named_owner}: {fresh.what}\nKnown from: {evidence}"
        source = f"Plan {fresh.part.plan.number}, {fresh.get_agency_display()}"
        line(fresh.child, LineKind.RECORD, words, source, by=person_id(by))
        audit(fresh.child, asked, by=by, detail={"plan-action": str(fresh.pk), "state": "done"})
        announce("plan.action-done", child=str(fresh.child_id), action=str(fresh.pk))
    return fresh


def drop(action: PlanAction, reason: str, *, by: Actor) -> PlanAction:
    """It is not done and will not be. What is agreed only the manager drops. Raises Missing, WrongMove."""
    said(reason=reason)
    asked = WRITE if action.state == "proposed" else AGREE
    with changing(action.child, asked, by=by) as child:
        fresh = find(action)
        _close(fresh, "dropped", asked, by)
        fresh.dropped_reason = reason
        fresh.save()
        step(fresh, StepKind.DROPPED, reason, by=by)
        audit(child, asked, by=by, detail={"plan-action": str(fresh.pk), "state": "dropped"})
        announce("plan.action-dropped", child=str(child.pk), action=str(fresh.pk))
    return fresh


def _close(action: PlanAction, target: str, asked: str, by: Actor) -> None:
    action.state = move(ACTION, action.state, target, asked)
    action.closed_at, action.closed_by_id = timezone.now(), person_id(by)
    owe_no_longer(action, Due.Stopped.DONE if target == "done" else Due.Stopped.NO_LONGER)


def chase(action: PlanAction, words: str, *, by: Actor) -> ActionStep:
    """Somebody without an account, or of the area that the record came from, was asked how it stands, and
    `words` is what they said.

    Raises Missing, NotPossible.
    """
    said(words=words)
    with changing(action.child, WRITE, by=by) as child:
        fresh = find(action)
        if fresh.owner is not None and not is_chased(fresh):
            raise NotPossible(Why.NOT_OUTSIDE)
        if fresh.state not in UNDER_WAY:
            raise NotPossible(Why.NOT_UNDER_WAY)
        written = step(fresh, StepKind.CHASED, words, by=by)
        audit(child, WRITE, by=by, detail={"plan-action": str(fresh.pk), "chased": True})
        announce("plan.action-chased", action=str(fresh.pk))
    return written
