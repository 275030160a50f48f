"""What this room adds to a child's record: its pages, and where what is due leads to."""

from django.utils.translation import gettext_lazy as _

from waylight.casework import rooms
from waylight.casework.codes import DueKind

from .actions.ending import refuse_without_exit
from .comparing import EDITED, standing

LEADS = {
    DueKind.PLAN_AGREE: "plan",
    DueKind.PLAN_REVIEW: "plan",
    DueKind.ACTION: "plan-action",
    DueKind.CHASE: "plan-action",
    DueKind.ACTION_AGREE: "plan-action",
    DueKind.ESCALATED: "plan-action",
    DueKind.REOFFER: "offer",
    DueKind.OFFER_NEXT: "offer",
    DueKind.EIGHTEEN: "transition",
    DueKind.HANDING_ON: "transition",
    DueKind.FOLLOW_UP: "follow-up",
    DueKind.FOLLOW_ANSWER: "follow-up",
}


def join() -> None:
    rooms.section("plans", _("Plan"))
    rooms.section("support", _("Support"))
    rooms.section("transition", _("Past 18"))
    rooms.section("ending", _("Ending"))
    rooms.before_closing(refuse_without_exit)
    for kind, name in LEADS.items():
        rooms.opens(kind, name)
    rooms.opens_own(DueKind.ACTION, "own-action")
    for what in EDITED:
        rooms.compares(what, standing(what))
