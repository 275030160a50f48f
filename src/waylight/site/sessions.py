"""Staff sessions rest encrypted: a stolen database shows nobody's half-typed words."""

import base64
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _box(secret: str) -> Fernet:
    key = HKDF(SHA256(), 32, None, b"waylight/staff-session").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class SealedSerializer:
    """Django's session serializer interface: JSON inside a Fernet token under the installation's secret."""

    def dumps(self, obj: Any) -> bytes:
        return _box(settings.SECRET_KEY).encrypt(json.dumps(obj, separators=(",", ":")).encode())

    def loads(self, data: bytes) -> Any:
        return json.loads(_box(settings.SECRET_KEY).decrypt(data))
