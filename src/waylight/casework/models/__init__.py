"""Children's records: states, dates and kinds in plain, every word encrypted."""

from .around import Identifier, IndexKey, Related
from .children import Access, Arrival, Child, OfChild
from .dues import Due, DuePause
from .lines import Draft, EditConflict, Line

__all__ = [
    "Access",
    "Arrival",
    "Child",
    "Draft",
    "Due",
    "DuePause",
    "EditConflict",
    "Identifier",
    "IndexKey",
    "Line",
    "OfChild",
    "Related",
]
