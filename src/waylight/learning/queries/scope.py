"""Which areas a viewer's roles reach."""

from django.db.models import QuerySet

from waylight.accounts.policy import RULES, require
from waylight.accounts.roles import Actor
from waylight.guidance.models import Area


def areas_for(viewer: Actor, action: str) -> frozenset[str]:
    """Slugs of the areas in which this action is the viewer's. Raises Refused for somebody who has none."""
    require(viewer, action)
    return viewer.areas(*RULES[action].roles)


def own_areas(viewer: Actor, action: str) -> QuerySet[Area]:
    return Area.objects.filter(slug__in=areas_for(viewer, action)).order_by("name")
