"""Every read of meetings: narrowed to those who are asked to them, by the table of papers, and audited."""

from .actions import action_of, brief_of
from .meetings import (
    ACTING,
    MeetingPage,
    areas_to_call,
    find_item,
    find_meeting,
    left_to_nobody,
    meeting_page,
    meetings,
)
from .of_child import OfChild, of_child
from .papers import Paper, paper_of

__all__ = [
    "ACTING",
    "MeetingPage",
    "OfChild",
    "Paper",
    "action_of",
    "areas_to_call",
    "brief_of",
    "find_item",
    "find_meeting",
    "left_to_nobody",
    "meeting_page",
    "meetings",
    "of_child",
    "paper_of",
]
