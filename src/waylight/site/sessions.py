"""Staff sessions rest encrypted: a stolen database shows nobody's half-typed words."""

import json
from typing import Any

from waylight.keys.sealed_cookies import cipher

PURPOSE = "staff-session"


class SealedSerializer:
    """Django's session serializer interface: JSON inside a Fernet token under the installation's secret."""

    def dumps(self, obj: Any) -> bytes:
        return cipher(PURPOSE).encrypt(json.dumps(obj, separators=(",", ":")).encode())

    def loads(self, data: bytes) -> Any:
        return json.loads(cipher(PURPOSE).decrypt(data))
