"""What a meeting might speak of, and why. It proposes; a person adds it, or leaves it out with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from waylight.casework.models import Assessment, Child, Due
from waylight.disruption.models import Unit
from waylight.pathways.models import Episode

from .codes import Because, Panel
from .models import Meeting, Subject

RECENT = timedelta(days=30)
"""For episodes, and for a level that changed when no meeting of the panel was held before."""


def proposed_children(meeting: Meeting) -> QuerySet[Child, UUID]:
    """The keys of open records of the area for which something speaks, not yet on the agenda nor left out:
    those with signs of actual harm first, then as they were opened; nothing is reckoned."""
    if meeting.panel not in (Panel.DAILY, Panel.CHILD):
        return Child.objects.none().values_list("pk", flat=True)
    spoken = Subject.objects.filter(item__meeting=meeting, child__isnull=False).values("child")
    rows = _open(meeting).filter(reduce(or_, _speaking(meeting).values())).exclude(pk__in=spoken)
    return rows.order_by("-harm_now", "opened_at", "pk").values_list("pk", flat=True)


def proposed_units(meeting: Meeting) -> list[Unit]:
    """Places and people of concern that are open as units of work, the oldest first."""
    if meeting.panel != Panel.THEME:
        return []
    spoken = Subject.objects.filter(item__meeting=meeting, thing__isnull=False).values("thing")
    rows = Unit.objects.filter(area_id=meeting.area_id, state="open").exclude(pk__in=spoken)
    return list(rows.order_by("opened_at", "pk"))


def reasons_for(meeting: Meeting, keys: Iterable[UUID]) -> dict[Child, list[Because]]:
    """What speaks for each of these open records of the area, in the order of `keys`. One query, so it asks
    only about those that are shown."""
    keys, speaking = list(keys), _speaking(meeting)
    asked = {f"because_{code}": Case(When(it, then=True), default=False) for code, it in speaking.items()}
    found = _open(meeting).annotate(**asked).in_bulk(keys)
    return {
        found[pk]: [code for code in speaking if getattr(found[pk], f"because_{code}")]
        for pk in keys
        if pk in found
    }


def _open(meeting: Meeting) -> QuerySet[Child]:
    return Child.objects.filter(area_id=meeting.area_id, state="open")


def _speaking(meeting: Meeting) -> dict[Because, Q]:
    """What may speak for a record, each as a condition on it."""
    own, now = OuterRef("pk"), timezone.now()
    late = Due.objects.filter(child=own, stopped_at__isnull=True, paused=False, due_at__lt=now)
    before = Coalesce("before__level", Value(""))
    stood = Assessment.objects.filter(child=own, state__in=("agreed", "superseded"))
    changed = stood.filter(level_at__gt=_since(meeting)).exclude(level=before)
    gone = Episode.objects.filter(child=own, since__gte=now - RECENT)
    return {
        Because.HARM: Q(harm_now=True),
        Because.LATE: Q(Exists(late)),
        Because.LEVEL: Q(Exists(changed)),
        Because.MISSING: Q(Exists(gone)),
    }


def _since(meeting: Meeting) -> datetime:
    """When the panel last met before, or `RECENT` ago."""
    return meeting.met_before or timezone.now() - RECENT
