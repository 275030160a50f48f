"""An encrypted value opens in its own place with its own key, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.engine.sealing import DataKey, FieldError, NotAnEnvelope, PrivateKey, Tampered, WrongKey, seal

KEY = DataKey.from_bytes(bytes(range(32)))
HUB = PrivateKey.from_bytes(bytes(range(32)))
ENCRYPTED = KEY.encrypt(b"07700 900123", table="mention", row="17", column="value")


@given(plaintext=st.binary(), table=st.text(), row=st.text(), column=st.text())
def test_what_is_encrypted_opens_in_its_place(plaintext: bytes, table: str, row: str, column: str) -> None:
    encrypted = KEY.encrypt(plaintext, table=table, row=row, column=column)
    assert len(encrypted) == len(plaintext) + 29
    assert KEY.decrypt(encrypted, table=table, row=row, column=column) == plaintext
    assert KEY.decrypt(memoryview(encrypted), table=table, row=row, column=column) == plaintext


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("mentions", "17", "value"),
        ("mention", "18", "value"),
        ("mention", "17", "raw"),
        ("mention1", "7", "value"),
        ("mention", "17value", ""),
        ("17", "mention", "value"),
    ],
)
def test_it_does_not_open_elsewhere(table: str, row: str, column: str) -> None:
    with pytest.raises(FieldError, match="changed, belongs elsewhere or needs another data key"):
        KEY.decrypt(ENCRYPTED, table=table, row=row, column=column)


@pytest.mark.parametrize("at", range(len(ENCRYPTED)))
def test_every_byte_counts(at: int) -> None:
    changed = ENCRYPTED[:at] + bytes([ENCRYPTED[at] ^ 1]) + ENCRYPTED[at + 1 :]
    with pytest.raises(FieldError):
        KEY.decrypt(changed, table="mention", row="17", column="value")


@pytest.mark.parametrize("length", range(len(ENCRYPTED)))
def test_a_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(FieldError):
        KEY.decrypt(ENCRYPTED[:length], table="mention", row="17", column="value")


def test_an_error_names_the_place_and_not_the_value() -> None:
    with pytest.raises(FieldError, match=r"mention\.value of row 17") as raised:
        KEY.decrypt(b"\x02" + ENCRYPTED[1:], table="mention", row="17", column="value")
    assert "07700" not in str(raised.value)


def test_another_data_key_opens_nothing() -> None:
    with pytest.raises(FieldError):
        DataKey.new().decrypt(ENCRYPTED, table="mention", row="17", column="value")


def test_the_same_value_twice_shows_nothing() -> None:
    again = KEY.encrypt(b"07700 900123", table="mention", row="17", column="value")
    assert again[0] == ENCRYPTED[0] == 1
    assert again[1:13] != ENCRYPTED[1:13]
    assert again[13:] != ENCRYPTED[13:]


def test_a_wrapped_key_unwraps_for_its_holder_alone() -> None:
    wrapped = KEY.wrap(HUB.public)
    assert DataKey.unwrap(HUB, wrapped) == KEY
    assert DataKey.unwrap(HUB, memoryview(wrapped)) == KEY
    with pytest.raises(WrongKey):
        DataKey.unwrap(PrivateKey.generate(), wrapped)


def test_an_envelope_of_something_else_is_no_data_key() -> None:
    with pytest.raises(Tampered):
        DataKey.unwrap(HUB, seal(HUB.public, bytes(32), purpose="concern"))
    with pytest.raises(NotAnEnvelope, match="no data key inside"):
        DataKey.unwrap(HUB, seal(HUB.public, bytes(31), purpose="data-key"))


def test_a_match_finds_the_same_value_of_the_same_kind() -> None:
    found = KEY.match("phone", "+447700900123")
    assert re.fullmatch(r"[0-9a-f]{64}", found)
    assert found == DataKey.from_bytes(KEY.to_bytes()).match("phone", "+447700900123")
    others = (
        KEY.match("handle", "+447700900123"),
        KEY.match("phone", "+447700900124"),
        DataKey.new().match("phone", "+447700900123"),
    )
    assert found not in others


@pytest.mark.parametrize("value", ["", "ਸ਼ੁੱਕਰਵਾਰ", "\0", "half an emoji: \ud83d"])
def test_any_text_can_be_matched(value: str) -> None:
    assert KEY.match("handle", value) == KEY.match("handle", value)
    assert KEY.match("handle", value) != KEY.match("handle", f"{value}?")


def test_a_new_key_is_new() -> None:
    assert DataKey.new() != DataKey.new()
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey.from_bytes(bytes(31))
