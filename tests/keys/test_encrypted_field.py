"""Words in an encrypted field: no plain byte in the table, no way round the cipher, no moving of rows."""

from typing import Any

import pytest
from django.db import connection, transaction

from waylight.engine.sealing.data_key import FieldError
from waylight.keys import data_keys
from waylight.keys.fields import Ciphertext

WORDS = "Waits by the harbour café"


def stored(note: Any, row: Any, column: str = "words") -> bytes:
    return bytes(note.objects.values_list(column, flat=True).get(pk=row.pk))


def test_words_come_back_and_do_not_rest_in_plain(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    assert note.objects.get(pk=row.pk).words == WORDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM keys_note")
        assert b"harbour" not in bytes(cursor.fetchone()[0])


def test_nothing_is_opened_before_it_is_read(note: Any) -> None:
    note.objects.create(words=WORDS)
    row = note.objects.get()
    assert isinstance(row.__dict__["words"], Ciphertext)
    assert row.words == WORDS
    assert row.__dict__["words"] == WORDS


def test_saving_what_was_not_read_keeps_it(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    before = stored(note, row)
    note.objects.get(pk=row.pk).save()
    assert stored(note, row) == before


def test_the_same_words_never_look_the_same(note: Any) -> None:
    first, second = note.objects.create(words=WORDS), note.objects.create(words=WORDS)
    assert stored(note, first) != stored(note, second)


def test_no_words_are_no_bytes(note: Any) -> None:
    row = note.objects.create()
    assert stored(note, row) == b""
    assert note.objects.get(pk=row.pk).words == ""


def test_plain_words_reach_the_table_by_no_other_way(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    before = stored(note, row)
    with pytest.raises(TypeError, match="do not update or filter"), transaction.atomic():
        note.objects.update(words="plain")
    with pytest.raises(TypeError, match="do not update or filter"), transaction.atomic():
        note.objects.filter(words=WORDS).exists()
    assert stored(note, row) == before


def test_bulk_creation_encrypts_too(note: Any) -> None:
    note.objects.bulk_create([note(words=WORDS)])
    row = note.objects.get()
    assert b"harbour" not in stored(note, row)
    assert row.words == WORDS


def test_it_is_not_written_into_a_fixture(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    with pytest.raises(TypeError, match="not serialised"):
        note._meta.get_field("words").value_to_string(row)


def test_a_ciphertext_moved_to_another_row_does_not_open(note: Any) -> None:
    mine, theirs = note.objects.create(words="mine"), note.objects.create(words="theirs")
    note.objects.filter(pk=mine.pk).update(words=Ciphertext(stored(note, theirs)))
    with pytest.raises(FieldError, match="belongs elsewhere"):
        note.objects.get(pk=mine.pk).words  # noqa: B018 (reading is what opens it)


def test_a_ciphertext_moved_to_another_column_does_not_open(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    note.objects.filter(pk=row.pk).update(reason=Ciphertext(stored(note, row)))
    with pytest.raises(FieldError, match="belongs elsewhere"):
        note.objects.get(pk=row.pk).reason  # noqa: B018 (reading is what opens it)


def test_words_of_an_older_data_key_open_and_are_written_anew_under_the_newest(note: Any) -> None:
    row = note.objects.create(words=WORDS)
    older = stored(note, row)[:4]
    data_keys.make()
    data_keys.forget()
    found = note.objects.get(pk=row.pk)
    assert found.words == WORDS
    found.save()
    assert stored(note, row)[:4] != older
    assert note.objects.get(pk=row.pk).words == WORDS
