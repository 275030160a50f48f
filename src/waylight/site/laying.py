"""An empty database is laid in one go: its tables as migrations leave them, then what is beside.

Every migration, one by one, renders all models again at each step: most of a minute for what their end
says at once. `tests/site/test_laying.py` holds that both ways come to the same (docs/adr/0023).
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.special import RunPython, RunSQL
from django.db.migrations.state import ProjectState


def lay(connection: BaseDatabaseWrapper) -> bool:
    """Lay every table of an empty database, all or none. False, and nothing done, where a table stands."""
    executor = MigrationExecutor(connection)
    plan = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not plan or connection.introspection.table_names():
        return False
    end = executor.loader.project_state(list(executor.loader.graph.leaf_nodes()))
    with connection.schema_editor(atomic=True) as editor:
        executor.recorder.ensure_schema()
        for model in end.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for step in plan:
            _beside_tables(step, editor, end)
            executor.recorder.record_applied(step.app_label, step.name)
    return True


def _beside_tables(step: Migration, editor: BaseDatabaseSchemaEditor, end: ProjectState) -> None:
    """Triggers, tables no model has. A step that asks for the models of its time gets those of the end."""
    for operation in step.operations:
        if isinstance(operation, RunPython | RunSQL):
            operation.database_forwards(step.app_label, editor, end, end)
