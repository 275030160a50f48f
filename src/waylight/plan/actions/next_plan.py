"""The plan that is being written beside the one that stands: what is written in that one reaches it, and what
is open there goes on in it."""

from dataclasses import asdict, dataclass

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import line, person_id
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Due

from ..codes import StepKind
from ..machine import AGREE, PLAN
from ..models import Plan, PlanAction, PlanPart
from ..models.plans import OPEN, STANDS
from .steps import move, step


@dataclass(frozen=True)
class PartWords:
    """What is written of one part."""

    kind: str
    subject: str
    wanted: str
    so_far: str = ""


def words_of(part: PlanPart) -> PartWords:
    return PartWords(part.kind, part.subject, part.wanted, part.so_far)


def carried(part: PlanPart, into: Plan) -> PlanPart:
    return PlanPart.objects.create(
        child_id=part.child_id,
        plan=into,
        **asdict(words_of(part)),
        carried_from=part,
        by_id=part.by_id,
        at=part.at,
    )


def _next(plan: Plan) -> Plan | None:
    """The one that is being written beside `plan`, where that stands."""
    if plan.state not in STANDS:
        return None
    return Plan.objects.select_for_update(of=("self",)).filter(child=plan.child_id, state="proposed").first()


def reach_wishes(plan: Plan, was: dict[str, str]) -> None:
    """Wishes were written into `plan`, which said `was`: the next says them too where it said the same."""
    if (following := _next(plan)) is None:
        return
    same = [name for name, words in was.items() if getattr(following, name) == words]
    changed = [name for name in same if getattr(following, name) != getattr(plan, name)]
    if changed:
        for name in changed:
            setattr(following, name, getattr(plan, name))
        following.version += 1
        following.save()


def reach_part(part: PlanPart, was: PartWords) -> None:
    """A part was changed that said `was`: its copy in the next follows where nobody has changed that. Where
    somebody has, both stay, and the page of the next shows what stands beside what is written."""
    copy = _copy(part)
    if copy is not None and copy.over_at is None and words_of(copy) == was:
        for name, words in asdict(words_of(part)).items():
            setattr(copy, name, words)
        copy.version += 1
        copy.by_id, copy.at = part.by_id, part.at
        copy.save()


def reach_added(part: PlanPart) -> None:
    """A part was added to the plan that stands: the next has it too."""
    if (following := _next(part.plan)) is not None:
        carried(part, following)


def reach_over(part: PlanPart) -> None:
    """A part is over: so is its copy in the next, but where something is to be done in it there."""
    copy = _copy(part)
    if copy is not None and copy.over_at is None and not copy.actions.filter(state__in=OPEN).exists():
        copy.over_at, copy.over_because = part.over_at, part.over_because
        copy.version += 1
        copy.save()


def _copy(part: PlanPart) -> PlanPart | None:
    following = _next(part.plan)
    return following.parts.filter(carried_from=part).first() if following else None


def supersede(before: Plan, after: Plan, by: Actor) -> None:
    """What is open in the plan before goes on in the next, with its owner, day and history."""
    parts = {part.carried_from_id: part for part in after.parts.filter(over_at__isnull=True)}
    for action in PlanAction.objects.filter(part__plan=before, state__in=OPEN).select_related("part"):
        into = parts.get(action.part_id) or carried(action.part, after)
        parts[action.part_id] = into
        action.part = into
        action.save(update_fields=["part"])
        step(action, StepKind.CARRIED, f"Plan {after.number}", by=by)
    before.state, before.ended_at = move(PLAN, before.state, "superseded", AGREE), timezone.now()
    before.save()
    dues.stop(before.child, DueKind.PLAN_REVIEW, about=before.pk, because=Due.Stopped.NO_LONGER)


def keep_former(plan: Plan, former: dict[str, str], by: Actor) -> None:
    """What was agreed and is written over stays readable in the chronology."""
    said = [f"{name}: {words}" for name, words in former.items() if words.strip()]
    if plan.state in STANDS and said:
        told = " ".join((f"Plan {plan.number}, as it was written until now.", *said))
        line(plan.child, LineKind.HANDLING, told, f"Plan {plan.number}", by=person_id(by))
