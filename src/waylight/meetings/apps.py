from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "waylight.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waylight.casework.codes import DueKind
        from waylight.casework.rooms import compares, falls_to, hands_on, opens, opens_own, section

        from .actions.calling import who_runs
        from .actions.rolling import hand_on
        from .standing import of_brief

        compares("meeting", of_brief)
        section("child-meetings", _("Meetings"))
        opens(DueKind.MEETING_BRIEF, "meeting-brief")
        opens_own(DueKind.MEETING_ACTION, "meeting-action")
        opens_own(DueKind.MEETING_ESCALATED, "meeting-action")
        hands_on(DueKind.MEETING_ACTION, hand_on)
        for kind in (DueKind.MEETING_HOLD, DueKind.MEETING_MINUTES):
            opens(kind, "meeting-owed")
            falls_to(kind, who_runs)
