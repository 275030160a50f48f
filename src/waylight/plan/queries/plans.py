"""A child's plan as those who work with the child see it, and one action as its owner sees it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Child
from waylight.casework.wording import advice
from waylight.engine.wording.blame import Blaming

from ..codes import PartKind, StepKind
from ..machine import AGREE, DO, WRITE
from ..models import ActionStep, Plan, PlanAction, PlanPart
from ..models.plans import STANDS

TOLD = (StepKind.CHANGED, StepKind.ANSWERED)
"""Steps of others that an owner reads: why it was changed, and what the manager does about it."""
WISHES = (
    ("child_wants", _("The child, in the plan that stands")),
    ("parents_want", _("Parents or carers, in the plan that stands")),
)


@dataclass(frozen=True)
class ActionRow:
    action: PlanAction
    overdue: int
    """Days since its day; 0 while that is not over, or when it is done."""


@dataclass(frozen=True)
class PartRow:
    part: PlanPart
    actions: list[ActionRow]
    advice: list[Blaming]
    stands: str
    """What was written of it in the plan that stands since this one was begun, where that differs."""


@dataclass(frozen=True)
class PlanPage:
    """`missing`: what a plan of harm outside the family covers and this one does not yet. `stands`: what the
    plan that stands says of the wishes, by label, where this one is being written and says otherwise."""

    plan: Plan
    stands: list[tuple[str, str]]
    parts: list[PartRow]
    missing: list[PartKind]
    may_write: bool
    may_agree: bool

    @property
    def overdue(self) -> int:
        return sum(row.overdue > 0 for part in self.parts for row in part.actions)


@dataclass(frozen=True)
class OwnAction:
    """What the action says, and nothing of the child's record."""

    pk: UUID
    what: str
    agency: str
    due_on: date
    overdue: int
    state: str
    asked_by: str
    steps: list[ActionStep]


def plans(viewer: Actor, child: Child) -> list[Plan]:
    """All of a child's, the latest first. The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", child)
    return list(child.plans.select_related("agreed_by", "begun_by"))


def current(found: list[Plan]) -> Plan | None:
    """The one that is being written, else the one that stands, else none."""
    return next((p for state in ("proposed", *STANDS) for p in found if p.state == state), None)


def find_plan(pk: UUID) -> Plan:
    """For an action or query that asks the policy itself. Raises Plan.DoesNotExist."""
    return Plan.objects.select_related("child__worker", "child__manager", "agreed_by", "begun_by").get(pk=pk)


def find_part(pk: UUID) -> PlanPart:
    return PlanPart.objects.select_related("child__worker", "child__manager", "plan").get(pk=pk)


def find_action(pk: UUID) -> PlanAction:
    rows = PlanAction.objects.select_related("child__worker", "child__manager", "part__plan", "owner", "by")
    return rows.get(pk=pk)


def plan_page(viewer: Actor, plan: Plan) -> PlanPage:
    """The caller has opened the child. Advice on words is for whoever wrote them."""
    require(viewer, "child.view", plan)
    held = PlanAction.objects.select_related("owner")
    carried = plan.parts.select_related("by", "carried_from")
    parts = list(carried.prefetch_related(Prefetch("actions", held)))
    today = timezone.localdate()
    rows = [
        PartRow(
            part,
            [ActionRow(each, days_over(each, today)) for each in part.actions.all()],
            advice(part.wanted) if part.by_id == viewer.user_id else [],
            _written_since(plan, part),
        )
        for part in parts
    ]
    covered = {part.kind for part in parts if part.over_at is None}
    return PlanPage(
        plan=plan,
        stands=_other_wishes(plan),
        parts=rows,
        missing=[kind for kind in PartKind if kind not in covered],
        may_write=can(viewer, WRITE, plan),
        may_agree=can(viewer, AGREE, plan),
    )


def _written_since(plan: Plan, part: PlanPart) -> str:
    former = part.carried_from if plan.state == "proposed" else None
    if former is None or former.at <= plan.begun_at:
        return ""
    says, said = (f"{each.wanted} {each.so_far}".strip() for each in (former, part))
    return "" if says == said and former.subject == part.subject else f"{former.subject}: {says}"


def _other_wishes(plan: Plan) -> list[tuple[str, str]]:
    standing = plan.child.plans.filter(state__in=STANDS).first() if plan.state == "proposed" else None
    if standing is None:
        return []
    return [
        (str(label), getattr(standing, name))
        for name, label in WISHES
        if getattr(standing, name).strip() and getattr(standing, name) != getattr(plan, name)
    ]


def days_over(action: PlanAction, on: date) -> int:
    return (on - action.due_on).days if action.overdue(on) else 0


def steps(viewer: Actor, action: PlanAction) -> list[ActionStep]:
    """An action's history. The caller has opened the child."""
    require(viewer, "child.view", action)
    return list(action.steps.select_related("by"))


def own_action(viewer: Actor, pk: UUID) -> OwnAction:
    """Raises PlanAction.DoesNotExist. A consultation of that action alone."""
    action = find_action(pk)
    require(viewer, DO, action)
    record(Verb.CONSULTATION, DO, by=viewer, thing=("plan-action", pk))
    who = action.child.worker or action.child.manager
    return OwnAction(
        pk=pk,
        what=action.what,
        agency=str(action.get_agency_display()),
        due_on=action.due_on,
        overdue=days_over(action, timezone.localdate()),
        state=action.state,
        asked_by=who.name,
        steps=list(action.steps.filter(Q(by=viewer.user_id) | Q(kind__in=TOLD)).select_related("by")),
    )
