"""The key that signs certificates: `WAYLIGHT_HOME/keys/issuer-<key id>.pub` and `.key`, made and kept like
the others.

It seals nothing. A new pair is added beside the old: signing uses the newest, and what an older one signed
stays good as long as its public half is here.
"""

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from waylight.engine.sealing import SIGNS, KeyFileError, KeyLabel, read_key_file, write_key_file

from .keyring import KeyMissing, folder

NAME = "issuer"


def make() -> Path:
    """Make a new pair; returns the private key's file."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key_id = _key_id(public)
    where = folder()
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem, today = f"{NAME}-{key_id.hex()}", datetime.now(UTC).date()
    for kind, octets, end in (
        ("private key", private.private_bytes_raw(), "key"),
        ("public key", public, "pub"),
    ):
        write_key_file(where / f"{stem}.{end}", KeyLabel(kind, NAME, today, key_id, SIGNS), octets)  # type: ignore[arg-type]  # both words are kinds
    forget()
    return where / f"{stem}.key"


def files(end: str = "pub") -> list[Path]:
    """The newest first."""
    found = folder().glob(f"{NAME}-????????????????.{end}")
    return sorted(
        found, key=lambda path: (read_key_file(path)[0].created, path.stat().st_mtime_ns), reverse=True
    )


@cache
def public_keys() -> tuple[bytes, ...]:
    """32 bytes each, the newest first; on either plane. Raises KeyFileError."""
    return tuple(_checked(path, "public key") for path in files())


@cache
def private_keys() -> tuple[Ed25519PrivateKey, ...]:
    """The newest first; older ones still sign what says whether their certificates hold. Raises KeyMissing,
    always on the public plane, and KeyFileError."""
    if settings.PLANE == "public":
        raise KeyMissing("The public plane holds no private key.")
    found = tuple(_private(path) for path in files("key"))
    if not found:
        raise KeyMissing(
            f"There is no key to sign certificates with in {folder()}. Run: ./waylight keys make"
        )
    return found


def _private(path: Path) -> Ed25519PrivateKey:
    private = Ed25519PrivateKey.from_private_bytes(_checked(path, "private key"))
    if not path.stem.endswith(_key_id(private.public_key().public_bytes_raw()).hex()):
        raise KeyFileError(f"{path} is not the key that its name says.")
    return private


def forget() -> None:
    public_keys.cache_clear()
    private_keys.cache_clear()


def _checked(path: Path, kind: str) -> bytes:
    label, octets = read_key_file(path)
    if label.kind != kind or label.suite != SIGNS or len(octets) != 32:
        raise KeyFileError(f"{path} is not a {kind} that signs.")
    if kind == "public key" and _key_id(octets) != label.key_id:
        raise KeyFileError(f"{path} says it holds key {label.key_id.hex()}, but another is in it.")
    return octets


def _key_id(public: bytes) -> bytes:
    return hashlib.sha256(b"waylight/issuer/1" + public).digest()[:8]
