"""An empty database laid at once is the one that every migration, step by step, would have left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from waylight.site import laying

ALIAS = "another"
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema::regnamespace"
    ),
}
CHECKS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
    "postgresql": (
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'c' AND connamespace = current_schema::regnamespace"
    ),
}


@pytest.fixture
def empty(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[BaseDatabaseWrapper]:
    """An empty database beside that of the tests: a file, or a schema of its own."""
    with django_db_blocker.unblock():
        own = {**connection.settings_dict, "NAME": str(tmp_path / "another.sqlite3")}
        if connection.vendor == "postgresql":
            name = connection.settings_dict["NAME"]
            own |= {"NAME": name, "OPTIONS": {**own["OPTIONS"], "options": "-c search_path=another"}}
            connection.cursor().execute("CREATE SCHEMA another")
        connections.databases[ALIAS] = own
        try:
            yield connections[ALIAS]
        finally:
            connections[ALIAS].close()
            del connections[ALIAS], connections.databases[ALIAS]
            if connection.vendor == "postgresql":
                connection.cursor().execute("DROP SCHEMA another CASCADE")
            connection.close()


def asked(of: BaseDatabaseWrapper, sql: str) -> list[Any]:
    with of.cursor() as cursor:
        cursor.execute(sql)
        return sorted(cursor.fetchall())


def checks(of: BaseDatabaseWrapper) -> list[Any]:
    """SQLite gives a check only as typed within its table; columns may stand in another order."""
    found = asked(of, CHECKS[of.vendor])
    if of.vendor == "postgresql":
        return found
    return [
        (table, sorted(sql[sql.index("(") + 1 : -1].replace(", ", ",").split(","))) for table, sql in found
    ]


def shape(of: BaseDatabaseWrapper) -> dict[str, Any]:
    """Tables, columns, constraints and indexes, triggers and the steps that count as taken."""
    look: dict[str, Any] = {"triggers": asked(of, TRIGGERS[of.vendor]), "checks": checks(of)}
    with of.cursor() as cursor:
        for table in of.introspection.table_names(cursor):
            columns = of.introspection.get_table_description(cursor, table)
            rules = of.introspection.get_constraints(cursor, table).values()
            look[table] = (
                sorted((c.name, c.type_code, c.display_size, c.null_ok, c.default) for c in columns),
                sorted(repr({key: rule[key] for key in sorted(rule)}) for rule in rules),
            )
    look["taken"] = sorted(MigrationRecorder(of).applied_migrations())
    return look


def test_both_ways_come_to_the_same(empty: BaseDatabaseWrapper, tmp_path: Path) -> None:
    call_command("migrate", database=ALIAS, each_step=True, verbosity=0)
    step_by_step = shape(empty)
    _emptied(empty)
    call_command("migrate", database=ALIAS, verbosity=0)
    at_once = shape(empty)
    assert len(step_by_step) > 150 and step_by_step["triggers"]
    for name in step_by_step.keys() | at_once.keys():
        assert at_once.get(name) == step_by_step.get(name), name


def test_tables_that_stand_are_left_to_the_migrations(empty: BaseDatabaseWrapper) -> None:
    empty.cursor().execute("CREATE TABLE somebody (id integer)")
    assert not laying.lay(empty)
    assert empty.introspection.table_names() == ["somebody"]


def test_all_or_none(empty: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*of: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(laying, "_beside_tables", fail)
    with pytest.raises(RuntimeError, match="power"):
        laying.lay(empty)
    assert empty.introspection.table_names() == []


def _emptied(database: BaseDatabaseWrapper) -> None:
    database.close()
    if database.vendor == "postgresql":
        connection.cursor().execute("DROP SCHEMA another CASCADE; CREATE SCHEMA another")
    else:
        Path(database.settings_dict["NAME"]).unlink()
