"""The hub's own record of a concern: state and clocks in plain, every word encrypted."""

from .base import reference
from .clocks import Clock, Pause, RatingChange
from .contact import Contact, Look, MatchKey
from .desk import EditConflict, Handover, IdentityOpening, MarkingChange, Reopening, Transfer
from .paging import Page, RotaEntry
from .streams import Decision, Statement, Stream
from .translations import Translation, TranslationRequest

__all__ = [
    "Clock",
    "Contact",
    "Decision",
    "EditConflict",
    "Handover",
    "IdentityOpening",
    "Look",
    "MarkingChange",
    "MatchKey",
    "Page",
    "Pause",
    "RatingChange",
    "Reopening",
    "RotaEntry",
    "Statement",
    "Stream",
    "Transfer",
    "Translation",
    "TranslationRequest",
    "reference",
]
