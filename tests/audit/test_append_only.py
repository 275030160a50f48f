"""The database itself refuses to change or remove what was audited. Runs on the database of the suite."""

import pytest
from django.db import DatabaseError, connection, transaction

from waylight.accounts.roles import PUBLIC
from waylight.audit.actions import PersonalContent, record, record_each, seal_chain
from waylight.audit.models import ChainLink, Event, Verb
from waylight.audit.queries import missing_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    made = record(Verb.CONSULTATION, "concern.open", by=PUBLIC, thing=("concern", 1))
    seal_chain()
    return made


STATEMENTS = [
    "UPDATE audit_event SET actor = 'nobody'",
    "DELETE FROM audit_event",
    "UPDATE audit_chainlink SET hash = 'x'",
    "DELETE FROM audit_chainlink",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_plain_sql_is_refused(event: Event, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get(pk=event.pk).actor == "public"
    assert ChainLink.objects.count() == 1


@pytest.mark.parametrize("table", ["audit_event", "audit_chainlink"])
def test_emptying_a_table_at_once_is_refused(event: Event, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_the_orm_is_refused(event: Event) -> None:
    event.actor = "nobody"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChainLink.objects.update(hash="x")


def test_every_trigger_is_there_and_its_absence_is_seen(event: Event) -> None:
    assert missing_triggers() == []
    name = "audit_event_no_update" if connection.vendor == "sqlite" else "audit_event_rows"
    on = "" if connection.vendor == "sqlite" else " ON audit_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing_triggers() == [name]


def test_a_detail_holds_codes_and_never_somebodys_words() -> None:
    with pytest.raises(PersonalContent):
        record(Verb.CONSULTATION, "concern.open", by=PUBLIC, detail={"note": "a long story " * 20})
    with pytest.raises(PersonalContent):
        record(Verb.CONSULTATION, "concern.open", by=PUBLIC, detail={"note": "two\nlines"})
    with pytest.raises(PersonalContent):
        record(Verb.CONSULTATION, "concern.open", by=PUBLIC, detail={"notes": ["short", "two\nlines"]})
    assert not Event.objects.exists()


def test_an_event_of_something_undone_is_undone_with_it() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(Verb.ALTERATION, "concern.rate", by=PUBLIC)
        raise RuntimeError
    assert not Event.objects.exists()


def test_one_event_for_each_thing_is_as_if_each_were_recorded() -> None:
    kept = ("actor", "roles", "verb", "action", "object_type", "object_id", "detail", "purpose")
    record(Verb.CONSULTATION, "child.view", by=PUBLIC, thing=("child", 1), detail={"page": "x"})
    record_each(Verb.CONSULTATION, "child.view", "child", [1, 2], by=PUBLIC, detail={"page": "x"})
    record_each(Verb.CONSULTATION, "child.view", "child", [], by=PUBLIC)
    one, same, other = Event.objects.order_by("id").values(*kept)
    assert one == same
    assert other == {**one, "object_id": "2"}
    with pytest.raises(PersonalContent):
        record_each(Verb.CONSULTATION, "child.view", "child", [1], by=PUBLIC, detail={"page": "x" * 121})
