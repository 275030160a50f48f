from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "waylight.guidance"
    label = "guidance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401  registers what runs by the clock
