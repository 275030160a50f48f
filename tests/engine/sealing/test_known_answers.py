"""The committed answers, made by the browser's libraries, are what Python makes and opens too.

`node tests/node/vectors.mjs` prints vectors.json. If a change here makes it differ, the format has changed:
then it is a new version, and the old one must still open.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from waylight.engine.sealing import DataKey, FlowKey, PrivateKey, Receipt, key_id_of, open_envelope
from waylight.engine.sealing.check_digit import check_digit, holds

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))


def test_a_seed_expands_as_x_wing_says() -> None:
    """The seed and the key's first bytes are those of draft-connolly-cfrg-xwing-kem, appendix C."""
    key = PrivateKey.from_bytes(bytes.fromhex(VECTORS["key"]["seed"]))
    assert key.public.to_bytes() == base64.b64decode(VECTORS["key"]["public"])
    assert (
        key.public.to_bytes()
        .hex()
        .startswith("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5")
    )
    assert key.key_id == hashlib.sha256(key.public.to_bytes()).digest()[:8]


@pytest.mark.parametrize("known", VECTORS["envelopes"])
def test_known_envelopes_open(known: dict[str, str]) -> None:
    key = PrivateKey.from_bytes(bytes.fromhex(known["seed"]))
    envelope = base64.b64decode(known["envelope"])
    assert key_id_of(envelope) == key.key_id
    aad = bytes.fromhex(known["aad"])
    assert open_envelope(key, envelope, purpose=known["purpose"], aad=aad).decode() == known["plaintext"]


@pytest.mark.parametrize("known", VECTORS["flows"])
def test_known_flows_derive(known: dict[str, str]) -> None:
    flow = FlowKey.from_cookie(known["cookie"])
    assert flow.to_bytes().hex() == known["flow_key"]
    assert flow.draft_locator == known["draft_locator"]
    assert flow.draft_key.hex() == known["draft_key"]
    assert flow.instance_id == known["instance_id"]
    assert flow.receipt.text == known["receipt"]


@pytest.mark.parametrize("known", VECTORS["flows"])
def test_known_receipts_derive(known: dict[str, str]) -> None:
    receipt = Receipt.parse(known["receipt"])
    assert receipt.locator == known["locator"]
    assert hashlib.sha256(receipt.public_key().to_bytes()).hexdigest() == known["public_sha256"]
    assert receipt.content_tag(known["content"].encode()) == known["content_tag"]


@pytest.mark.parametrize("known", VECTORS["fields"])
def test_known_fields_open_and_match(known: dict[str, str]) -> None:
    key = DataKey.from_bytes(bytes.fromhex(known["data_key"]))
    place = {name: known[name] for name in ("table", "row", "column")}
    assert key.decrypt(base64.b64decode(known["encrypted"]), **place).decode() == known["value"]
    assert key.match(known["kind"], known["value"]) == known["match"]


def test_damms_own_example() -> None:
    assert check_digit("572", start=0) == "4"
    assert holds("5724", start=0)
    assert not holds("5727", start=0)
    assert not holds("", start=0)
