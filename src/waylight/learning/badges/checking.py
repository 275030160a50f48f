"""What somebody shows, read without asking anybody: is it whole, who signed it, is it still good.

Whether it was taken back since is known only from a status list that its issuer signed in the last days;
without one the answer says so.
"""

import base64
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from openbadgeslib.ob3 import OB3VerificationError, OpenBadgeCredential, decode_encoded_list, resolve_did

from .base58 import decode
from .credential import REVOCATION, Document
from .quads import NotOurShape
from .signing import CRYPTOSUITE, method_of, to_sign

LONGEST = 200_000
ED25519_PREFIX = "did:key:z6Mk"
_OTHER_SHAPE = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OB3VerificationError)
"""What reading raises where something is not where it should be. Anybody may sign anything with a key of
their own, so a signature that holds says nothing of the shape."""


class Verdict(StrEnum):
    GOOD = "good"
    UNREADABLE = "unreadable"
    ALTERED = "altered"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Checked:
    """`status_known`: a list was at hand that says whether it was taken back. `issuer`: the did:key that
    signed it. Everything but `verdict` is empty for what could not be read."""

    verdict: Verdict
    issuer: str = ""
    council: str = ""
    title: str = ""
    version_id: str = ""
    completed_on: str = ""
    valid_until: str = ""
    address: str = ""
    status_known: bool = False


class _Not(Exception):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def check(
    text: str, *, trusted: Collection[str] = (), lists: Iterable[str] = (), now: datetime | None = None
) -> Checked:
    """`text`: a JWT, or a document with its proof. `trusted`: issuers (did:key) whose word counts; `lists`:
    status lists as they were downloaded. Never raises."""
    now = now or datetime.now(UTC)
    try:
        document = _signed(text)
        facts = _facts(document)
        known = _statuses(lists, str(facts["issuer"]), now)
        verdict, status_known = _standing(document, known, now)
    except _Not as problem:
        return Checked(problem.verdict)
    except _OTHER_SHAPE:
        return Checked(Verdict.UNREADABLE)
    if verdict == Verdict.GOOD and facts["issuer"] not in trusted:
        verdict = Verdict.STRANGER
    return Checked(verdict, **facts, status_known=status_known)


def _signed(text: str) -> Document:
    """The document whose signature holds. Raises _Not, and what is in _OTHER_SHAPE."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise _Not(Verdict.UNREADABLE)
    return _proved(json.loads(text)) if text.startswith("{") else _of_jwt(text)


def _of_jwt(text: str) -> Document:
    head, body, signature = text.split(".")
    header, payload = json.loads(_octets(head)), json.loads(_octets(body))
    if header["alg"] != "EdDSA":
        raise _Not(Verdict.UNREADABLE)
    _verify(_issuer(payload), _octets(signature), f"{head}.{body}".encode())
    claims = {"iss": _issuer(payload), "jti": payload["id"]}
    if any(payload.get(name) != value for name, value in claims.items()):
        raise _Not(Verdict.ALTERED)
    return {key: value for key, value in payload.items() if key not in ("iss", "jti", "sub", "nbf", "exp")}


def _proved(found: Document) -> Document:
    document = {key: value for key, value in found.items() if key != "proof"}
    proof = dict(found["proof"])
    value = proof.pop("proofValue")
    issuer = _issuer(document)
    if proof.get("cryptosuite") != CRYPTOSUITE or proof.get("verificationMethod") != method_of(issuer):
        raise _Not(Verdict.UNREADABLE)
    try:
        signed = to_sign(document, proof)
    except NotOurShape as problem:
        raise _Not(Verdict.ALTERED) from problem
    _verify(issuer, decode(value.removeprefix("z")), signed)
    return document


def _verify(issuer: str, signature: bytes, of: bytes) -> None:
    key = load_pem_public_key(resolve_did(issuer))
    if not isinstance(key, Ed25519PublicKey):
        raise _Not(Verdict.UNREADABLE)
    try:
        key.verify(signature, of)
    except InvalidSignature as problem:
        raise _Not(Verdict.ALTERED) from problem


def _issuer(document: Document) -> str:
    """Only one whose name is its key: another would have to be asked for."""
    issuer = document["issuer"]
    did = issuer["id"] if isinstance(issuer, dict) else issuer
    if not isinstance(did, str) or not did.startswith(ED25519_PREFIX):
        raise _Not(Verdict.UNREADABLE)
    return did


def _facts(document: Document) -> dict[str, str]:
    credential = OpenBadgeCredential.from_vc_document(document)
    subject = document["credentialSubject"]
    return {
        "issuer": credential.issuer.id,
        "council": credential.issuer.name,
        "title": credential.achievement.name,
        "version_id": str(subject["achievement"].get("version", "")),
        "completed_on": str(subject.get("activityEndDate", "")),
        "valid_until": str(document.get("validUntil", "")),
        "address": str(document["id"]),
    }


def _statuses(lists: Iterable[str], issuer: str, now: datetime) -> dict[str, bytes]:
    """The places of each list that the same issuer signed and that is not too old, by its address."""
    found = {}
    for text in lists:
        try:
            document = _signed(text)
            subject = document["credentialSubject"]
            fresh = _moment(document["validFrom"]) <= now < _moment(document["validUntil"])
            if fresh and _issuer(document) == issuer and subject["statusPurpose"] == REVOCATION:
                found[document["id"]] = decode_encoded_list(subject["encodedList"])
        except (_Not, *_OTHER_SHAPE):
            continue  # a list that proves nothing is as no list: the answer says that the status is not known
    return found


def _standing(document: Document, lists: dict[str, bytes], now: datetime) -> tuple[Verdict, bool]:
    entries = document.get("credentialStatus", [])
    entries = entries if isinstance(entries, list) else [entries]
    spent = [_spent(entry, lists) for entry in entries]
    known = bool(spent) and None not in spent
    if True in spent:
        return Verdict.REVOKED, True
    if now < _moment(document["validFrom"]):
        return Verdict.NOT_YET, known
    if "validUntil" in document and now >= _moment(document["validUntil"]):
        return Verdict.EXPIRED, known
    return Verdict.GOOD, known


def _spent(entry: dict[str, Any], lists: dict[str, bytes]) -> bool | None:
    """None: no list at hand says."""
    places = lists.get(str(entry.get("statusListCredential")))
    place = int(str(entry.get("statusListIndex", "-1")))
    if places is None or not 0 <= place < len(places) * 8:
        return None
    return bool(places[place // 8] & (0x80 >> place % 8))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _octets(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
