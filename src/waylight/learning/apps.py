from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "waylight.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401  # registers its handlers by being imported
