"""One act from a page of this room, and how it is done: the tables of acts share this."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from waylight.accounts.roles import Actor
from waylight.casework.views.acts import attempt

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
    return form, not form.errors
