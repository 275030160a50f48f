"""How an opened link is carried from page to page while the server keeps nothing that opens it.

The link leaves the address at once, so that neither history nor a picture of the screen shows it. It rides,
and after the code the key with it, in a sealed cookie, worthless twenty minutes after the last page. Lax: the
link is opened from somebody's mail.
"""

import base64
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

from waylight.engine.sealing import DataKey, HandedLink
from waylight.keys.sealed_cookies import SealedCookie

COOKIE, PATH = "handed", "/handed/"
LIFE_SECONDS = 20 * 60
_SEALED = SealedCookie(COOKIE, PATH, LIFE_SECONDS, "handed-cookie/1", "Lax")


@dataclass(frozen=True)
class Carried:
    """`key` is there once the code was typed."""

    link: HandedLink
    key: DataKey | None = None


def read(request: HttpRequest) -> Carried | None:
    """None when there is no cookie, it is older than it may be, or we did not write it."""
    found = _SEALED.read(request)
    if found is None:
        return None
    key = DataKey(base64.b64decode(found["key"])) if found["key"] else None
    return Carried(HandedLink.parse(found["link"]), key)


def keep(response: HttpResponseBase, carried: Carried) -> None:
    """Put it in, or renew its twenty minutes."""
    key = base64.b64encode(carried.key.to_bytes()).decode() if carried.key else ""
    _SEALED.keep(response, {"link": carried.link.text, "key": key})


def drop(response: HttpResponseBase) -> None:
    _SEALED.drop(response)
