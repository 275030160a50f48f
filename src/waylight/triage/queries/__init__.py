"""Every read of triage, already narrowed to what the viewer may see, and audited as a consultation."""

from .contacts import (
    conflicts,
    contact,
    gathered,
    held_by,
    looking,
    my_pages,
    open_conflict,
    rota,
    transfers_sent,
    transfers_to_answer,
)
from .finding import Found, NotExact, by_reference, earlier, search
from .history import Happened, timeline
from .listing import InboxPage, inbox
from .opened_streams import OpenedStream, open_stream, streams, streams_of
from .rows import InboxRow
from .times import TimeLeft, clocks

__all__ = [
    "Found",
    "Happened",
    "InboxPage",
    "InboxRow",
    "NotExact",
    "OpenedStream",
    "TimeLeft",
    "by_reference",
    "clocks",
    "conflicts",
    "contact",
    "earlier",
    "gathered",
    "held_by",
    "inbox",
    "looking",
    "my_pages",
    "open_conflict",
    "open_stream",
    "rota",
    "search",
    "streams",
    "streams_of",
    "timeline",
    "transfers_sent",
    "transfers_to_answer",
]
