"""A child's episodes, what waits for the intelligence unit, and how an area keeps to the 72 hours."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils import timezone

from waylight.accounts.policy import RULES, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.codes import DueKind
from waylight.casework.models import Child
from waylight.casework.queries import dues_of
from waylight.casework.queries.due import DueRow
from waylight.casework.rules import clocks
from waylight.guidance.models import Area

from ..codes import EpisodeKind
from ..machine import TAKE
from ..models import Episode, Extract

FIGURES = "missing.figures"
A_QUARTER = timedelta(days=91)


def find_episode(pk: UUID) -> Episode:
    """For an action or a query that asks the policy itself. Raises Episode.DoesNotExist."""
    return Episode.objects.select_related("child__area", "child__worker", "child__manager").get(pk=pk)


@dataclass(frozen=True)
class EpisodeRow:
    episode: Episode
    due: DueRow | None


def episodes(viewer: Actor, child: Child) -> list[EpisodeRow]:
    """A child's, the latest first, each with what is due of it. The caller has opened the child."""
    require(viewer, "child.view", child)
    running = {row.due.about: row for row in dues_of(child)}
    return [EpisodeRow(each, running.get(each.pk)) for each in child.episodes.select_related("extract")]


def episode_row(viewer: Actor, episode: Episode) -> EpisodeRow:
    """The caller has opened the child."""
    return next(row for row in episodes(viewer, episode.child) if row.episode.pk == episode.pk)


@dataclass(frozen=True)
class Figures:
    """Of one area's returns of one kind. `returns` is the denominator of all the others; `running` are those
    whose time is not over and who were not interviewed yet. No child can be told from it by name."""

    area: Area
    kind: EpisodeKind
    returns: int
    offered: int
    held: int
    in_time: int
    declined: int
    not_offered: int
    running: int


def figures(viewer: Actor, since: date | None = None, until: date | None = None) -> list[Figures]:
    """Returns from `since` until `until`, both included; without them, of the last quarter of a year."""
    require(viewer, FIGURES)
    until = until or timezone.localdate()
    since = since or max(until, date.min + A_QUARTER) - A_QUARTER
    areas = Area.objects.filter(slug__in=viewer.areas(*RULES[FIGURES].roles)).order_by("name")
    returned = Q(returned_at__date__gte=since, returned_at__date__lte=until)
    detail: dict = {"since": since.isoformat(), "until": until.isoformat()}
    record(Verb.CONSULTATION, FIGURES, by=viewer, detail=detail)
    return [_figures(area, kind, returned) for area in areas for kind in EpisodeKind]


def _figures(area: Area, kind: EpisodeKind, returned: Q) -> Figures:
    limit = clocks().rules[DueKind.RETURN].limit
    allowed = limit.amount if limit else timedelta()
    rows = Episode.objects.filter(returned, child__area=area, kind=kind)
    counted = rows.aggregate(
        returns=Count("pk"),
        offered=Count("pk", filter=Q(offered_at__isnull=False)),
        held=Count("pk", filter=Q(held_at__isnull=False)),
        in_time=Count("pk", filter=Q(held_at__lte=F("returned_at") + allowed)),
        declined=Count("pk", filter=Q(declined_at__isnull=False, held_at__isnull=True)),
        not_offered=Count("pk", filter=Q(offered_at__isnull=True) & ~Q(not_offered="")),
        running=Count(
            "pk",
            filter=Q(state__in=("located", "checked", "offered"), returned_at__gt=timezone.now() - allowed),
        ),
    )
    return Figures(area=area, kind=kind, **counted)


def extracts(viewer: Actor) -> list[Extract]:
    """What waits for the viewer's unit, the oldest first: the words and nothing else of the record."""
    require(viewer, TAKE)
    areas = viewer.areas(*RULES[TAKE].roles)
    rows = Extract.objects.filter(state="waiting", episode__child__area_id__in=areas)
    listed = list(rows.only("words", "written_at", "state"))
    record(Verb.CONSULTATION, TAKE, by=viewer, detail={"count": len(listed)})
    return listed


def find_extract(pk: UUID) -> Extract:
    """For an action that asks the policy itself. Raises Extract.DoesNotExist."""
    return Extract.objects.select_related("episode__child").get(pk=pk)
