"""How an opened report is carried from page to page without the server keeping anything that opens it.

The receipt cannot ride in the address (history, logs) and should not lie in every page (a browser that
restores its tabs keeps pages and what was sent from them). A session on the server would keep it where it
must not be. So it rides in a cookie: sealed with a key of this installation, good for twenty minutes from
the last page, for these pages alone, out of every script's reach. What is left of it on the device is
worthless without the server, and after twenty minutes with it; what is left on the server is nothing.

"Close my report" deletes it, and so does Exit where scripts run. Without scripts Exit cannot, and the page
says so.
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

from waylight.engine.sealing import Receipt

COOKIE = "follow"
PATH = "/receipt/"
LIFE_SECONDS = 20 * 60


@dataclass(frozen=True)
class Opened:
    """A report that is open in this browser. `notices`: what the next page says once."""

    receipt: Receipt
    notices: tuple[str, ...] = ()


def read(request: HttpRequest) -> Opened | None:
    """None when there is no cookie, it is older than it may be, or we did not write it."""
    sealed = request.COOKIES.get(COOKIE, "").encode("ascii", "replace")
    try:
        content = json.loads(_cipher(settings.SECRET_KEY).decrypt(sealed, ttl=LIFE_SECONDS))
    except InvalidToken:
        return None
    return Opened(Receipt.from_bytes(content["receipt"].encode()), tuple(content["notices"]))


def keep(response: HttpResponseBase, opened: Opened) -> None:
    """Put it in, or renew its twenty minutes."""
    content = {"receipt": opened.receipt.to_bytes().decode(), "notices": opened.notices}
    response.set_cookie(
        COOKIE,
        _cipher(settings.SECRET_KEY).encrypt(json.dumps(content).encode()).decode(),
        max_age=LIFE_SECONDS,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SECURE,
    )


def drop(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


@cache
def _cipher(secret: str) -> Fernet:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"waylight/follow-cookie/1")
    return Fernet(base64.urlsafe_b64encode(hkdf.derive(secret.encode())))
