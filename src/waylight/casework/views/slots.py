"""Drafts of forms that are not in a child's own table of acts: each room says where they are kept.

A form of no child's has no child's right; so each has its own, which is the right to do what it is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor

from .. import queries
from ..models import Child, OfChild
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


NOTHING_YET = UUID(int=0)
"""Of a form that makes something new: what is typed into it is of no thing yet, and of its writer alone."""


def keeps_forms(
    room: str, rows: QuerySet[Any], rights: Mapping[str, str], back: Callable[[Any], str]
) -> None:
    """What is typed into the forms of one kind of thing is kept: with the child's record where it has one,
    else with the thing. `rights`: by form, the right to what it is for; `back`: the page of a thing."""

    def find(pk: UUID, name: str) -> Slot | None:
        thing = rows.filter(pk=pk).first() if name in rights else None
        if thing is None:
            return None
        of = thing if isinstance(thing, Child) else thing.child if isinstance(thing, OfChild) else pk
        return Slot(of, draft_name(room, pk, name), (rights[name], thing), back(thing))

    keeps(room, find)


def keeps_new(room: str, name: str, action: str, page: str) -> None:
    """What is typed into the form that makes something new is kept, under the right to make one."""

    def find(pk: UUID, asked: str) -> Slot | None:
        here = pk == NOTHING_YET and asked == name
        return Slot(pk, draft_name(room, pk, name), (action, None), reverse(page)) if here else None

    keeps(room, find)


def draft_name(room: str, pk: UUID, name: str) -> str:
    """A record has drafts of many things in it, and nothing yet has those of all that may come."""
    return f"{room}-{name}-{pk}"


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
    draft: dict[str, Any] = {}
    if not form.is_bound:
        slot = slot_of(room, pk, name)
        draft = queries.draft_of(actor, slot.of, slot.name)
    return kept_with(form, room, pk, name, draft)


def kept_with(form: forms.Form, room: str, pk: UUID, name: str, draft: dict[str, Any]) -> Kept:
    """The same where the page has read all its drafts at once."""
    if not form.is_bound:
        form.initial = {**form.initial, **draft}
    address, away = (reverse(to, args=[room, pk, name]) for to in ("draft-keep", "draft-throw-away"))
    return Kept(address, away, bool(draft) and not form.is_bound)


def settled(form: forms.Form, room: str, pk: UUID, name: str, by: Actor) -> None:
    """What was sent is no draft any more; what was refused is one, for whoever may still write there."""
    if not writes(form):
        return
    slot = slot_of(room, pk, name)
    if can(by, *slot.may):
        settle_draft(form, slot.of, slot.name, by, slot.may)
