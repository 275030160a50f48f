"""Who of the unit is trained to grade."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..models import GraderTraining


@dataclass(frozen=True)
class Unit:
    """The intelligence unit of an area and the records of its people's training, the longest first."""

    area: Area
    people: list[Person]
    training: list[GraderTraining]


def units(viewer: Actor) -> list[Unit]:
    """Those of the areas in which the viewer keeps this record. A consultation."""
    require(viewer, "grader.record")
    areas = Area.objects.filter(slug__in=viewer.areas(Role.ADMINISTRATOR)).order_by("slug")
    found = [
        Unit(
            area,
            list(holders_of(Role.INTELLIGENCE, area.slug).order_by("name")),
            list(GraderTraining.objects.filter(area=area).select_related("person", "recorded_by")),
        )
        for area in areas
    ]
    record(Verb.CONSULTATION, "grader.record", by=viewer, detail={"count": len(found)})
    return found


def training_of(pk: UUID) -> GraderTraining:
    """Raises GraderTraining.DoesNotExist. Asks nothing: whoever uses it asks."""
    return GraderTraining.objects.select_related("area", "person").get(pk=pk)
