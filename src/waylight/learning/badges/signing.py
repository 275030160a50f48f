"""Both ways in which Open Badges 3.0 may be signed: as a JWT, and with a Data Integrity proof in the
document."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from openbadgeslib.ob3 import OB3Signer, did_key_from_pem

from .base58 import encode
from .credential import Document
from .quads import hashed

CRYPTOSUITE = "eddsa-rdfc-2022"


@dataclass(frozen=True)
class Signer:
    """Signs as the issuer whose name is the key itself (did:key), so that nobody need be asked for it."""

    private: Ed25519PrivateKey

    @property
    def did(self) -> str:
        return did_of(self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def jwt(self, document: Document) -> str:
        """The credential at the top of the payload, its registered claims beside (Open Badges 3.0,
        8.2.4.1)."""
        issuer, subject = document["issuer"], document["credentialSubject"]
        claims = {
            "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
            "jti": document["id"],
            "sub": subject["id"],
            "nbf": _seconds(document["validFrom"]),
        }
        if "validUntil" in document:
            claims["exp"] = _seconds(document["validUntil"])
        pem = self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return OB3Signer(pem, "EdDSA").sign_payload({**document, **claims})

    def proved(self, document: Document, now: datetime) -> Document:
        """The document with its proof. Raises NotOurShape."""
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "created": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "verificationMethod": method_of(self.did),
            "proofPurpose": "assertionMethod",
        }
        signed = self.private.sign(to_sign(document, proof))
        return {**document, "proof": {**proof, "proofValue": "z" + encode(signed)}}


def to_sign(document: Document, proof: dict[str, str]) -> bytes:
    return hashed({"@context": document["@context"], **proof}) + hashed(document)


def did_of(public: bytes) -> str:
    """`public`: the 32 bytes of an Ed25519 key."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return did_key_from_pem(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def method_of(did: str) -> str:
    return f"{did}#{did.removeprefix('did:key:')}"


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
