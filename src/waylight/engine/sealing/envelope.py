"""The envelope: bytes sealed to one public key, the same whether a server or a browser sealed them.

Layout (sizes in bytes):

    2  magic "WL"
    1  version, 1
    1  suite: 1 = HPKE base mode (RFC 9180) with X-Wing (0x647a), HKDF-SHA256, AES-256-GCM
    8  key id: the first 8 of SHA-256 of the public key
    1120  HPKE's encapsulated key
    n  HPKE's ciphertext and tag of the padded plaintext

HPKE's info is "waylight/envelope/1:" + purpose + a zero byte + the 12 header bytes + the caller's `aad`.
RFC 9180 section 8.1 asks applications of the single-shot form to authenticate side information through
`info` and to leave HPKE's own aad empty; a purpose holds no zero byte, so no two sets of inputs meet.

Padded plaintext: 8 bytes of length (big-endian), the plaintext, zero bytes up to the next rung of the
ladder 2, 4, 8 ... 1,024 KiB, and from there on whole MiB. A short concern in any language, and a status line,
are then the same size on the wire. Opening reads the length and leaves the padding alone, so the ladder
may change without a new version.

An envelope proves that nothing in it was changed; it does not prove who sealed it.
"""

import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from .keys import KEY_ID_LENGTH, PrivateKey, PublicKey
from .secret import Octets

_MAGIC = b"WL"
_VERSION_AND_SUITE = bytes([1, 1])
_HEADER_LENGTH = len(_MAGIC) + len(_VERSION_AND_SUITE) + KEY_ID_LENGTH
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"waylight/envelope/1:"
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9/_.-]{0,63}", re.ASCII)
_LENGTH_PREFIX = 8
_SMALLEST_RUNG = 2 * 1024
_STEP = 1024 * 1024


class EnvelopeError(Exception):
    """An envelope could not be opened. It is kept all the same: a later key or version may open it."""


class NotAnEnvelope(EnvelopeError):
    """These bytes are not in the envelope's format."""


class UnknownSuite(EnvelopeError):
    """An envelope of a version or suite that this release does not know."""


class WrongKey(EnvelopeError):
    """Sealed to another key than the one offered."""


class Tampered(EnvelopeError):
    """Changed or cut since it was sealed, or opened with another purpose or aad than it was sealed with."""


def seal(public_key: PublicKey, plaintext: bytes, *, purpose: str, aad: bytes = b"") -> bytes:
    """`plaintext` in an envelope that only the holder of the private key can open.

    `purpose` (lower-case ASCII, digits and / _ . -, at most 64 characters) and `aad` are not stored:
    whoever opens must give the same. Raises ValueError for any other purpose.
    """
    header = _MAGIC + _VERSION_AND_SUITE + public_key.key_id
    return header + _SUITE.encrypt(_pad(plaintext), public_key.for_hpke, info=_info(purpose, header, aad))


def open_envelope(private_key: PrivateKey, envelope: Octets, *, purpose: str, aad: bytes = b"") -> bytes:
    """What was sealed. Raises NotAnEnvelope, UnknownSuite, WrongKey or Tampered (all EnvelopeError)."""
    octets = bytes(envelope)
    if key_id_of(octets) != private_key.key_id:
        raise WrongKey(
            f"Sealed to key {key_id_of(octets).hex()}, but opened with key {private_key.key_id.hex()}."
        )
    header = octets[:_HEADER_LENGTH]
    info = _info(purpose, header, aad)
    try:
        padded = _SUITE.decrypt(octets[_HEADER_LENGTH:], private_key.for_hpke, info=info)
    except InvalidTag as error:
        raise Tampered("Changed or cut since it was sealed, or sealed for another purpose.") from error
    return _unpad(padded)


def key_id_of(envelope: Octets) -> bytes:
    """The 8-byte id of the key an envelope claims to be sealed to. Raises NotAnEnvelope, UnknownSuite."""
    header = bytes(envelope[:_HEADER_LENGTH])
    if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
        raise NotAnEnvelope("These bytes do not begin as an envelope does.")
    if header[len(_MAGIC) : -KEY_ID_LENGTH] != _VERSION_AND_SUITE:
        raise UnknownSuite(f"Envelope version {header[2]}, suite {header[3]} is not known to this release.")
    return header[-KEY_ID_LENGTH:]


def padded_size(length: int) -> int:
    """The rung, in bytes, that a plaintext of `length` bytes and its length prefix are padded to."""
    needed = length + _LENGTH_PREFIX
    if needed > _STEP:
        return -(-needed // _STEP) * _STEP
    return max(_SMALLEST_RUNG, 1 << (needed - 1).bit_length())


def _info(purpose: str, header: bytes, aad: bytes) -> bytes:
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"{purpose!r} cannot be a purpose: lower-case letters, digits and / _ . - only.")
    return _INFO + purpose.encode("ascii") + b"\0" + header + aad


def _pad(plaintext: bytes) -> bytes:
    prefixed = len(plaintext).to_bytes(_LENGTH_PREFIX, "big") + plaintext
    return prefixed.ljust(padded_size(len(plaintext)), b"\0")


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_PREFIX], "big")
    if len(padded) < _LENGTH_PREFIX + length:
        raise NotAnEnvelope("It opened, but what is inside is not laid out as an envelope's content is.")
    return padded[_LENGTH_PREFIX : _LENGTH_PREFIX + length]
