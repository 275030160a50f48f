"""How what is known of a thing is graded and may be handled, for search results and the thing's page."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.intelligence.badges import Badges, on_things

from .models import Report, RestsOn
from .queries.scope import reports_within_reach


@on_things
def graded(viewer: Actor, entities: Collection[UUID]) -> Badges:
    """Each grade of items that rest on the thing, with the handling of its report, each once; for those who
    may read the report whole. A grade is of an item of information, never of the thing."""
    if not can(viewer, "report.view"):
        return {}
    near = RestsOn.objects.filter(
        entity__in=entities, report__in=Report.objects.filter(reports_within_reach(viewer))
    ).exclude(report__state="disposed")
    found: dict[UUID, dict[str, None]] = {}
    for rests in near.select_related("item", "report").order_by("report__written_at", "item__seq"):
        if rests.entity_id is not None and can(viewer, "report.view", rests.report):
            found.setdefault(rests.entity_id, {})[_words(rests)] = None
    return {entity: list(words) for entity, words in found.items()}


def _words(rests: RestsOn) -> str:
    item, handling = rests.item, rests.report.handling
    if not item.grade:
        written = _(" (once %(old)s)") % {"old": item.grade_as_written} if item.grade_as_written else ""
        return _("not graded yet") + written
    told = _("graded %(grade)s") % {"grade": item.grade}
    return told + (_(", handling %(code)s") % {"code": handling} if handling else "")
