from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "waylight.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 (registers what runs by the clock)
