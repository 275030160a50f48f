"""What somebody shows, checked without asking anybody; and what a credential may not hold."""

import base64
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waylight.keys import issuing
from waylight.learning.badges.checking import Verdict, check
from waylight.learning.badges.credential import Certified, document
from waylight.learning.badges.quads import NotOurShape, quads
from waylight.learning.badges.signing import Signer
from waylight.site.cli import main

from .conftest import NOW
from .test_other_verifiers import altered, status_list

KINDS = ("jwt", "document")


def signed(signer: Signer, plain: dict[str, Any], kind: str) -> str:
    return signer.jwt(plain) if kind == "jwt" else json.dumps(signer.proved(plain, NOW))


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_one_with_and_without_its_list(signer: Signer, certified: Certified, kind: str) -> None:
    text = signed(signer, document(certified, signer.did), kind)
    checked = check(text, trusted=[signer.did], now=NOW)
    assert (checked.verdict, checked.status_known) == (Verdict.GOOD, False)
    assert (checked.title, checked.version_id) == (certified.title, certified.version_id)
    assert (checked.completed_on, checked.valid_until) == ("2026-11-20", "2029-11-21T00:00:00Z")
    listed = check(
        text, trusted=[signer.did], lists=[signed(signer, status_list(signer, [4]), kind)], now=NOW
    )
    assert (listed.verdict, listed.status_known) == (Verdict.GOOD, True)


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_day_is_still_good(signer: Signer, certified: Certified, kind: str) -> None:
    text = signed(signer, document(certified, signer.did), kind)
    last = NOW.replace(year=2029, month=11, day=20, hour=23, minute=59)
    assert check(text, trusted=[signer.did], now=last).verdict == Verdict.GOOD
    assert check(text, trusted=[signer.did], now=last + timedelta(minutes=1)).verdict == Verdict.EXPIRED


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_good(signer: Signer, certified: Certified, kind: str) -> None:
    plain = document(certified, signer.did)
    text = signed(signer, plain, kind)
    other = Signer(Ed25519PrivateKey.generate())
    trusted = [signer.did]
    assert check(text, trusted=[other.did], now=NOW).verdict == Verdict.STRANGER
    assert check(text, trusted=trusted, now=NOW - timedelta(days=9)).verdict == Verdict.NOT_YET
    taken_back = signed(signer, status_list(signer, [5]), kind)
    assert check(text, trusted=trusted, lists=[taken_back], now=NOW).verdict == Verdict.REVOKED
    by_another = signed(other, document(replace(certified), signer.did), kind)
    assert check(by_another, trusted=trusted, now=NOW).verdict in (Verdict.ALTERED, Verdict.UNREADABLE)
    if kind == "jwt":
        assert check(altered(text, name="x"), trusted=trusted, now=NOW).verdict == Verdict.ALTERED
    else:
        changed = json.dumps({**json.loads(text), "name": "x"})
        assert check(changed, trusted=trusted, now=NOW).verdict == Verdict.ALTERED
        with_more = json.dumps({**json.loads(text), "evidence": {"id": "https://a.example/"}})
        assert check(with_more, trusted=trusted, now=NOW).verdict == Verdict.ALTERED


def test_a_list_that_proves_nothing_is_no_list(signer: Signer, certified: Certified) -> None:
    text = signer.jwt(document(certified, signer.did))
    other = Signer(Ed25519PrivateKey.generate())
    stale = signer.jwt(status_list(signer, []))
    strange = other.jwt({**status_list(signer, []), "issuer": other.did})
    of_another_stretch = signer.jwt(status_list(signer, [], number=0))
    for lists, now in (
        ([stale], NOW + timedelta(days=4)),
        ([strange], NOW),
        ([altered(stale, validUntil="2099-01-01T00:00:00Z")], NOW + timedelta(days=4)),
        ([of_another_stretch], NOW),
        (["", "{}", "a.b.c", "[1]"], NOW),
    ):
        checked = check(text, trusted=[signer.did], lists=lists, now=now)
        assert (checked.verdict, checked.status_known) == (Verdict.GOOD, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a.b.c",
        "{}",
        "[]",
        "{" * 5000,
        '{"proof": 1}',
        "." * 300_000,
        '{"issuer": "did:web:a.example", "proof": {}}',
    ],
)
def test_nothing_that_is_shown_breaks_it(text: str) -> None:
    assert check(text).verdict == Verdict.UNREADABLE


