"""Drafts of forms that are not in a child's own table of acts. This room keeps those of all rooms."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from waylight.accounts.roles import Actor
from waylight.triage.views import slots
from waylight.triage.views.slots import (
    NOTHING_YET,
    Begun,
    Kept,
    Slot,
    Stranded,
    away,
    begun_of,
    draft_name,
    keeps,
    keeps_new,
    kept,
    kept_with,
    settled,
    slot_of,
    stranded,
    written,
)

from .. import queries
from ..models import Child, OfChild
from .acts import settle_draft

__all__ = [
    "NOTHING_YET",
    "Begun",
    "Kept",
    "Slot",
    "Stranded",
    "away",
    "begun_of",
    "draft_name",
    "keeps",
    "keeps_forms",
    "keeps_new",
    "kept",
    "kept_with",
    "settled",
    "slot_of",
    "stranded",
    "written",
]


def keeps_forms(
    room: str, rows: QuerySet[Any], rights: Mapping[str, str], back: Callable[[Any], str]
) -> None:
    """As below: with the child's record where the thing has one, else with the thing."""
    slots.keeps_forms(room, rows, rights, back, _whose)


def _whose(thing: Any) -> Any:
    if isinstance(thing, Child):
        return thing
    return thing.child if isinstance(thing, OfChild) else thing.pk


def _settle(form: forms.Form, slot: Slot, by: Actor) -> None:
    settle_draft(form, slot.of, slot.name, by, slot.may, slot.never)


slots.kept_by(slots.Store(queries.drafts_in, _settle))
