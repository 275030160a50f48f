from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "waylight.pathways"
    label = "pathways"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import sections  # noqa: F401  # registers by being imported
