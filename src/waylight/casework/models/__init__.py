"""Children's records: states, dates and kinds in plain, every word encrypted."""

from .around import Identifier, IndexKey, Related
from .assessments import Assessment, Entry
from .children import Access, Arrival, Child, OfChild
from .dues import Due, DueMove, DuePause, Reminder
from .lines import Draft, EditConflict, Line, whose

__all__ = [
    "Access",
    "Arrival",
    "Assessment",
    "Child",
    "Draft",
    "Due",
    "DueMove",
    "DuePause",
    "EditConflict",
    "Entry",
    "Identifier",
    "IndexKey",
    "Line",
    "OfChild",
    "Related",
    "Reminder",
    "whose",
]
