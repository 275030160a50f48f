"""Rosters that were brought in, and the lines of them that are left over."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..cases import in_parts
from ..codes import Role
from ..models import Learner, RosterImport
from ..roster import Row, Sheet, Wrong, read
from ..roster_plan import Change, Plan, changes, plan_for
from .scope import areas_for, own_areas

SHOWN = 20
NAMED = 200


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
class Named:
    """Whom using a sheet would touch: of each kind the first `NAMED`. `differ`: how many known people's
    records it changes; the others whom the plan calls changed only come with other columns."""

    counts: dict[str, int]
    new: list[Row]
    changed: list[tuple[Learner, list[Change]]]
    differ: int
    gone: list[Learner]
    role_for_new: str
    """What new people become where the sheet has no roles; empty where it has."""


@dataclass(frozen=True)
class Reading:
    """What could not be taken from a sheet, lines and headings of columns that are not known; before it is
    used, whom it touches."""

    left: list[LeftOver]
    unknown: tuple[str, ...] = ()
    named: Named | None = None


def reading(viewer: Actor, found: RosterImport) -> Reading:
    """Before a sheet is used it is read again; afterwards only the lines that were left over are there."""
    require(viewer, "training.roster", found)
    if found.state == RosterImport.State.PREVIEW:
        role = Role(found.counts["role"])
        sheet = read(found.sheet, today=timezone.localdate(found.made_at), role=role)
        named = _named(plan_for(found.area_id, sheet, found.whole), role)
        shown = [*(each.pk for each, _changes in named.changed), *(each.pk for each in named.gone)]
        detail = {"learners": [str(pk) for pk in shown]}
        record(
            Verb.CONSULTATION, "training.roster", by=viewer, thing=("roster-import", found.pk), detail=detail
        )
        left = [_left(each.line, each.why, each.written) for each in sheet.left]
        return Reading(left, sheet.unknown, named)
    return Reading([_left(*each) for each in json.loads(found.left_over or "[]")])


def _named(plan: Plan, role: Role) -> Named:
    changed, differ = _changed(plan.sheet, dict(plan.changed))
    gone = Learner.objects.select_related("operator").in_bulk(plan.gone[:NAMED])
    return Named(
        counts=plan.counts,
        new=plan.new[:NAMED],
        changed=changed,
        differ=differ,
        gone=[gone[pk] for pk in plan.gone[:NAMED]],
        role_for_new="" if "role" in plan.sheet.columns else str(role.label),
    )


def _changed(sheet: Sheet, rows: dict[UUID, Row]) -> tuple[list[tuple[Learner, list[Change]]], int]:
    """The first of those whose record differs, in the sheet's order, and how many there are in all."""
    shown, differ = list[tuple[Learner, list[Change]]](), 0
    for some in in_parts(rows):
        people = Learner.objects.select_related("operator").in_bulk(some)
        for learner, row in ((people[pk], rows[pk]) for pk in some or []):
            if found := changes(learner, sheet, row):
                differ += 1
                if differ <= NAMED:
                    shown.append((learner, found))
    return shown, differ


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
