"""How an opened link is carried from page to page while the server keeps nothing that opens it.

The link leaves the address at once, so that neither history nor a picture of the screen shows it. It rides,
and after the code the key with it, in a cookie sealed under a key of this installation: for these pages
alone, out of every script's reach, and worthless twenty minutes after the last page.
"""

import base64
import json
from dataclasses import dataclass
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from waylight.engine.sealing import DataKey, HandedLink

COOKIE, PATH = "handed", "/handed/"
LIFE_SECONDS = 20 * 60


@dataclass(frozen=True)
class Carried:
    """`key` is there once the code was typed."""

    link: HandedLink
    key: DataKey | None = None


def read(request: HttpRequest) -> Carried | None:
    """None when there is no cookie, it is older than it may be, or we did not write it."""
    sealed = request.COOKIES.get(COOKIE, "").encode("ascii", "replace")
    try:
        found = json.loads(_cipher(settings.SECRET_KEY).decrypt(sealed, ttl=LIFE_SECONDS))
    except InvalidToken:
        return None
    key = DataKey(base64.b64decode(found["key"])) if found["key"] else None
    return Carried(HandedLink.parse(found["link"]), key)


def keep(response: HttpResponseBase, carried: Carried) -> None:
    """Put it in, or renew its twenty minutes. Lax: the link is opened from somebody's mail."""
    key = base64.b64encode(carried.key.to_bytes()).decode() if carried.key else ""
    content = json.dumps({"link": carried.link.text, "key": key})
    response.set_cookie(
        COOKIE,
        _cipher(settings.SECRET_KEY).encrypt(content.encode()).decode(),
        max_age=LIFE_SECONDS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def drop(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


@cache
def _cipher(secret: str) -> Fernet:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"waylight/handed-cookie/1")
    return Fernet(base64.urlsafe_b64encode(hkdf.derive(secret.encode())))
