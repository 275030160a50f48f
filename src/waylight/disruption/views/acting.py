"""One act from a page of this room, and how it is done: the tables of acts share this."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.functional import Promise

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework.views.acts import attempt
from waylight.casework.views.slots import (
    Kept,
    Slot,
    Stranded,
    away,
    begun_of,
    keeps,
    kept,
    settled,
    stranded,
)

from ..models import LicensingReferral, Unit, Use

Thing = Unit | Use | LicensingReferral
Make = Callable[[Any, Any], forms.Form]
Do = Callable[[Any, dict[str, Any], Actor], object]


@dataclass(frozen=True)
class Act:
    """One act: its name in the address, the policy's action, the states in which it makes sense, its form,
    what it does and its words."""

    name: str
    action: str
    title: str | Promise
    states: tuple[str, ...]
    form: Make
    do: Do
    done: str | Promise


def plain(form: type[forms.Form]) -> Make:
    return lambda thing, data: form(data)


def perform(act: Act, thing: Any, data: Any, by: Actor) -> tuple[forms.Form, bool]:
    """Validate and do. Returns the form and whether it was done; when not, it carries the reasons."""
    form = act.form(thing, data)
    if form.is_valid():
        attempt(form, lambda: act.do(thing, form.cleaned_data, by))
    settled(form, room_of(thing), thing.pk, act.name, by)
    return form, not form.errors


ROOMS: dict[type, str] = {Unit: "unit", Use: "measure", LicensingReferral: "licence"}
"""By what an act is of: under which name its drafts are kept."""


def room_of(thing: Thing) -> str:
    return ROOMS[type(thing)]


def shown(act: Act, thing: Thing, form: forms.Form, actor: Actor) -> tuple[Act, forms.Form, Kept | None]:
    """An act for a page, with how its form is kept."""
    return act, form, kept(form, room_of(thing), thing.pk, act.name, actor)


def left_over(thing: Thing, actor: Actor, acts: Iterable[Act], here: Iterable[Act]) -> list[Stranded]:
    """What the viewer had begun to write into those of the acts that are not `here` any more."""
    room, open_now = room_of(thing), {act.name for act in here}
    gone = [act for act in acts if act.name not in open_now and can(actor, act.action, thing)]
    named = [(act.title, act.name, away(room, thing.pk, act.name)) for act in gone]
    return stranded(named, begun_of(actor, thing.pk))


def drafts_of(kind: type[Thing], page: str, acts: Iterable[Act]) -> None:
    """What is typed into these acts is kept with the thing, under the right to do it. `page`: its address."""
    by_name = {act.name: act for act in acts}

    def find(pk: UUID, name: str) -> Slot | None:
        thing, act = kind._default_manager.filter(pk=pk).first(), by_name.get(name)
        if thing is None or act is None:
            return None
        return Slot(pk, name, (act.action, thing), reverse(page, args=[pk]))

    keeps(ROOMS[kind], find)
