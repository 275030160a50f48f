from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "waylight.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import beside, tasks  # noqa: F401  # each registers by being imported
