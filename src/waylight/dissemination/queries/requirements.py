"""What the unit needs to know, for those who may see each."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Answer, Requirement

VIEW = "requirement.view"


@dataclass(frozen=True)
class RequirementPage:
    """`answers`: all of them for the unit, one's own for others."""

    requirement: Requirement
    answers: list[Answer]
    may_answer: bool
    may_keep: bool


def requirements(viewer: Actor, *, state: str = "open") -> list[Requirement]:
    """Those within reach in a state, the first to end first. The list is one consultation."""
    require(viewer, VIEW)
    areas = {area for _role, area in viewer.grants}
    rows = Requirement.objects.filter(area_id__in=areas, state=state).select_related("owner", "area")
    found = [row for row in rows.order_by("until", "asked_at") if can(viewer, VIEW, row)]
    detail: dict = {"count": len(found), "state": state}
    record(Verb.CONSULTATION, VIEW, by=viewer, detail=detail)
    return found


def open_requirement(viewer: Actor, pk: UUID) -> RequirementPage:
    """A consultation. Raises Requirement.DoesNotExist, Refused."""
    row = Requirement.objects.select_related("owner", "area").get(pk=pk)
    require(viewer, VIEW, row)
    record(Verb.CONSULTATION, VIEW, by=viewer, thing=("requirement", pk))
    keeps = can(viewer, "requirement.keep", row)
    answers = row.answers.select_related("by", "item", "requirement")
    return RequirementPage(
        requirement=row,
        answers=list(answers if keeps else answers.filter(by_id=viewer.user_id or 0)),
        may_answer=row.state == "open" and can(viewer, "requirement.answer", row),
        may_keep=keeps,
    )
