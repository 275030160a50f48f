"""Reports, for whoever may see each as far as they may."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.intelligence.models import Observation
from waylight.intelligence.naming import held, title
from waylight.intelligence.queries.scope import within_reach

from ..grading import Suggested, suggest
from ..models import Disclosure, Item, MetEdit, Report, RestsOn, Step, Undone
from ..training import trained
from .scope import reports_within_reach

MOST = 200


@dataclass(frozen=True)
class Rest:
    """What an item rests on. `name`: of the entity, as far as the viewer reaches it; "" out of reach."""

    rests: RestsOn
    kind: str
    name: str


@dataclass(frozen=True)
class ItemShown:
    item: Item
    suggested: Suggested
    rests: list[Rest]


@dataclass(frozen=True)
class Met:
    """An edit that came too late. `told`: what was typed, by the name of its field."""

    met: MetEdit
    told: dict[str, object]


@dataclass(frozen=True)
class ReportPage:
    """All of a report, for the unit and for its writer."""

    report: Report
    items: list[ItemShown]
    steps: list[Step]
    disclosures: list[Disclosure]
    undone: list[Undone]
    met: list[Met]
    may_grade: bool
    supersedes: list[Report]


@dataclass(frozen=True)
class SanitisedPage:
    """What a lead of the desk reads: nothing of the original, nothing of what it rests on."""

    report: Report
    items: list[Item]


def reports(viewer: Actor, *, state: str = "", due: bool = False) -> list[Report]:
    """The newest reports within reach, `MOST` at the most; `due`: those whose day of review has come, the
    longest due first. The list is one consultation."""
    require(viewer, "report.read")
    found = Report.objects.filter(reports_within_reach(viewer)).select_related("written_by")
    if state:
        found = found.filter(state=state)
    found = found.filter(_review_is_due()).order_by("review_due") if due else found.order_by("-written_at")
    listed = list(found[:MOST])
    detail: dict = {"count": len(listed), "state": state[:20], "due": due}
    record(Verb.CONSULTATION, "report.read", by=viewer, detail=detail)
    return listed


def reviews_due(viewer: Actor) -> int:
    """How many reports of the viewer's own unit wait for somebody to say whether they are kept."""
    require(viewer, "report.review")
    return Report.objects.filter(_review_is_due(), area_id__in=viewer.areas(Role.INTELLIGENCE)).count()


def _review_is_due() -> Q:
    return Q(review_due__lte=localdate()) & ~Q(state="disposed")


def report_of(pk: UUID) -> Report:
    """Raises Report.DoesNotExist. Asks nothing: whoever uses it asks."""
    return Report.objects.select_related("area", "written_by", "superseded_by").get(pk=pk)


def item_of(pk: UUID) -> Item:
    """Raises Item.DoesNotExist. Asks nothing: whoever uses it asks."""
    return Item.objects.select_related("report__area", "report__written_by").get(pk=pk)


def open_report(viewer: Actor, report: Report) -> ReportPage | SanitisedPage:
    """As much of it as the viewer may see. A consultation. Raises Refused."""
    if not can(viewer, "report.view", report):
        return _sanitised(viewer, report)
    items = list(report.items.select_related("graded_by"))
    rests = list(report.rests.select_related("contact", "entity", "item"))
    detail: dict = {"items": len(items), "originals": True}
    record(Verb.CONSULTATION, "report.view", by=viewer, thing=("report", report.pk), detail=detail)
    return ReportPage(
        report=report,
        items=[
            ItemShown(
                item,
                suggest(item.provenance, item.named),
                [_rest(viewer, each) for each in rests if each.item_id == item.pk],
            )
            for item in items
        ],
        steps=list(report.steps.select_related("by")),
        disclosures=list(report.disclosures.select_related("by")) if _of_unit(viewer, report) else [],
        undone=list(report.undone.select_related("settled_by")),
        met=[
            Met(met, json.loads(met.edit or "{}"))
            for met in report.met.filter(settled_at__isnull=True).select_related("by")
        ],
        may_grade=trained(viewer, report.area_id),
        supersedes=list(report.supersedes.order_by("written_at")),
    )


def _of_unit(viewer: Actor, report: Report) -> bool:
    return report.area_id in viewer.areas(Role.INTELLIGENCE)


def _sanitised(viewer: Actor, report: Report) -> SanitisedPage:
    require(viewer, "report.read", report)
    items = list(report.items.all())
    detail: dict = {"items": len(items), "originals": False}
    record(Verb.CONSULTATION, "report.read", by=viewer, thing=("report", report.pk), detail=detail)
    return SanitisedPage(report, items)


def _rest(viewer: Actor, rests: RestsOn) -> Rest:
    if rests.entity is None:
        return Rest(rests, "concern", rests.contact.reference if rests.contact else "")
    seen = Observation.objects.filter(
        within_reach(viewer, "account__contact__"), entity=rests.entity, gone=False
    )
    return Rest(rests, rests.entity.kind, title(rests.entity.kind, [held(row) for row in seen]))
