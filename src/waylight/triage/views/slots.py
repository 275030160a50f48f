"""What is typed into a form and not saved yet: each room says where it is kept, and the form shows it again.

The room of children's records, above this one, keeps it: sealed, and for its writer alone. A form has no
right of its own; so each has that of what it is for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor

Begun = dict[str, dict[str, Any]]
"""By name of the draft, what was typed, by field."""


@dataclass(frozen=True)
class Slot:
    """Whose the draft is (a child's record, or the key of what is no child's), its name, the right under
    which it is written, and the page of its form. `never`: fields of which nothing is kept unsent."""

    of: Any
    name: str
    may: tuple[str, object]
    back: str
    never: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kept:
    """For the page: where what is typed is sent, where it is thrown away, and whether there was something."""

    address: str
    away: str
    begun: bool


@dataclass(frozen=True)
class Stranded:
    """What somebody had begun to write into a form that is no longer there, and where they let it go."""

    title: str | Promise
    words: list[str]
    away: str


@dataclass(frozen=True)
class Store:
    """`begun(viewer, of)`: all that they have begun to write of it. `settle(form, slot, by)`: what was sent
    is no draft any more, what was refused is one."""

    begun: Callable[[Actor, Any], Begun]
    settle: Callable[[forms.Form, Slot, Actor], None]


Find = Callable[[UUID, str], Slot | None]
_ROOMS: dict[str, Find] = {}
_STORES: list[Store] = []
NOTHING_YET = UUID(int=0)
"""Of a form that makes something new: what is typed into it is of no thing yet, and of its writer alone."""


def kept_by(store: Store) -> None:
    _STORES[:] = [store]


def keeps(room: str, find: Find) -> None:
    """`find(key, name)`: the draft of that form of that thing; None where there is no such form."""
    _ROOMS[room] = find


def keeps_forms(
    room: str,
    rows: QuerySet[Any],
    rights: Mapping[str, str],
    back: Callable[[Any], str],
    of: Callable[[Any], Any] = lambda thing: thing.pk,
) -> None:
    """What is typed into the forms of one kind of thing is kept. `rights`: by form, the right to what it is
    for; `back`: the page of a thing; `of`: whose the draft is."""

    def find(pk: UUID, name: str) -> Slot | None:
        thing = rows.filter(pk=pk).first() if name in rights else None
        if thing is None:
            return None
        return Slot(of(thing), draft_name(room, pk, name), (rights[name], thing), back(thing))

    keeps(room, find)


def keeps_new(room: str, name: str, action: str, page: str, never: frozenset[str] = frozenset()) -> None:
    """What is typed into the form that makes something new is kept, under the right to make one."""

    def find(pk: UUID, asked: str) -> Slot | None:
        if pk != NOTHING_YET or asked != name:
            return None
        return Slot(pk, draft_name(room, pk, name), (action, None), reverse(page), never)

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
    return any(map(_is_written, form.fields.values()))


def _is_written(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.TextInput | forms.Textarea)


def written(form: forms.Form, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was typed into the form, the words: neither what was chosen in it nor what it carries."""
    return {name: typed[name] for name, field in form.fields.items() if name in typed and _is_written(field)}


def begun_of(actor: Actor, of: Any) -> Begun:
    """All that this person has begun to write of one thing: for a page of many forms."""
    return _STORES[0].begun(actor, of)


def kept(form: forms.Form, room: str, pk: UUID, name: str, actor: Actor) -> Kept | None:
    """How a form is kept; an unsent one has in it what this person had begun to write."""
    if not writes(form):
        return None
    slot = slot_of(room, pk, name)
    return _kept(form, room, pk, name, begun_of(actor, slot.of).get(slot.name, {}))


def kept_with(
    form: forms.Form, room: str, pk: UUID, name: str, begun: Begun, called: str = ""
) -> Kept | None:
    """The same where the page has read all its drafts at once. `called`: what this one is called among them,
    where its room has names of its own."""
    if not writes(form):
        return None
    return _kept(form, room, pk, name, begun.get(called or draft_name(room, pk, name), {}))


def _kept(form: forms.Form, room: str, pk: UUID, name: str, draft: dict[str, Any]) -> Kept:
    if not form.is_bound:
        form.initial = {**form.initial, **draft}
    return Kept(
        reverse("draft-keep", args=[room, pk, name]),
        away(room, pk, name),
        bool(draft) and not form.is_bound,
    )


def away(room: str, pk: UUID, name: str) -> str:
    """Where a draft is thrown away."""
    return reverse("draft-throw-away", args=[room, pk, name])


def settled(form: forms.Form, room: str, pk: UUID, name: str, by: Actor) -> None:
    """What was sent is no draft any more; what was refused is one, for whoever may still write there."""
    if not writes(form):
        return
    slot = slot_of(room, pk, name)
    if can(by, *slot.may):
        _STORES[0].settle(form, slot, by)


def with_forms(
    here: Iterable[Any],
    room: str,
    thing: Any,
    actor: Actor,
    begun: Begun,
    chosen: Any = None,
    bound: forms.Form | None = None,
) -> list[tuple[Any, forms.Form, Kept | None]]:
    """The acts of a page with their forms and how each is kept; `chosen` is the one that was just refused,
    and `bound` its form as it was typed."""
    found = []
    for act in here:
        form = bound if bound is not None and act is chosen else act.make(thing, actor, None)
        found.append((act, form, kept_with(form, room, thing.pk, act.name, begun)))
    return found


def gone_from(
    acts: Iterable[Any], here: Iterable[Any], room: str, thing: Any, actor: Actor, begun: Begun
) -> list[Stranded]:
    """What the viewer had begun to write into those of the acts that are not `here` any more."""
    gone = [act for act in acts if act not in here and can(actor, act.action, thing)]
    return stranded(
        [(a.title, draft_name(room, thing.pk, a.name), away(room, thing.pk, a.name)) for a in gone], begun
    )


def stranded(gone: Iterable[tuple[str | Promise, str, str]], begun: Begun) -> list[Stranded]:
    """Of the forms that are not on the page (title, draft's name, where it is thrown away), those into which
    the viewer had begun to write."""
    found = ((title, _words(begun[name]), address) for title, name, address in gone if name in begun)
    return [Stranded(title, words, address) for title, words, address in found if words]


def _words(typed: dict[str, Any]) -> list[str]:
    return [text for name, text in typed.items() if name != "base" and isinstance(text, str) and text.strip()]
