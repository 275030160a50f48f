from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "waylight.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tasks  # noqa: F401  # registers by being imported
        from .rooms import join

        join()
