"""Rosters that were brought in, and the lines of them that are left over."""

import json
from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import Actor, require

from ..models import RosterImport
from ..roster import Wrong
from .scope import areas_for

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


def left_over(viewer: Actor, found: RosterImport) -> list[LeftOver]:
    """Lines that could not be used, and why."""
    require(viewer, "training.roster", found)
    kept = json.loads(found.left_over or "[]")
    return [LeftOver(line, str(Wrong(why).label), written) for line, why, written in kept]
