"""Lines of a register that are struck out, and a second line of one badge that says something else."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import waylight.keys.fields

TABLE = "learning_struckline"
TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    # the function is the audit's (its migration 0002)
    "postgresql": [
        f"CREATE TRIGGER {TABLE}_rows BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION waylight_append_only()",
        f"CREATE TRIGGER {TABLE}_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION waylight_append_only()",
    ],
}


def forwards(apps, schema_editor):
    for sql in TRIGGERS[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("learning", "0007_demands_withdrawn"), ("audit", "0002_append_only")]
    operations = [
        migrations.RemoveConstraint(model_name="attendance", name="a_badge_is_on_a_register_once"),
        migrations.AddField(model_name="attendance", name="again", field=models.BooleanField(default=False)),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("badge_key", ""), _negated=True), ("again", False)),
                fields=("session", "badge_key"),
                name="a_badge_is_on_a_register_once",
            ),
        ),
        migrations.CreateModel(
            name="StruckLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", waylight.keys.fields.SealedTextField()),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="struck",
                        to="learning.attendance",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
