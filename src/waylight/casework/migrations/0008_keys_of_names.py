from django.db import migrations

from waylight.casework import keeping
from waylight.casework.details import Details


def keys(apps, schema_editor):
    """Records of before have the keys of their names, and of the friends who stand in them, as new ones do."""
    alias = schema_editor.connection.alias
    key, related = (apps.get_model("casework", name) for name in ("IndexKey", "Related"))
    names = [
        (child.pk, keeping.NAME, name)
        for child in apps.get_model("casework", "Child").objects.using(alias).iterator(200)
        for name in Details.read(child.details).names
    ]
    friends = related.objects.using(alias).filter(kind="network", ended_at__isnull=True)
    names += [(each.child_id, keeping.FRIEND, each.name) for each in friends.iterator(200)]
    wanted = {(child, kind, keeping.name_digest(name)) for child, kind, name in names}
    key.objects.using(alias).bulk_create(
        (key(child_id=child, kind=kind, digest=digest) for child, kind, digest in wanted if digest),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_running_dues_in_order"), ("keys", "0001_initial")]
    operations = [migrations.RunPython(keys, migrations.RunPython.noop)]
