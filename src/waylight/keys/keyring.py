"""The key files of one installation: `WAYLIGHT_HOME/keys/<name>-<key id>.pub` and `.key`.

Each desk has its own key pair, and so has the store of reporters' identities. The public plane holds only
the `.pub` files. A new pair is added beside the old: sealing uses the newest, opening finds the private key
by the id that the envelope names.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from waylight.engine.sealing import (
    PrivateKey,
    PublicKey,
    key_id_of,
    load_private,
    load_public,
    open_envelope,
    read_label,
    seal,
)

DESKS = ("hub", "designated-officer", "independent")
IDENTITY = "identity"
NAMES = (*DESKS, IDENTITY)


class KeyMissing(RuntimeError):
    """No key of that name here; on the public plane there is never a private one."""


def folder() -> Path:
    return Path(settings.WAYLIGHT_HOME) / "keys"


def make(name: str) -> Path:
    """Make a new pair for `name`; returns the private key's file. The newest pair is the one used."""
    private = PrivateKey.generate()
    return save_pair(private, folder(), name)


def save_pair(private: PrivateKey, where: Path, name: str) -> Path:
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = f"{name}-{private.public.key_id.hex()}"
    private.save(where / f"{stem}.key", name=name)
    private.public.save(where / f"{stem}.pub", name=name)
    return where / f"{stem}.key"


@cache
def public_key(name: str) -> PublicKey:
    """The newest public key of a desk. Raises KeyMissing."""
    files = sorted(
        folder().glob(f"{name}-????????????????.pub"),
        key=lambda file: (read_label(file).created, file.stat().st_mtime_ns),
    )
    if not files:
        raise KeyMissing(f"There is no public key for '{name}' in {folder()}. Run: ./waylight keys make")
    return load_public(files[-1])


@cache
def _private(name: str, key_id: bytes) -> PrivateKey:
    if settings.PLANE == "public":
        raise KeyMissing("The public plane holds no private key.")
    path = folder() / f"{name}-{key_id.hex()}.key"
    if not path.is_file():
        raise KeyMissing(f"There is no private key {path.name} in {folder()}.")
    return load_private(path)


def forget() -> None:
    """Drop keys held in memory, after a rotation or between tests."""
    public_key.cache_clear()
    _private.cache_clear()


def seal_to(name: str, plaintext: bytes, *, purpose: str, aad: bytes = b"") -> bytes:
    return seal(public_key(name), plaintext, purpose=purpose, aad=aad)


def open_with(name: str, envelope: bytes, *, purpose: str, aad: bytes = b"") -> bytes:
    """Raises KeyMissing, or the sealing engine's EnvelopeError."""
    return open_envelope(_private(name, key_id_of(envelope)), envelope, purpose=purpose, aad=aad)
