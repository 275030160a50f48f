"""A new data key encrypts from then on; older ones still decrypt, and exact look-ups find what they found."""

from collections.abc import Callable

import pytest

from waylight.engine.sealing import key_id_of
from waylight.keys import data_keys
from waylight.keys.models import DataKeyRecord

pytestmark = pytest.mark.django_db

PLACE = {"table": "note", "row": "1", "column": "words"}


def new_data_key() -> int:
    made = data_keys.make()
    data_keys.forget()
    return made.pk


def number_of(blob: bytes) -> int:
    return int.from_bytes(blob[:4], "big")


def test_what_was_written_before_still_opens() -> None:
    first = new_data_key()
    old = data_keys.encrypt("before", **PLACE)
    second = new_data_key()
    new = data_keys.encrypt("after", **PLACE)
    assert [number_of(old), number_of(new)] == [first, second]
    assert [data_keys.decrypt(blob, **PLACE) for blob in (old, new)] == ["before", "after"]


def test_an_exact_value_is_found_again_under_any_data_key() -> None:
    new_data_key()
    before = data_keys.match("phone", "+447700900123")
    new_data_key()
    assert data_keys.match("phone", "+447700900123") == before
    assert data_keys.match("mark", "+447700900123") != before


def test_data_keys_outlive_the_pair_they_were_wrapped_for(rotate: Callable[[str], str]) -> None:
    wrapped_for = [rotate("hub")]
    new_data_key()
    old = data_keys.encrypt("before", **PLACE)
    wrapped_for.append(rotate("hub"))
    assert data_keys.decrypt(old, **PLACE) == "before"
    new_data_key()
    wraps = DataKeyRecord.objects.order_by("id").values_list("wrapped", flat=True)
    assert [key_id_of(bytes(wrapped)).hex() for wrapped in wraps] == wrapped_for


def test_the_first_is_made_once_and_before_it_is_needed() -> None:
    assert data_keys.make_first()
    assert not data_keys.make_first()
    blob = data_keys.encrypt("words", **PLACE)
    assert [number_of(blob)] == list(DataKeyRecord.objects.values_list("id", flat=True))


def test_the_key_rests_wrapped_only() -> None:
    new_data_key()
    data_keys.encrypt("words", **PLACE)
    (record,) = DataKeyRecord.objects.all()
    assert len(record.wrapped) > 1000, "an envelope, not 32 bytes"
