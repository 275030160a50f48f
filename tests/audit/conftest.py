"""Somebody with the database in their hands: what they can do once the triggers are gone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from waylight.accounts.roles import PUBLIC
from waylight.audit.actions import record, seal_chain
from waylight.audit.models import Event, Verb


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Heads are written to a folder of this test's own."""
    settings.WAYLIGHT_HOME = tmp_path
    yield tmp_path


@pytest.fixture
def chain(db: None) -> Callable[[int], list[Event]]:
    """`chain(5)`: that many events, chained."""

    def make(count: int) -> list[Event]:
        made = [
            record(Verb.CONSULTATION, "concern.open", by=PUBLIC, thing=("concern", n), detail={"n": n})
            for n in range(count)
        ]
        seal_chain()
        return made

    return make


@pytest.fixture
def tamper(db: None) -> Callable[..., None]:
    """`tamper("DELETE …", …)`: as the database's owner, with the triggers taken away. The test's own
    transaction gives them back."""

    def run(statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("audit_event", "audit_chainlink"):
                if connection.vendor == "sqlite":
                    for verb in ("update", "delete"):
                        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
                else:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)

    return run
