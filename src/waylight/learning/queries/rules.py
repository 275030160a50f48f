"""The rules and demands of an area, the newest first."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.roles import Actor
from waylight.guidance.models import Area

from ..models import CourseDemand, CourseRule, Learner
from .scope import areas_for


@dataclass(frozen=True)
class RulesOfArea:
    rules: list[CourseRule]
    demands: list[CourseDemand]


def rules(viewer: Actor, area: Area) -> RulesOfArea:
    if area.slug not in areas_for(viewer, "training.rule"):
        return RulesOfArea([], [])
    made = CourseRule.objects.filter(area=area).select_related("operator").order_by("-starts", "-pk")
    return RulesOfArea(list(made), list(CourseDemand.objects.filter(area=area).order_by("-since", "-pk")))


def named(viewer: Actor, learners: list[UUID]) -> dict[UUID, Learner]:
    """Those whom a preview lists."""
    areas = areas_for(viewer, "training.rule")
    return {each.pk: each for each in Learner.objects.filter(pk__in=learners, area_id__in=areas)}
