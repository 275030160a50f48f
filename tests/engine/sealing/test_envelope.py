"""What is sealed opens for the right key, purpose and side information, and for nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waylight.engine.sealing import (
    BadKey,
    EnvelopeError,
    NotAnEnvelope,
    PrivateKey,
    PublicKey,
    Tampered,
    UnknownSuite,
    WrongKey,
    key_id_of,
    open_envelope,
    padded_size,
    seal,
)

HUB = PrivateKey.from_bytes(bytes(range(32)))
OTHER = PrivateKey.from_bytes(bytes(range(1, 33)))
HEADER, ENC, TAG = 12, 1120, 16
ENVELOPE = seal(HUB.public, b"A silver car, every Friday", purpose="concern", aad=b"locator")

purposes = st.from_regex(r"\A[a-z0-9][a-z0-9/_.-]{0,63}\Z")


@settings(max_examples=60, deadline=None)
@given(plaintext=st.binary(max_size=5000), purpose=purposes, aad=st.binary(max_size=300))
def test_what_is_sealed_opens(plaintext: bytes, purpose: str, aad: bytes) -> None:
    envelope = seal(HUB.public, plaintext, purpose=purpose, aad=aad)
    assert open_envelope(HUB, envelope, purpose=purpose, aad=aad) == plaintext


def test_a_database_may_hand_back_a_memoryview() -> None:
    assert open_envelope(HUB, memoryview(ENVELOPE), purpose="concern", aad=b"locator").startswith(b"A silver")
    assert key_id_of(memoryview(ENVELOPE)) == HUB.key_id


def test_two_envelopes_of_the_same_words_share_nothing_after_the_header() -> None:
    again = seal(HUB.public, b"A silver car, every Friday", purpose="concern", aad=b"locator")
    assert again[:HEADER] == ENVELOPE[:HEADER]
    assert again[HEADER : HEADER + ENC] != ENVELOPE[HEADER : HEADER + ENC]
    assert again[HEADER + ENC :] != ENVELOPE[HEADER + ENC :]


@pytest.mark.parametrize("at", range(HEADER))
def test_every_header_byte_counts(at: int) -> None:
    expected = NotAnEnvelope if at < 2 else UnknownSuite if at < 4 else WrongKey
    for bit in range(8):
        with pytest.raises(expected):
            open_envelope(HUB, _flipped(ENVELOPE, at, 1 << bit), purpose="concern", aad=b"locator")


@settings(max_examples=300, deadline=None)
@given(at=st.integers(HEADER, len(ENVELOPE) - 1), bits=st.integers(1, 255))
def test_every_other_byte_counts(at: int, bits: int) -> None:
    with pytest.raises(Tampered):
        open_envelope(HUB, _flipped(ENVELOPE, at, bits), purpose="concern", aad=b"locator")


@pytest.mark.parametrize("length", [HEADER, HEADER + 1, HEADER + ENC, HEADER + ENC + TAG, len(ENVELOPE) - 1])
def test_a_cut_envelope_is_tampered_with(length: int) -> None:
    with pytest.raises(Tampered):
        open_envelope(HUB, ENVELOPE[:length], purpose="concern", aad=b"locator")


def test_an_envelope_with_something_after_it_is_tampered_with() -> None:
    with pytest.raises(Tampered):
        open_envelope(HUB, ENVELOPE + b"\0", purpose="concern", aad=b"locator")


@pytest.mark.parametrize("octets", [b"", b"W", ENVELOPE[: HEADER - 1], b"{}" * 40, bytes(3000)])
def test_other_bytes_are_not_an_envelope(octets: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        open_envelope(HUB, octets, purpose="concern")
    with pytest.raises(NotAnEnvelope):
        key_id_of(octets)


@pytest.mark.parametrize(
    ("purpose", "aad"),
    [("message", b"locator"), ("concern", b""), ("concern", b"locator\0"), ("concernlocator", b"")],
)
def test_another_purpose_or_aad_opens_nothing(purpose: str, aad: bytes) -> None:
    with pytest.raises(Tampered):
        open_envelope(HUB, ENVELOPE, purpose=purpose, aad=aad)


def test_another_key_is_named_before_anything_is_tried() -> None:
    with pytest.raises(WrongKey, match=f"{HUB.key_id.hex()}.*{OTHER.key_id.hex()}"):
        open_envelope(OTHER, ENVELOPE, purpose="concern", aad=b"locator")


def test_a_header_that_claims_another_key_does_not_open_with_it() -> None:
    claimed = ENVELOPE[:4] + OTHER.key_id + ENVELOPE[HEADER:]
    with pytest.raises(Tampered):
        open_envelope(OTHER, claimed, purpose="concern", aad=b"locator")


def test_every_refusal_is_an_envelope_error() -> None:
    assert all(issubclass(kind, EnvelopeError) for kind in (NotAnEnvelope, UnknownSuite, WrongKey, Tampered))


@pytest.mark.parametrize("purpose", ["", "Concern", "two words", "nul\0", "concern\n", "é", "x" * 65])
def test_a_purpose_is_a_short_plain_name(purpose: str) -> None:
    with pytest.raises(ValueError, match="cannot be a purpose"):
        seal(HUB.public, b"", purpose=purpose)
    with pytest.raises(ValueError, match="cannot be a purpose"):
        open_envelope(HUB, ENVELOPE, purpose=purpose)


def test_length_is_hidden_up_to_the_next_rung() -> None:
    short, long = (seal(HUB.public, bytes(n), purpose="concern") for n in (0, 2040))
    assert len(short) == len(long) == HEADER + ENC + 2048 + TAG
    assert len(seal(HUB.public, bytes(2041), purpose="concern")) == HEADER + ENC + 4096 + TAG


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, 2048),
        (2040, 2048),
        (2041, 4096),
        (2**20 - 8, 2**20),
        (2**20 - 7, 2 * 2**20),
        (2 * 2**20 - 7, 3 * 2**20),
        (5_000_000_000, 4769 * 2**20),
    ],
)
def test_the_ladder_has_no_top(length: int, size: int) -> None:
    assert padded_size(length) == size


@given(st.integers(0, 2**40))
def test_the_ladder_holds_every_length_and_never_doubles_a_long_one(length: int) -> None:
    size = padded_size(length)
    assert length + 8 <= size <= max(2048, 2 * (length + 8))
    assert size % 2048 == 0
    assert padded_size(size - 8) == size


def test_three_megabytes_pass() -> None:
    plaintext = bytes(range(256)) * 12_000
    assert open_envelope(HUB, seal(HUB.public, plaintext, purpose="concern"), purpose="concern") == plaintext


def test_content_laid_out_otherwise_is_not_an_envelopes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anyone may seal to a public key, a faulty program too."""
    monkeypatch.setattr("waylight.engine.sealing.envelope._pad", lambda plaintext: plaintext)
    for inside in (b"", b"short", (9).to_bytes(8, "big") + b"only 7.", b"\xff" * 40):
        envelope = seal(HUB.public, inside, purpose="concern")
        with pytest.raises(NotAnEnvelope):
            open_envelope(HUB, envelope, purpose="concern")


def test_a_key_id_names_the_key() -> None:
    assert key_id_of(ENVELOPE) == HUB.key_id == HUB.public.key_id
    assert HUB.key_id != OTHER.key_id


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        bytes(1215),
        HUB.public.to_bytes() + b"\0",
        b"\xff" * 1184 + HUB.public.to_bytes()[1184:],  # coefficients beyond ML-KEM's modulus
        HUB.public.to_bytes()[:1184] + bytes(32),  # X25519's point of order one
    ],
)
def test_a_key_that_could_not_be_sealed_to_is_refused_on_arrival(octets: bytes) -> None:
    with pytest.raises(BadKey):
        PublicKey.from_bytes(octets)


def _flipped(octets: bytes, at: int, bits: int) -> bytes:
    return octets[:at] + bytes([octets[at] ^ bits]) + octets[at + 1 :]
