"""The file of patterns bears this installation's signature, so that a rule changed by the way is noticed.

Set-up signs what it was given. Whoever changes the file afterwards, or takes a new one, reads it and signs
anew: `./waylight keys sign-patterns`.
"""

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from waylight.engine.linkage.rules import RULES_FILE, read_rules
from waylight.keys import issuing

_ABOUT = b"waylight/patterns/1"


def signature_file() -> Path:
    return Path(settings.WAYLIGHT_HOME) / "patterns.sig"


def sign() -> str:
    """Sign the file as it stands; returns its version. Raises KeyMissing, OSError, KeyError."""
    version = read_rules(settings.CONTENT / "linkage").version
    signature_file().write_text(issuing.private_keys()[0].sign(_said()).hex() + "\n")
    return version


def is_signed() -> bool:
    """Whether one of this installation's keys signed the file as it stands now."""
    try:
        signature = bytes.fromhex(signature_file().read_text())
    except (OSError, ValueError):
        return False
    return any(_holds(public, signature) for public in issuing.public_keys())


def _holds(public: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _said())
    except InvalidSignature:
        return False
    return True


def _said() -> bytes:
    return _ABOUT + hashlib.sha256((settings.CONTENT / "linkage" / RULES_FILE).read_bytes()).digest()
