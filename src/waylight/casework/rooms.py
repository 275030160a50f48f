"""What the rooms above add to a child's record: pages of their own, and where a due leads to.

A room says so once, in its app's `ready`. This room knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise

from waylight.accounts.models import Person
from waylight.engine.clocks import WorkingHours
from waylight.guidance import queries as guidance

from .codes import DueKind
from .models import Child


@dataclass(frozen=True)
class Section:
    """A page of every child's record: `name` is its address, asked with the child's key."""

    name: str
    words: str | Promise


SECTIONS: list[Section] = []
_LEADS: dict[str, str] = {}
_OWN: dict[str, str] = {}
_HOURS: dict[str, Callable[[str], WorkingHours]] = {}
HANDED: dict[str, Callable[[UUID, Person], None]] = {}
FALLS_TO: dict[str, Callable[[UUID], Person | None]] = {}
MOVED: dict[str, Callable[[UUID, datetime], None]] = {}
Standing = Callable[[UUID, str], dict[str, Any]]
_STANDINGS: dict[str, Standing] = {}


def section(name: str, words: str | Promise) -> None:
    """Put a page into the navigation of every child's record."""
    if name not in {each.name for each in SECTIONS}:
        SECTIONS.append(Section(name, words))


def opens(kind: DueKind, name: str) -> None:
    """A due of this kind leads to the page of that address, asked with what the due is about."""
    _LEADS[kind] = name


def opens_own(kind: DueKind, name: str) -> None:
    """Whoever owes a due of this kind by name comes to that page, which nobody else may open; others come to
    what `opens` says of it, else to the child's record."""
    _OWN[kind] = name


def page_of(kind: str, about: UUID, child: UUID | None, *, own: bool = False) -> str:
    """Where a due leads to: what its room said, else the child's record; "" where it leads nowhere. `own`:
    the viewer owes it by name."""
    if own and kind in _OWN:
        return reverse(_OWN[kind], args=[about])
    if kind in _LEADS:
        return reverse(_LEADS[kind], args=[about])
    return reverse("child", args=[child]) if child else ""


def counts_by(kind: DueKind, hours: Callable[[str], WorkingHours]) -> None:
    """The limit of this kind is counted in hours other than the hub's own: `hours(area slug)`."""
    _HOURS[kind] = hours


def hours_of(kind: str, area: str) -> WorkingHours:
    """By which hours a due of this kind is reckoned in an area, when it begins and whenever that changes."""
    return _HOURS[kind](area) if kind in _HOURS else guidance.hours(area)


def hands_on(kind: DueKind, hand: Callable[[UUID, Person], None]) -> None:
    """What a due of this kind is about has an owner of its own: when the due passes from somebody who has
    left, `hand(about, person)` gives it to whoever owes it now, in the same transaction."""
    HANDED[kind] = hand


def falls_to(kind: DueKind, who: Callable[[UUID], Person | None]) -> None:
    """When somebody who owes a due of this kind has left, it is `who(about)` who owes it then, whatever role
    the leaver had; nobody new where that is nobody."""
    FALLS_TO[kind] = who


def follows(kind: DueKind, moved: Callable[[UUID, datetime], None]) -> None:
    """What a due of this kind is about keeps its time too: when the due is reckoned anew, `moved(about, at)`
    says it there, in the same transaction."""
    MOVED[kind] = moved


@dataclass(frozen=True)
class Answered:
    """`what(person)`: keys of what waits for somebody; `who(about)`: of the people for whom it waits."""

    what: Callable[[int], Any]
    who: Callable[[UUID], frozenset[int]]


_ANSWERED: dict[str, Answered] = {}


def answered(kind: DueKind, what: Callable[[int], Any], who: Callable[[UUID], frozenset[int]]) -> None:
    """What an agency owes of this kind is everybody's who answers for it, as the room says: an agency's name
    alone does not tell."""
    _ANSWERED[kind] = Answered(what, who)


def answered_by(person: int) -> Q:
    """Of dues: those that wait for somebody of an agency."""
    each = (Q(kind=kind, about__in=of.what(person)) for kind, of in _ANSWERED.items())
    return reduce(or_, each, Q(pk__in=()))


def who_answers(kind: str, about: UUID) -> frozenset[int]:
    """Keys of those for whom it waits; nobody where no room says."""
    return _ANSWERED[kind].who(about) if kind in _ANSWERED else frozenset()


def compares(what: str, standing: Standing) -> None:
    """Of an edit that came too late and is called `what:key`: `standing(child, key)` tells by field what the
    thing says now, {} where that child has none of that key."""
    _STANDINGS[what] = standing


def standing_of(what: str, child: UUID, key: str) -> dict[str, Any] | None:
    """None where no room has said how to tell."""
    return _STANDINGS[what](child, key) if what in _STANDINGS else None


Check = Callable[[Child], None]
BEFORE_CLOSING: list[Check] = []


BEFORE_ENDING: list[Check] = []


def before_ending(refuse: Check) -> None:
    """Asked before support of a child ends: raises NotPossible while it may not."""
    if refuse not in BEFORE_ENDING:
        BEFORE_ENDING.append(refuse)


def before_closing(refuse: Check) -> None:
    """Asked before a record is closed: raises NotPossible while something of its room must be done first."""
    if refuse not in BEFORE_CLOSING:
        BEFORE_CLOSING.append(refuse)
