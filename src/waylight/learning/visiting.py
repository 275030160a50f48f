"""Who learns, in the eyes of one request: nobody by name, somebody who came in with badge and code, and
whether the device goes from hand to hand.

Two cookies for the pages of /learn/ alone, sealed under a key of this installation and out of every script's
reach. `learner` holds the visit's token with the badge and the name that the code opened; it ends with the
browser. `shared-device` says until when a device is shared, and by its own age how long ago it was used. A
visitor who has neither costs nothing here, and no row. On a shared device nothing outlives its reader: the
cookies named in `settings.VISITOR_COOKIES`, other rooms' among them, and all that the browser stored go when
somebody ends, or after ten minutes in which nothing was done.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.keys.sealed_cookies import cipher

from . import progress
from .actions.entering import OWN_DEVICE, SHARED_DEVICE, learner_actor, leave, visit_of
from .models import Learner, SharedDevice
from .queries.devices import device_by_id

LEARNER, DEVICE, EARLIER = "learner", "shared-device", "learning-before"
PURPOSE = "learner-cookie/1"
PATH, ME, PRACTICE = "/learn/", "/learn/me/", "/learn/practice/"
OWN = {LEARNER: PATH, EARLIER: ME, progress.COOKIE: progress.PATH}
"""What says who learned here, and what they did."""

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Visitor:
    """`name` is empty where badge and code opened none. `device`: the open shared device that this is."""

    token: str = ""
    learner: Learner | None = None
    badge: str = ""
    name: str = ""
    device: SharedDevice | None = None
    on_shared: bool = False

    @property
    def shared(self) -> bool:
        """Also for a visit that began on one whose own cookie is gone."""
        return self.on_shared or self.device is not None

    @property
    def idle_seconds(self) -> int:
        """How long nothing may be done on a shared device before it ends by itself."""
        return int(SHARED_DEVICE.total_seconds())

    @property
    def actor(self) -> Actor:
        """Raises ValueError where nobody has come in."""
        if self.learner is None:
            raise ValueError("Nobody has come in.")
        return learner_actor(self.learner)


NOBODY = Visitor()


def visitor_of(request: HttpRequest) -> Visitor:
    return getattr(request, "visitor", NOBODY)


def visitors(get_response: Answer) -> Answer:
    """Middleware: `request.visitor` on the pages of Learn, and no trace of one whose visit is over. The
    practice form is not among them: what is written there is nobody's."""

    def answer(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        known = (LEARNER, DEVICE)
        if not path.startswith(PATH) or path.startswith(PRACTICE) or not any(map(request.COOKIES.get, known)):
            return get_response(request)
        device, was_shared, left = _device(request)
        visitor = _visitor(request, device)
        over = left or (visitor is None and bool(request.COOKIES.get(LEARNER)))
        if over:
            if visitor is not None:
                leave(visitor.token)
                visitor = None
            for name in {**settings.VISITOR_COOKIES, **OWN} if was_shared else OWN:
                request.COOKIES.pop(name, None)
        request.visitor = visitor or Visitor(device=device)  # type: ignore[attr-defined]  # read by visitor_of
        response = get_response(request)
        if over:
            wipe(response, everything=was_shared)
        if device is not None:
            keep_device(response, device)
        elif request.COOKIES.get(DEVICE) and DEVICE not in response.cookies:
            response.delete_cookie(DEVICE, path=PATH, samesite="Lax")
        return response

    return answer


def _device(request: HttpRequest) -> tuple[SharedDevice | None, bool, bool]:
    """The open device that this is; whether it is or was one; whether whoever used it last has left."""
    sealed = request.COOKIES.get(DEVICE, "").encode("ascii", "replace")
    if not sealed:
        return None, False, False
    try:
        device = device_by_id(UUID(cipher(PURPOSE).decrypt(sealed).decode()))
        used = datetime.fromtimestamp(cipher(PURPOSE).extract_timestamp(sealed), UTC)
    except (InvalidToken, ValueError):
        return None, False, False
    return device, True, device is None or timezone.now() - used > SHARED_DEVICE


def _visitor(request: HttpRequest, device: SharedDevice | None) -> Visitor | None:
    """None where nobody has come in, or their visit is over."""
    sealed = request.COOKIES.get(LEARNER, "").encode("ascii", "replace")
    try:
        about = json.loads(cipher(PURPOSE).decrypt(sealed, ttl=int(OWN_DEVICE.total_seconds())))
    except InvalidToken:
        return None
    visit = visit_of(about["token"])
    if visit is None:
        return None
    return Visitor(about["token"], visit.learner, about["badge"], about["name"], device, visit.shared)


def keep_learner(response: HttpResponseBase, token: str, *, badge: str, name: str) -> None:
    """Until the browser closes, and no longer than a visit lasts."""
    about = json.dumps({"token": token, "badge": badge, "name": name})
    _keep(response, LEARNER, _sealed(about), PATH)


def keep_device(response: HttpResponseBase, device: SharedDevice) -> None:
    """Longer than the device is shared, and as long as the reader's place: the first page after its hours
    must know that there is something to forget."""
    _keep(response, DEVICE, _sealed(str(device.pk)), PATH, max_age=progress.LIFE_SECONDS)


def keep_earlier(response: HttpResponseBase, carried: str) -> None:
    """What the browser carried before somebody came in, set aside until they say whether it was theirs."""
    _keep(response, EARLIER, carried, ME)


def drop_earlier(response: HttpResponseBase) -> None:
    response.delete_cookie(EARLIER, path=ME, samesite="Lax")


def wipe(response: HttpResponseBase, *, everything: bool) -> None:
    """Nothing of whoever learned here stays in this browser; with `everything`, nothing of any of our rooms:
    a report that was begun, a language. What the answer itself sets stays."""
    cookies = {**settings.VISITOR_COOKIES, **OWN} if everything else OWN
    for name, path in cookies.items():
        if name not in response.cookies:
            response.delete_cookie(name, path=path, samesite="Lax")
    if everything:
        response["Clear-Site-Data"] = '"cache", "storage"'


def _keep(response: HttpResponseBase, name: str, value: str, path: str, max_age: int | None = None) -> None:
    response.set_cookie(
        name, value, path=path, max_age=max_age, httponly=True, samesite="Lax", secure=settings.SECURE
    )


def _sealed(text: str) -> str:
    return cipher(PURPOSE).encrypt(text.encode()).decode()
