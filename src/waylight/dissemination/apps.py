from django.apps import AppConfig


class DisseminationConfig(AppConfig):
    name = "waylight.dissemination"
    label = "dissemination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import badges, beside, tasks  # noqa: F401  # each registers by being imported
