"""What a meeting might speak of, and why. It proposes; a person adds it, or leaves it out with a reason."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from waylight.casework.models import Assessment, Child, Due
from waylight.disruption.models import Unit
from waylight.pathways.models import Episode

from .codes import Because, Panel
from .models import Meeting, Subject

RECENT = timedelta(days=30)
"""For episodes, and for a level that changed when no meeting of the panel was held before."""


def proposed_children(meeting: Meeting) -> dict[UUID, list[Because]]:
    """Open records of the area for which something speaks, not yet on the agenda nor left out. By
    their keys, those with signs of actual harm first, then as they were opened; nothing is reckoned."""
    if meeting.panel not in (Panel.DAILY, Panel.CHILD):
        return {}
    found = _reasons(meeting, None)
    spoken = Subject.objects.filter(item__meeting=meeting, child__isnull=False).values("child")
    rows = Child.objects.filter(area_id=meeting.area_id, state="open").exclude(pk__in=spoken)
    ordered = rows.order_by("-harm_now", "opened_at", "pk").values_list("pk", flat=True)
    return {pk: found[pk] for pk in ordered if pk in found}


def proposed_units(meeting: Meeting) -> list[Unit]:
    """Places and people of concern that are open as units of work, the oldest first."""
    if meeting.panel != Panel.THEME:
        return []
    spoken = Subject.objects.filter(item__meeting=meeting, thing__isnull=False).values("thing")
    rows = Unit.objects.filter(area_id=meeting.area_id, state="open").exclude(pk__in=spoken)
    return list(rows.order_by("opened_at", "pk"))


def reasons_for(meeting: Meeting, child: Child) -> list[Because]:
    return _reasons(meeting, child).get(child.pk, [])


def _reasons(meeting: Meeting, only: Child | None) -> dict:
    """By the child's key, in the order of `Because`."""
    children = Child.objects.filter(area_id=meeting.area_id, state="open")
    if only is not None:
        children = children.filter(pk=only.pk)
    found: dict = defaultdict(list)
    for pk in children.filter(harm_now=True).values_list("pk", flat=True):
        found[pk].append(Because.HARM)
    late = Due.objects.filter(
        child__in=children, stopped_at__isnull=True, paused=False, due_at__lt=timezone.now()
    )
    for pk in late.order_by().values_list("child_id", flat=True).distinct():
        found[pk].append(Because.LATE)
    stood = Assessment.objects.filter(
        child__in=children, state__in=("agreed", "superseded"), level_at__gt=_since(meeting)
    )
    for pk, level, before in stood.values_list("child_id", "level", "before__level"):
        if level != (before or "") and Because.LEVEL not in found[pk]:
            found[pk].append(Because.LEVEL)
    gone = Episode.objects.filter(child__in=children, since__gte=timezone.now() - RECENT)
    for pk in gone.order_by().values_list("child_id", flat=True).distinct():
        found[pk].append(Because.MISSING)
    return {pk: reasons for pk, reasons in found.items() if reasons}


def _since(meeting: Meeting) -> datetime:
    """When the panel last met before, or `RECENT` ago."""
    earlier = Meeting.objects.filter(
        area_id=meeting.area_id, panel=meeting.panel, held_at__isnull=False, starts_at__lt=meeting.starts_at
    )
    last = earlier.order_by("-starts_at").values_list("held_at", flat=True).first()
    return last or timezone.now() - RECENT
