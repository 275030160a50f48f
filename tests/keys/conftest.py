"""Keys of a folder of their own, and a record that holds an encrypted field, for no room's sake."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from waylight.keys import data_keys, keyring
from waylight.keys.fields import SealedTextField

with isolate_apps("waylight.keys"):

    class Note(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        words = SealedTextField()
        reason = SealedTextField()

        class Meta:
            app_label = "keys"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """An empty house: nothing of the other tests' keys is in memory or in its folder."""
    settings.WAYLIGHT_HOME = tmp_path
    keyring.forget()
    data_keys.forget()
    yield tmp_path
    keyring.forget()
    data_keys.forget()


@pytest.fixture
def rotate(home: Path) -> Callable[[str], str]:
    """`rotate("hub")`: a new pair beside the old, and a process that begins anew; the new key's id."""

    def make(name: str) -> str:
        made = keyring.make(name)
        keyring.forget()
        data_keys.forget()
        return made.stem.removeprefix(f"{name}-")

    return make


@pytest.fixture
def note(db: None) -> Iterator[type[Note]]:
    """Its table lives in the test's transaction, and ends with it."""
    statement, parameters = connection.schema_editor().table_sql(Note)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
    yield Note
