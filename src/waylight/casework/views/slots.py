"""Drafts of forms that are not in a child's own table of acts: each room says where they are kept.

A form of no child's has no child's right; so each has its own, which is the right to do what it is for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor

from .. import queries
from ..models import Child
from .acts import settle_draft


@dataclass(frozen=True)
class Slot:
    """Whose the draft is, its name, the right under which it is written, and the page of its form."""

    of: Child | UUID
    name: str
    may: tuple[str, object]
    back: str


@dataclass(frozen=True)
class Kept:
    """For the page: where what is typed is sent, where it is thrown away, and whether there was something."""

    address: str
    away: str
    begun: bool


Find = Callable[[UUID, str], Slot | None]
_ROOMS: dict[str, Find] = {}


def keeps(room: str, find: Find) -> None:
    """`find(key, name)`: the draft of that form of that thing; None where there is no such form."""
    _ROOMS[room] = find


def slot_of(room: str, pk: UUID, name: str) -> Slot:
    slot = _ROOMS[room](pk, name) if room in _ROOMS else None
    if slot is None:
        raise Http404
    return slot


def writes(form: forms.Form) -> bool:
    """Whether anything is typed into it, not only chosen."""
    return any(isinstance(field.widget, forms.TextInput | forms.Textarea) for field in form.fields.values())


def kept(form: forms.Form, room: str, pk: UUID, name: str, actor: Actor) -> Kept | None:
    """How a form is kept; an unsent one has in it what this person had begun to write."""
    if not writes(form):
        return None
    begun = False
    if not form.is_bound:
        slot = slot_of(room, pk, name)
        draft = queries.draft_of(actor, slot.of, slot.name)
        form.initial, begun = {**form.initial, **draft}, bool(draft)
    address, away = (reverse(to, args=[room, pk, name]) for to in ("draft-keep", "draft-throw-away"))
    return Kept(address, away, begun)


def settled(form: forms.Form, room: str, pk: UUID, name: str, by: Actor) -> None:
    """What was sent is no draft any more; what was refused is one, for whoever may still write there."""
    if not writes(form):
        return
    slot = slot_of(room, pk, name)
    if can(by, *slot.may):
        settle_draft(form, slot.of, slot.name, by, slot.may)
