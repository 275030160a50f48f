from django.apps import AppConfig


class DisruptionConfig(AppConfig):
    name = "waylight.disruption"
    label = "disruption"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waylight.casework.codes import LICENSING, MEASURES, DueKind
        from waylight.casework.rooms import counts_by, hands_on, opens

        from . import beside, tasks  # noqa: F401  # each registers by being imported
        from .actions.enquiring import answers_it
        from .codes import LICENCE_DUES
        from .statute import office_of

        for kind in MEASURES:
            opens(kind, "measure")
        for kind in LICENCE_DUES:
            opens(kind, "licence")
        for kind in LICENSING:
            counts_by(kind, office_of)
        opens(DueKind.HOTEL_ANSWER, "hotel-request")
        opens(DueKind.LICENCE_S3, "licence-enquiry")
        hands_on(DueKind.LICENCE_S3, answers_it)
