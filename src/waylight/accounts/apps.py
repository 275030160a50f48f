from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waylight.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signin, tasks  # noqa: F401 - they register themselves
