"""What Python seals the browser's libraries open, and the other way round; receipts agree."""

import base64
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from waylight.engine.sealing import FlowKey, PrivateKey, Receipt, Tampered, open_envelope, seal

ROOT = Path(__file__).resolve().parents[3]
NODE = shutil.which("node")
PACKAGES = ("@hpke/core", "@hpke/hybridkem-x-wing")
MISSING = [package for package in PACKAGES if not (ROOT / "node_modules" / package).is_dir()]

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="Node is not installed, so the browser's side was not tried"),
    pytest.mark.skipif(bool(MISSING), reason=f"not in node_modules: {', '.join(MISSING)} (run npm ci)"),
]

HUB = PrivateKey.from_bytes(bytes(range(32)))
PLAINTEXTS = [b"", b"x", "ਸ਼ੁੱਕਰਵਾਰ".encode(), bytes(2040), bytes(2041), bytes(range(256)) * 5000]
SEEDED = random.Random(20261122)
RECEIPTS = [Receipt.from_number(number) for number in (0, 1, 10**35 - 1, SEEDED.randrange(10**35))]
FLOWS = [FlowKey.from_bytes(SEEDED.randbytes(32)) for _ in range(20)]


def ask(*questions: dict[str, str]) -> list[Any]:
    assert NODE is not None
    ran = subprocess.run(
        [NODE, "tests/node/answer.mjs"],
        cwd=ROOT,
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    replies: list[Any] = json.loads(ran.stdout)
    assert len(replies) == len(questions)
    return replies


def text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def test_the_browser_opens_what_python_seals() -> None:
    questions = [
        {
            "do": "open",
            "seed": HUB.to_bytes().hex(),
            "purpose": "concern",
            "aad": text(b"locator\xff"),
            "envelope": text(seal(HUB.public, plaintext, purpose="concern", aad=b"locator\xff")),
        }
        for plaintext in PLAINTEXTS
    ]
    assert ask(*questions) == [text(plaintext) for plaintext in PLAINTEXTS]


def test_python_opens_what_the_browser_seals() -> None:
    public_key = text(HUB.public.to_bytes())
    questions = [
        {
            "do": "seal",
            "public_key": public_key,
            "purpose": "concern",
            "aad": text(b"\0"),
            "plaintext": text(plaintext),
        }
        for plaintext in PLAINTEXTS
    ]
    for plaintext, sealed in zip(PLAINTEXTS, ask(*questions), strict=True):
        envelope = base64.b64decode(sealed)
        assert open_envelope(HUB, envelope, purpose="concern", aad=b"\0") == plaintext
        assert len(envelope) == len(seal(HUB.public, plaintext, purpose="concern"))
        with pytest.raises(Tampered):
            open_envelope(HUB, envelope, purpose="concern")


def test_the_browser_refuses_another_purpose_or_aad() -> None:
    envelope = text(seal(HUB.public, b"words", purpose="concern", aad=b"here"))
    asked = {"do": "open", "seed": HUB.to_bytes().hex(), "envelope": envelope}
    assert ask(
        asked | {"purpose": "concern", "aad": text(b"here")},
        asked | {"purpose": "message", "aad": text(b"here")},
        asked | {"purpose": "concern", "aad": text(b"there")},
    ) == [text(b"words"), None, None]


def test_receipts_derive_alike() -> None:
    replies = ask(
        *({"do": "receipt", "receipt": r.to_bytes().decode(), "content": "words"} for r in RECEIPTS)
    )
    assert replies == [
        {
            "text": receipt.text,
            "locator": receipt.locator,
            "public_key": text(receipt.public_key().to_bytes()),
            "content_tag": receipt.content_tag(b"words"),
        }
        for receipt in RECEIPTS
    ]


def test_the_browser_opens_an_answer_with_the_receipt_alone() -> None:
    questions = [
        {
            "do": "open",
            "receipt": receipt.to_bytes().decode(),
            "purpose": "message",
            "aad": "",
            "envelope": text(seal(receipt.public_key(), b"Seen by a person", purpose="message")),
        }
        for receipt in RECEIPTS
    ]
    assert ask(*questions) == [text(b"Seen by a person")] * len(RECEIPTS)


def test_flows_derive_alike() -> None:
    replies = ask(*({"do": "flow", "flow_key": flow.to_bytes().hex()} for flow in FLOWS))
    assert replies == [
        {
            "receipt": flow.receipt.text,
            "draft_locator": flow.draft_locator,
            "draft_key": flow.draft_key.hex(),
            "instance_id": flow.instance_id,
        }
        for flow in FLOWS
    ]


def test_the_browsers_own_tests_pass() -> None:
    assert NODE is not None
    ran = subprocess.run(
        [NODE, "--test", "tests/node/envelope.test.mjs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
