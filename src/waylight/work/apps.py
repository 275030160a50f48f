from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "waylight.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - it registers itself
