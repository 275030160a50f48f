"""What a meeting puts into the chronology of a child it spoke of, once its minutes are agreed."""

from datetime import date

from django.utils import timezone

from waylight.casework.actions.steps import line
from waylight.casework.codes import LineKind
from waylight.casework.models import Child

from ..models import Conflict, Decision, Item
from ..reading import without_others
from .steps import is_here, still_here

APART = "Its words stand in the minutes: somebody has a conflict of interest about this."


def of_decision(decision: Decision) -> str:
    return f"Decided: {decision.words}\n{decision.reasons}"


def tell(item: Item, words: str, *, by: int) -> None:
    """A line for each child whose record is open here still; in the caller's transaction."""
    meeting = item.meeting
    for subject in still_here(item) if is_here(item) else ():
        if subject.child is not None:
            put(item, subject.child, words, by=by, on=timezone.localdate(meeting.starts_at))


def put(item: Item, child: Child, words: str, *, by: int, on: date | None = None) -> None:
    """No child's record tells of another child: names of those of whom the meeting spoke do not go in. And
    where somebody has a conflict of interest nothing but that there is something: they may work with the
    child, and its chronology is everybody's who does."""
    meeting = item.meeting
    what, _colon, _rest = words.partition(":")
    apart = Conflict.objects.over(item).exists()
    text = f"{what}. {APART}" if apart else without_others(meeting, child.pk)(words)
    source = f"{meeting.get_panel_display()}, {meeting.reference}"
    line(child, LineKind.MEETING, text, source, by=by, on=on)
