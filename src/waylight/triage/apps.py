from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "waylight.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401  # registers its handlers by being imported
