from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "waylight.referral"
    label = "referral"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import sections, tasks  # noqa: F401  # each registers by being imported
