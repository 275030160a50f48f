import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def areas(apps, schema_editor):
    """A due belonged to a child's record; it is of that record's area."""
    due, child = apps.get_model("casework", "Due"), apps.get_model("casework", "Child")
    areas = child.objects.filter(pk=OuterRef("child_id")).values("area_id")
    due.objects.using(schema_editor.connection.alias).update(area_id=Subquery(areas[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_assessments"),
        ("guidance", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField("duepause", "child"),
        migrations.AddField("due", "agency", models.CharField(blank=True, max_length=120)),
        migrations.AddField(
            "due",
            "area",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guidance.area"
            ),
        ),
        migrations.AddField(
            "due",
            "owner",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(areas, migrations.RunPython.noop),
    ]
