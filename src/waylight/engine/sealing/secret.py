"""What every secret here shares: it hides itself, compares in constant time, and grows others by HKDF."""

import hmac
from typing import NoReturn, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Octets = bytes | bytearray | memoryview
"""What databases hand back for a binary column: SQLite gives bytes, PostgreSQL a memoryview."""


class Secret:
    """Secret bytes that show in no log, error page, pickle, queue or cache.

    `DERIVATION` is the subclass's own prefix, so that equal bytes held as two kinds of secret never
    derive the same key.
    """

    __slots__ = ("_secret",)
    DERIVATION: str
    LENGTH = 32

    def __init__(self, secret: bytes) -> None:
        if len(secret) != self.LENGTH:
            raise ValueError(f"A {type(self).__name__} is {self.LENGTH} bytes long, not {len(secret)}.")
        self._secret = bytes(secret)

    @classmethod
    def from_bytes(cls, secret: bytes) -> Self:
        """Raises ValueError when the length is not `LENGTH`."""
        return cls(secret)

    def to_bytes(self) -> bytes:
        return self._secret

    def derive(self, label: str, length: int) -> bytes:
        """`length` bytes of HKDF-SHA256 (RFC 5869), no salt, info = DERIVATION + ":" + label."""
        info = f"{self.DERIVATION}:{label}".encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(self._secret)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} (hidden)>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret) or type(other) is not type(self):
            return NotImplemented
        return hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash((type(self), self._secret))

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"A {type(self).__name__} is secret and is never pickled or copied.")
