"""Why a meeting says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.casework.errors import Missing, NotPossible, StaleEdit

__all__ = ["Missing", "NotPossible", "StaleEdit", "Why"]


class Why(models.TextChoices):
    PAST = "past", _("Choose a day that is not past.")
    NOT_YET = "not-yet", _("Its day has not come.")
    NOBODY = "nobody", _("Say who came. A meeting to which nobody came was not held: call it off.")
    NOT_A_CHAIR = "not-a-chair", _("That person does not call or chair meetings in this area.")
    DID_NOT_COME = "did-not-come", _("Only somebody who came can agree what was decided there.")
    NOT_FOR_PANELS = "not-for-panels", _("That person holds no role in this area that sits on panels.")
    INVITED_ALREADY = "invited-already", _("That person is invited already.")
    STAYS = "stays", _("Who chairs a meeting and who called it stay. Call it off, if it is not to be.")
    WHICH_AGENCY = "which-agency", _("Say for which agency that person sits there.")
    ON_IT_ALREADY = (
        "on-it-already",
        _("It is on the agenda already, or was left out with a reason: put it back from what was left out."),
    )
    LEFT_OUT_ALREADY = "left-out-already", _("It is left out already.")
    NO_SUCH_RECORD = "no-such-record", _("No open record of this area has that reference.")
    GONE = "gone", _("The record is no longer open in this area. Take the item off the agenda.")
    NOTHING_TO_DO = "nothing-to-do", _("There is nothing on the agenda.")
    UNDECIDED = "undecided", _("An item has no decision yet.")
    IN_CONFLICT = "in-conflict", _("That person has a conflict of interest for this item.")
    NOTHING_CAN_BE_DUE = "nothing-can-be-due", _("That person holds no role here to which something is due.")
    DECLARED_ALREADY = "declared-already", _("That conflict is noted already.")
    NOT_THERE = "not-there", _("That person is not invited to this meeting.")
    NOT_OUT = "not-out", _("There is none yet.")
    MET = (
        "met",
        _("Somebody else changed this note: theirs stands above, yours is here. Save what is right."),
    )
    NOT_OF_THIS = "not-of-this", _("That belongs to another meeting.")
