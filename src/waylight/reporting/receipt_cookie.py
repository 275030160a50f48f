"""How an opened report is carried from page to page without the server keeping anything that opens it.

The receipt cannot ride in the address (history, logs) and should not lie in every page (a browser that
restores its tabs keeps pages and what was sent from them). A session on the server would keep it where it
must not be. So it rides in a cookie: sealed with a key of this installation, good for twenty minutes from
the last page, for these pages alone, out of every script's reach. What is left of it on the device is
worthless without the server, and after twenty minutes with it; what is left on the server is nothing.

"Close my report" deletes it, and so does Exit where scripts run. Without scripts Exit cannot, and the page
says so.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

from waylight.engine.sealing import Receipt
from waylight.keys.sealed_cookies import SealedCookie

COOKIE = "follow"
PATH = "/receipt/"
LIFE_SECONDS = 20 * 60
_SEALED = SealedCookie(COOKIE, PATH, LIFE_SECONDS, "follow-cookie/1", "Strict")


@dataclass(frozen=True)
class Opened:
    """A report that is open in this browser. `notices`: what the next page says once."""

    receipt: Receipt
    notices: tuple[str, ...] = ()


def read(request: HttpRequest) -> Opened | None:
    """None when there is no cookie, it is older than it may be, or we did not write it."""
    found = _SEALED.read(request)
    if found is None:
        return None
    return Opened(Receipt.from_bytes(found["receipt"].encode()), tuple(found["notices"]))


def keep(response: HttpResponseBase, opened: Opened) -> None:
    """Put it in, or renew its twenty minutes."""
    _SEALED.keep(response, {"receipt": opened.receipt.to_bytes().decode(), "notices": opened.notices})


def drop(response: HttpResponseBase) -> None:
    _SEALED.drop(response)
