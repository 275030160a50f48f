"""`@guarded("inbox.view")`: a view that asks the policy before it does anything else.

Importable on the public plane, where this app is not installed: there the actor is the public itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

from .policy import PUBLIC, RULES, Actor, require

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks: the signed-in person of a staff page, else the public."""
    return getattr(request, "actor", PUBLIC)


def guarded(action: str) -> Callable[[View], View]:
    """Ask `require(actor, action)` before the view runs; without a thing, as for any at all.

    The action on the thing itself asks again, with the thing. `view.guard` names the action, so that a test
    can walk every address and find a view that forgot to ask. Raises KeyError, when the module is loaded, for
    an action that has no row in the policy.
    """
    RULES[action]

    def guard(view: View) -> View:
        @wraps(view)
        def asking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            require(actor_of(request), action)
            return view(request, *args, **kwargs)

        asking.guard = action  # type: ignore[attr-defined]  # read by the test that walks every address
        return asking  # type: ignore[return-value]  # same call as `view`, and wraps() keeps its attributes

    return guard
