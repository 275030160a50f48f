"""`@guarded("inbox.view")`: a view that asks the policy before it does anything else.

Importable on the public plane, where this app is not installed: there the actor is the public itself.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase

from .policy import RULES, require
from .roles import PUBLIC, Actor

P = ParamSpec("P")
Found = TypeVar("Found")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Asked:
    """Who asks, and the key of what the address is about; empty where it is about no one thing."""

    by: Actor = PUBLIC
    about: str = ""


NOBODY = Asked()
_ASKED: ContextVar[Asked] = ContextVar("asked", default=NOBODY)


def asked() -> Asked:
    """Of the guarded view that runs now. For what is audited where a form is told that it cannot be done, far
    from the request; what is allowed is never asked of it."""
    return _ASKED.get()


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks: the signed-in person of a staff page, else the public."""
    return getattr(request, "actor", PUBLIC)


def there(find: Callable[P, Found], *args: P.args, **kwargs: P.kwargs) -> Found:
    """What `find` finds. Raises Http404 where it finds nothing of that key."""
    try:
        return find(*args, **kwargs)
    except ObjectDoesNotExist as none:
        raise Http404 from none


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
            here = _ASKED.set(Asked(actor_of(request), str(kwargs.get("pk", ""))))
            try:
                return view(request, *args, **kwargs)
            finally:
                _ASKED.reset(here)

        asking.guard = action  # type: ignore[attr-defined]  # read by the test that walks every address
        return asking  # type: ignore[return-value]  # same call as `view`, and wraps() keeps its attributes

    return guard
