from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "waylight.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waylight.triage.drafts import forgets

        from . import beside, tasks  # noqa: F401  # each registers by being imported
        from .actions import forget_drafts

        forgets(forget_drafts)
