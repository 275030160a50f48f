"""The data key: encrypts single identifying values where they rest, bound to the place they rest in.

An encrypted value: 1 byte version (1), 12 bytes random nonce, AES-256-GCM's ciphertext and tag. Its
additional data is "waylight/field/1:" and then table, row and column, each after its length in 4 bytes, so a
value copied to another row does not open. Which data key it needs is for the caller to know. The length of
the value shows; pad it first where that would tell.

Random nonces are safe for 2 ** 32 values under one key (NIST SP 800-38D, section 8.3): rotate before that.
"""

import hmac
import secrets
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .envelope import NotAnEnvelope, open_envelope, seal
from .keys import PrivateKey, PublicKey
from .secret import Octets, Secret

_VERSION = b"\x01"
_NONCE_LENGTH = 12
_CIPHERTEXT_AT = len(_VERSION) + _NONCE_LENGTH
_FIELD = b"waylight/field/1:"
_WRAPPED = "data-key"


class FieldError(Exception):
    """An encrypted value could not be opened here: other place, other key, or changed."""


class DataKey(Secret):
    """One 32-byte key, kept only wrapped for a key pair; nothing outside this class uses it directly."""

    __slots__ = ("_cipher", "_match_keys")
    DERIVATION = "waylight/data-key/1"

    def __init__(self, secret: bytes) -> None:
        super().__init__(secret)
        self._cipher = AESGCM(self.derive("fields", 32))
        self._match_keys: dict[str, bytes] = {}

    @classmethod
    def new(cls) -> Self:
        return cls(secrets.token_bytes(cls.LENGTH))

    @classmethod
    def unwrap(cls, private_key: PrivateKey, wrapped: Octets) -> Self:
        """Raises EnvelopeError as `open_envelope` does."""
        secret = open_envelope(private_key, wrapped, purpose=_WRAPPED)
        if len(secret) != cls.LENGTH:
            raise NotAnEnvelope("It opened, but there is no data key inside.")
        return cls(secret)

    def wrap(self, public_key: PublicKey) -> bytes:
        """An envelope that only the holder of the private key can unwrap."""
        return seal(public_key, self._secret, purpose=_WRAPPED)

    def encrypt(self, plaintext: bytes, *, table: str, row: str, column: str) -> bytes:
        """29 bytes longer than `plaintext`. A row needs its key before its values are encrypted."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plaintext, _place(table, row, column))

    def decrypt(self, encrypted: Octets, *, table: str, row: str, column: str) -> bytes:
        """Raises FieldError unless this key encrypted these bytes for exactly this place."""
        octets = bytes(encrypted)
        if not octets.startswith(_VERSION):
            raise FieldError(f"{table}.{column} of row {row} is not in a format this release knows.")
        nonce = octets[len(_VERSION) : _CIPHERTEXT_AT]
        try:
            return self._cipher.decrypt(nonce, octets[_CIPHERTEXT_AT:], _place(table, row, column))
        except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
            raise FieldError(
                f"{table}.{column} of row {row} was changed, belongs elsewhere or needs another data key."
            ) from error

    def match(self, kind: str, value: str) -> str:
        """64 hex digits that are equal for equal values of one kind, for exact look-ups.

        One derived key per kind, so a phone number and a handle spelt alike do not meet. The caller brings
        `value` to its one normal form first.
        """
        if kind not in self._match_keys:
            self._match_keys[kind] = self.derive(f"match/{kind}", 32)
        octets = value.encode("utf-8", "surrogatepass")  # a broken emoji in a report must not stop a look-up
        return hmac.digest(self._match_keys[kind], octets, "sha256").hex()


def _place(*parts: str) -> bytes:
    named = [part.encode() for part in parts]
    return _FIELD + b"".join(len(name).to_bytes(4, "big") + name for name in named)
