"""The database itself refuses to change or remove a decision about a link, on SQLite and on PostgreSQL."""

from django.db import migrations

TABLES = ["intelligence_decision", "intelligence_logentry"]


def sqlite(table):
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def postgresql(table):
    return [
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION waylight_append_only()"
    ]


def forwards(apps, schema_editor):
    makers = {"sqlite": sqlite, "postgresql": postgresql}
    for table in TABLES:
        for sql in makers[schema_editor.connection.vendor](table):
            schema_editor.execute(sql)


class Migration(migrations.Migration):
    # The audit's own migration makes the PostgreSQL function.
    dependencies = [("intelligence", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
