"""Verifiers that others wrote agree: good passes; altered, run out and taken back do not."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jwcrypto import jwk, jwt
from jwcrypto.common import JWException

from waylight.learning.badges import credential
from waylight.learning.badges.credential import Certified, document, list_address, list_name
from waylight.learning.badges.quads import quads
from waylight.learning.badges.signing import Signer

from .conftest import NOW, SITE

Ask = Callable[..., list[str]]


def status_list(signer: Signer, spent: list[int], number: int = 1) -> dict[str, Any]:
    address = list_address(SITE, list_name(signer.did, number))
    return credential.status_list(address, spent, signer.did, NOW)


def public_jwk(signer: Signer) -> dict[str, str]:
    octets = signer.private.public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(octets).rstrip(b"=").decode()}


def altered(token: str, **changed: Any) -> str:
    """The same signature over a payload that says something else."""
    head, body, signature = token.split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    body = base64.urlsafe_b64encode(json.dumps({**payload, **changed}).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


def test_documents(ask: Ask, signer: Signer, certified: Certified) -> None:
    good = signer.proved(document(certified, signer.did), NOW)
    over = signer.proved(document(replace(certified, expires_on=date(2026, 11, 21)), signer.did), NOW)
    other_key = signer.did[:-1] + ("a" if signer.did[-1] != "a" else "b")
    nothing, taken_back = (signer.proved(status_list(signer, spent), NOW) for spent in ([4, 6], [5]))
    subject = good["credentialSubject"]
    changes: list[dict[str, Any]] = [
        {"name": "Another course"},
        {"validUntil": "2039-11-21T00:00:00Z"},
        {"issuer": {**good["issuer"], "name": "Brackenford Council"}},
        {
            "credentialSubject": {
                **subject,
                "achievement": {**subject["achievement"], "version": "2026-11-2-ffffffff"},
            }
        },
        {"credentialStatus": {**good["credentialStatus"], "statusListIndex": "9"}},
        {"issuer": {**good["issuer"], "id": other_key}},
    ]
    about = {"do": "document", "lists": [nothing], "now": NOW.isoformat()}
    answers = ask(
        {**about, "document": good},
        *({**about, "document": {**good, **change}} for change in changes),
        {**about, "document": over},
        {**about, "document": good, "lists": [taken_back]},
        {
            **about,
            "document": good,
            "lists": [{**taken_back, "credentialSubject": nothing["credentialSubject"]}],
        },
        {**about, "document": good, "now": "2026-11-30T00:00:00Z"},
    )
    assert answers[0] == "good"
    assert "good" not in answers[1:]
    *_, expired, revoked, forged_list, stale_list = answers
    assert "validUntil" in expired and "revoked" in revoked
    assert "not whole" in forged_list and "not whole" in stale_list


def test_jwts_by_jose(ask: Ask, signer: Signer, certified: Certified) -> None:
    good = signer.jwt(document(certified, signer.did))
    over = signer.jwt(document(replace(certified, expires_on=date(2026, 11, 21)), signer.did))
    about = {"do": "jwt", "jwk": public_jwk(signer), "now": NOW.isoformat()}
    answers = ask(
        {**about, "token": good},
        {**about, "token": altered(good, name="Another course")},
        {**about, "token": over},
        {**about, "token": signer.jwt(status_list(signer, [5]))},
    )
    assert [answers[0], answers[3]] == ["good", "good"]
    assert "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" in answers[1]
    assert "ERR_JWT_EXPIRED" in answers[2]


def test_jwts_by_jwcrypto(signer: Signer, certified: Certified) -> None:
    key = jwk.JWK(**public_jwk(signer))
    good = signer.jwt(document(certified, signer.did))
    claims = json.loads(jwt.JWT(jwt=good, key=key, algs=["EdDSA"]).claims)
    assert claims["credentialSubject"]["achievement"]["version"] == certified.version_id
    over = signer.jwt(document(replace(certified, expires_on=date(2020, 1, 1)), signer.did))
    for bad in (altered(good, name="Another course"), over):
        with pytest.raises(JWException):
            jwt.JWT(jwt=bad, key=key, algs=["EdDSA"])


def test_statements_are_those_of_a_processor_of_json_ld(
    ask: Ask, signer: Signer, certified: Certified
) -> None:
    documents = [
        document(certified, signer.did),
        document(replace(certified, expires_on=None, title="Tab\tand\nline, ਪੰਜਾਬੀ 😀"), signer.did),
        status_list(signer, [1, 2, 3]),
    ]
    answers = ask(*({"do": "quads", "document": each} for each in documents))
    assert ["".join(sorted(quads(each))) for each in documents] == answers