@pytest.mark.parametrize(
    "change",
    [
        {"validFrom": None},
        {"validUntil": None},
        {"credentialStatus": "a list"},
        {"credentialStatus": [5]},
        {"credentialStatus": {"statusListCredential": "a list", "statusListIndex": "first"}},
    ],
)
def test_nothing_that_a_stranger_signs_breaks_it(
    signer: Signer, certified: Certified, change: dict[str, Any]
) -> None:
    head, body, _signature = signer.jwt(document(certified, signer.did)).split(".")
    payload = {**json.loads(octets(body)), **change}
    signing = f"{head}.{letters(json.dumps(payload).encode())}"
    text = f"{signing}.{letters(signer.private.sign(signing.encode()))}"
    assert check(text, trusted=[signer.did], now=NOW).verdict == Verdict.UNREADABLE


def octets(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def letters(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def test_another_algorithm_is_not_read(signer: Signer, certified: Certified) -> None:
    from waylight.learning.badges.checking import _octets

    head, body, _ = signer.jwt(document(certified, signer.did)).split(".")
    assert json.loads(_octets(head))["alg"] == "EdDSA"
    none = "eyJhbGciOiJub25lIn0"
    assert check(f"{none}.{body}.", trusted=[signer.did], now=NOW).verdict == Verdict.UNREADABLE


def test_it_holds_nothing_of_the_person(signer: Signer, certified: Certified) -> None:
    plain = document(certified, signer.did)
    keys: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            keys.update(value)
            for each in value.values():
                gather(each)
        for each in value if isinstance(value, list) else ():
            gather(each)

    gather(plain)
    assert not keys & {
        "licenseNumber",
        "identifier",
        "result",
        "inLanguage",
        "role",
        "givenName",
        "email",
        "image",
    }
    subject = plain["credentialSubject"]
    assert set(subject) == {"type", "achievement", "id", "activityEndDate"}
    other = document(replace(certified, code="K7QM2XHP9S"), signer.did)
    assert other["credentialSubject"]["id"] != subject["id"]
    assert document(certified, signer.did) == plain


@pytest.mark.parametrize(
    "change",
    [
        {"@context": ["https://a.example/"]},
        {"surprise": "x"},
        {"type": ["SomethingElse"]},
        {"id": "https://a.example/> <x> <y> .\n<z"},
        {"name": 7},
        {"issuer": {"name": "nobody"}},
    ],
)
def test_another_shape_is_not_signed(signer: Signer, certified: Certified, change: dict[str, Any]) -> None:
    with pytest.raises(NotOurShape):
        list(quads({**document(certified, signer.did), **change}))


def test_the_verb(home: Path, certified: Certified) -> None:
    """With the key of this house, without it, and with another council's."""
    issuing.make()
    own = Signer(issuing.private_keys()[0])
    (home / "shown.jwt").write_text(
        own.jwt(document(replace(certified, expires_on=date(2099, 1, 1)), own.did))
    )
    (home / "over.json").write_text(
        json.dumps(own.proved(document(replace(certified, expires_on=date(2026, 11, 21)), own.did), NOW))
    )

    def run(*words: str) -> Any:
        return CliRunner().invoke(main, ["learning", "check-certificate", *words])

    good = run(str(home / "shown.jwt"))
    assert good.exit_code == 0 and good.output.startswith("VALID.")
    assert "is not known here" in good.output and certified.version_id in good.output
    over = run(str(home / "over.json"))
    assert over.exit_code == 1 and over.output.startswith("RUN OUT.")
    for path in (home / "keys").iterdir():
        path.unlink()
    issuing.forget()
    stranger = run(str(home / "shown.jwt"))
    assert stranger.exit_code == 1 and stranger.output.startswith("NOT KNOWN WHO SIGNED IT.")
    named = run(str(home / "shown.jwt"), "--issuer", own.did)
    assert named.exit_code == 0
