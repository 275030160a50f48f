"""The database itself refuses to change or remove what was completed, certified or taken back."""

from django.db import migrations

TABLES = ["learning_completion", "learning_withdrawal", "learning_certificate", "learning_revocation"]


def sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def postgresql(table: str) -> list[str]:
    """The function is the audit's (its migration 0002)."""
    return [
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION waylight_append_only()",
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION waylight_append_only()",
    ]


def forwards(apps, schema_editor):
    for table in TABLES:
        for sql in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](table):
            schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
