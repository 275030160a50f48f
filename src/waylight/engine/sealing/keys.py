"""X-Wing key pairs: ML-KEM-768 with X25519, so that a reader needs to break both.

A private key is X-Wing's 32-byte seed, which SHAKE256 expands to 96 bytes: ML-KEM's 64-byte seed, then
X25519's 32 bytes. A public key is ML-KEM's 1,184 bytes followed by X25519's 32. Both as in
draft-connolly-cfrg-xwing-kem, which is HPKE's KEM 0x647a.
"""

import hashlib
import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self, TypeVar

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from .key_files import SEALS, KeyFileError, KeyLabel, Kind, read_key_file, write_key_file
from .secret import Secret

KEY_ID_LENGTH = 8
_MLKEM_SEED_LENGTH = 64
_MLKEM_PUBLIC_LENGTH = 1184
_X25519_LENGTH = 32
PUBLIC_KEY_LENGTH = _MLKEM_PUBLIC_LENGTH + _X25519_LENGTH


class BadKey(ValueError):
    """These bytes are no usable key."""


class PublicKey:
    """What anyone may hold: it seals, it never opens."""

    __slots__ = ("_octets", "for_hpke")

    def __init__(self, octets: bytes) -> None:
        if len(octets) != PUBLIC_KEY_LENGTH:
            raise BadKey(f"A public key is {PUBLIC_KEY_LENGTH} bytes long, not {len(octets)}.")
        self._octets = bytes(octets)
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(self._octets[:_MLKEM_PUBLIC_LENGTH])
            x25519 = X25519PublicKey.from_public_bytes(self._octets[_MLKEM_PUBLIC_LENGTH:])
            # A point of low order is only noticed in an exchange. A key sent to us must fail when it
            # arrives, not years later when someone tries to answer.
            X25519PrivateKey.generate().exchange(x25519)
        except ValueError as error:
            raise BadKey("These bytes are not a usable X-Wing public key.") from error
        self.for_hpke = MLKEM768X25519PublicKey(mlkem, x25519)

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        """Raises BadKey when these are not 1,216 bytes of a usable key."""
        return cls(octets)

    def to_bytes(self) -> bytes:
        return self._octets

    @property
    def key_id(self) -> bytes:
        """The first 8 bytes of the key's SHA-256: a name, not a proof."""
        return hashlib.sha256(self._octets).digest()[:KEY_ID_LENGTH]

    def save(self, path: Path, *, name: str, created: date | None = None) -> None:
        """Writes a new file (mode 0644), dated today unless told; never over another. Raises KeyFileError."""
        _save("public key", self, path, name, created)

    def __repr__(self) -> str:
        return f"<PublicKey {self.key_id.hex()}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other._octets == self._octets

    def __hash__(self) -> int:
        return hash(self._octets)


class PrivateKey(Secret):
    """What opens. `to_bytes()` is X-Wing's 32-byte seed."""

    __slots__ = ("for_hpke", "public")
    DERIVATION = "waylight/private-key/1"

    def __init__(self, secret: bytes) -> None:
        if len(secret) != self.LENGTH:
            raise BadKey(f"A private key is {self.LENGTH} bytes long, not {len(secret)}.")
        super().__init__(secret)
        expanded = hashlib.shake_256(self._secret).digest(_MLKEM_SEED_LENGTH + _X25519_LENGTH)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_LENGTH])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_LENGTH:])
        self.for_hpke = MLKEM768X25519PrivateKey(mlkem, x25519)
        self.public = PublicKey(
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    @classmethod
    def generate(cls) -> Self:
        return cls(secrets.token_bytes(cls.LENGTH))

    @classmethod
    def from_keying_material(cls, material: bytes) -> Self:
        """HPKE's DeriveKeyPair for X-Wing: the seed is SHAKE256(material, 32).

        Raises BadKey for fewer than 32 bytes, which could be guessed.
        """
        if len(material) < cls.LENGTH:
            raise BadKey(f"Keying material needs at least {cls.LENGTH} bytes, not {len(material)}.")
        return cls(hashlib.shake_256(material).digest(cls.LENGTH))

    @property
    def key_id(self) -> bytes:
        return self.public.key_id

    def save(self, path: Path, *, name: str, created: date | None = None) -> None:
        """Writes a new file (mode 0600), dated today unless told; never over another. Raises KeyFileError."""
        _save("private key", self, path, name, created)

    def __repr__(self) -> str:
        return f"<PrivateKey {self.key_id.hex()} (hidden)>"


_Key = TypeVar("_Key", PrivateKey, PublicKey)


def load_private(path: Path) -> PrivateKey:
    """Raises KeyFileError when the file is missing, not a private key, damaged or open to others."""
    return _load(path, "private key", PrivateKey)


def load_public(path: Path) -> PublicKey:
    """Raises KeyFileError when the file is missing, not a public key or damaged."""
    return _load(path, "public key", PublicKey)


def read_label(path: Path) -> KeyLabel:
    """Name, date and key id of a key file of either kind. Raises KeyFileError as the loaders do."""
    return read_key_file(path)[0]


def check_pair(private: PrivateKey, public: PublicKey) -> None:
    """Raises KeyFileError unless `private` opens what is sealed to `public`."""
    if private.public != public:
        raise KeyFileError(
            f"The private key ({private.key_id.hex()}) and the public key ({public.key_id.hex()}) do not "
            "belong together: what is sealed to this public key could not be opened."
        )


def _save(kind: Kind, key: PrivateKey | PublicKey, path: Path, name: str, created: date | None) -> None:
    label = KeyLabel(kind, name, created or datetime.now(UTC).date(), key.key_id)
    write_key_file(path, label, key.to_bytes())


def _load(path: Path, expected: Kind, key_class: type[_Key]) -> _Key:
    label, octets = read_key_file(path)
    if label.kind != expected:
        raise KeyFileError(f"{path} holds a {label.kind}, but a {expected} is needed here.")
    if label.suite != SEALS:
        raise KeyFileError(f"{path} holds a key that signs; nothing is sealed to it.")
    try:
        key = key_class.from_bytes(octets)
    except BadKey as error:
        raise KeyFileError(f"{path} is damaged: {error} Put back a good copy.") from error
    if key.key_id != label.key_id:
        raise KeyFileError(
            f"{path} says it holds key {label.key_id.hex()}, but the key in it is {key.key_id.hex()}. "
            "The file was changed or mixed up."
        )
    return key
