"""How anything is done from a meeting's page and an item's: which acts are open, what was begun."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.functional import Promise

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.views.acts import attempt
from waylight.casework.views.slots import Begun, Kept, kept_with, settled

from ..machine import AGREE, DECLARE, RUN
from ..models import Item, Meeting
from ..queries import MeetingPage

Make = Callable[[Any, MeetingPage, Any], forms.Form]
Do = Callable[[Any, dict[str, Any], Actor], object]


@dataclass(frozen=True)
class Act:
    """`states`: of the meeting, in which it makes sense; the action says so again."""

    name: str
    action: str
    title: str | Promise
    form: Make
    do: Do
    states: frozenset[str]


def plain(form: type[forms.Form]) -> Make:
    return lambda _thing, _page, data: form(data)


def open_to(acts: Iterable[Act], page: MeetingPage, tried: Act | None = None) -> list[Act]:
    """The acts that this person may do here and that make sense in the present state. `tried`: the one that
    was just refused, which is among them with what was typed."""
    may = {RUN: page.runs, AGREE: page.chairs, DECLARE: page.mine is not None or page.runs}
    return [act for act in acts if may[act.action] and (act is tried or page.meeting.state in act.states)]


@dataclass(frozen=True)
class Stranded:
    """What somebody had begun to write into a form that is no longer there, and where they let it go."""

    title: str | Promise
    words: list[str]
    away: str


def stranded(
    acts: Iterable[Act], thing: Meeting | Item, actor: Actor, here: Iterable[Act], begun: Begun
) -> list[Stranded]:
    """The viewer's own drafts of the acts that are not among those that are open `here`."""
    meeting = thing if isinstance(thing, Meeting) else thing.meeting
    gone = [act for act in acts if act not in here and draft_name(act.name, thing) in begun]
    return [
        Stranded(
            act.title,
            casework.words_of(begun[draft_name(act.name, thing)]),
            reverse("draft-throw-away", args=[room_of(thing), thing.pk, act.name]),
        )
        for act in gone
        if can(actor, act.action, meeting)
    ]


def draft_name(name: str, thing: Meeting | Item) -> str:
    return name if isinstance(thing, Meeting) else f"{name}-{thing.pk}"


OUT = "leave-out-"


def leaving_out(key: UUID) -> str:
    """The draft of why a child, or whatever has that key, is left off an agenda."""
    return f"{OUT}{key}"


def leaves_out(name: str) -> bool:
    """Whether it is the name of such a draft."""
    try:
        return name == leaving_out(UUID(name.removeprefix(OUT)))
    except ValueError:
        return False


def named(acts: Iterable[Act]) -> dict[str, Act]:
    return {act.name: act for act in acts}


def perform(act: Act, thing: Meeting | Item, page: MeetingPage, data: Any, by: Actor) -> forms.Form:
    """Validate and do; a form that comes back with errors was not done."""
    form = act.form(thing, page, data)
    if form.is_valid():
        attempt(form, lambda: act.do(thing, form.cleaned_data, by))
    settled(form, room_of(thing), thing.pk, act.name, by)
    return form


def room_of(thing: Meeting | Item) -> str:
    """Under which name the drafts of its acts are kept."""
    return "meeting" if isinstance(thing, Meeting) else "meeting-item"


def shown(
    acts: Iterable[Act],
    thing: Meeting | Item,
    page: MeetingPage,
    chosen: Act | None,
    bound: forms.Form | None,
    begun: Begun,
) -> list[tuple[Act, forms.Form, Kept | None]]:
    """The acts for a page, with what the viewer had `begun` to write; the one that was just refused with what
    was typed."""
    rows, room = [], room_of(thing)
    for act in open_to(acts, page, chosen):
        form = bound if bound is not None and act is chosen else act.form(thing, page, None)
        called = draft_name(act.name, thing)
        rows.append((act, form, kept_with(form, room, thing.pk, act.name, begun, called)))
    return rows
