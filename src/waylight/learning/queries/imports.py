"""Rosters that were brought in, and the lines of them that are left over."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from waylight.accounts.policy import Actor, require
from waylight.guidance.models import Area

from ..codes import Role
from ..models import Learner, RosterImport
from ..roster import Wrong, read
from .scope import areas_for, own_areas

SHOWN = 20


@dataclass(frozen=True)
class LeftOver:
    line: int
    why: str
    written: str


def roster_import(viewer: Actor, pk: UUID) -> RosterImport:
    """Raises RosterImport.DoesNotExist, Refused."""
    found = RosterImport.objects.select_related("area").get(pk=pk)
    require(viewer, "training.roster", found)
    return found


def roster_imports(viewer: Actor) -> list[RosterImport]:
    """The latest, without their sheets."""
    reach = RosterImport.objects.filter(area_id__in=areas_for(viewer, "training.roster"))
    return list(reach.defer("sheet", "left_over").select_related("area")[:SHOWN])


@dataclass(frozen=True)
class Reading:
    """What could not be taken from a sheet: lines, and headings of columns that are not known."""

    left: list[LeftOver]
    unknown: tuple[str, ...] = ()


def reading(viewer: Actor, found: RosterImport) -> Reading:
    """Before a sheet is used it is read again; afterwards only the lines that were left over are there."""
    require(viewer, "training.roster", found)
    if found.state == RosterImport.State.PREVIEW:
        sheet = read(found.sheet, today=timezone.localdate(found.made_at), role=Role(found.counts["role"]))
        return Reading([_left(each.line, each.why, each.written) for each in sheet.left], sheet.unknown)
    return Reading([_left(*each) for each in json.loads(found.left_over or "[]")])


def _left(line: int, why: str, written: str) -> LeftOver:
    return LeftOver(line, str(Wrong(why).label), written)


def without_code(viewer: Actor) -> list[tuple[Area, int]]:
    """The viewer's areas with how many people on their roster have no code yet."""
    areas = {area.slug: area for area in own_areas(viewer, "training.roster")}
    rows = Learner.objects.filter(area_id__in=areas, left_on__isnull=True, way_in="").order_by()
    counts = dict(rows.values_list("area_id").annotate(n=Count("pk")))
    return [(area, counts.get(slug, 0)) for slug, area in areas.items()]


def learners_without_code(viewer: Actor, area: Area, *, most: int) -> list[Learner]:
    """The first so many of them, by firm."""
    require(viewer, "training.roster", area)
    rows = Learner.objects.filter(area=area, left_on__isnull=True, way_in="").select_related("operator")
    return list(rows.order_by("operator_id", "joined_on", "pk")[:most])
