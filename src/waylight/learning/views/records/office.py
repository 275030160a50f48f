"""What several of the office's pages ask: which council, and what a refusal of the actions says."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.functional import Promise

from waylight.accounts.guarding import actor_of
from waylight.guidance.models import Area

from ... import queries
from ...actions import NotPossible


def chosen_area(request: HttpRequest, action: str) -> Area:
    """The council that is asked for, of those in which this person may; without one, the first. Another is
    not found."""
    areas = list(queries.own_areas(actor_of(request), action))
    asked = request.POST.get("area") or request.GET.get("area") or (areas[0].slug if areas else "")
    for area in areas:
        if area.slug == asked:
            return area
    raise Http404


def number_of(text: str) -> int:
    """A page's number as an address has it; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


def tried(request: HttpRequest, act: Callable[[], object], done: str | Promise) -> bool:
    """Do it and say so, or say why it cannot be done."""
    try:
        act()
    except NotPossible as problem:
        messages.error(request, problem.sentence)
        return False
    messages.success(request, str(done))
    return True


def done_with(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; the form says why it cannot be done."""
    try:
        act()
    except NotPossible as problem:
        form.add_error(None, problem.sentence)
    return not form.errors
