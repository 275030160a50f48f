"""Meetings: kinds, states, days and who sits there in plain, every word encrypted."""

from .agenda import Conflict, Item, Subject
from .meetings import AskedOff, Attendee, Chairing, Meeting
from .outcomes import Action, Carried, Correction, Decision, Dissent

__all__ = [
    "Action",
    "AskedOff",
    "Attendee",
    "Carried",
    "Chairing",
    "Conflict",
    "Correction",
    "Decision",
    "Dissent",
    "Item",
    "Meeting",
    "Subject",
]
