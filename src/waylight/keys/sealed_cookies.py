"""What a browser carries for us so that the server keeps nothing: sealed under a key of this installation,
for some pages alone, out of every script's reach, and worthless after its time.
"""

import base64
import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def cipher(purpose: str) -> Fernet:
    """Each purpose, such as "follow-cookie/1", has a key of its own."""
    return _cipher(settings.SECRET_KEY, purpose)


@cache
def _cipher(secret: str, purpose: str) -> Fernet:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"waylight/{purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(hkdf.derive(secret.encode())))


@dataclass(frozen=True)
class SealedCookie:
    """One cookie for the pages under `path`; its `life` in seconds begins anew whenever it is kept."""

    name: str
    path: str
    life: int
    purpose: str
    samesite: Literal["Lax", "Strict"]

    def read(self, request: HttpRequest) -> Any | None:
        """None when there is none, it is older than it may be, or we did not write it."""
        sealed = request.COOKIES.get(self.name, "").encode("ascii", "replace")
        try:
            return json.loads(cipher(self.purpose).decrypt(sealed, ttl=self.life))
        except InvalidToken:
            return None

    def keep(self, response: HttpResponseBase, content: Any) -> None:
        """Put it in, or begin its time anew. `content`: whatever JSON can say."""
        response.set_cookie(
            self.name,
            cipher(self.purpose).encrypt(json.dumps(content).encode()).decode(),
            max_age=self.life,
            path=self.path,
            httponly=True,
            samesite=self.samesite,
            secure=settings.SECURE,
        )

    def drop(self, response: HttpResponseBase) -> None:
        response.delete_cookie(self.name, path=self.path, samesite=self.samesite)
