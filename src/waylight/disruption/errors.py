"""Why this room says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.errors import Missing, NotPossible

__all__ = ["Missing", "NotPossible", "Why"]


class Why(models.TextChoices):
    NOT_IN_FORCE = "not-in-force", _("This measure is not in force today, or nobody knows that it is.")
    NOT_IN_FORCE_THEN = (
        "not-in-force-then",
        _("On its first day this measure is not in force, or nobody knows that it is."),
    )
    NOT_APPROVED_THEN = (
        "not-approved-then",
        _("On that day it was not approved here. If it was served all the same, tick it and write why."),
    )
    UNCHECKED = (
        "unchecked",
        _("Write first what it means for children, and where the harm may move to."),
    )
    SAME_PERSON = "same-person", _("The second person must be somebody else than who considered it.")
    NOT_OF_THE_ROOM = "not-of-the-room", _("That person does not work on places and people of concern here.")
    DATES = "dates", _("The last day must come after the first.")
    NOT_THAT_DAY = (
        "not-that-day",
        _("That day is still to come, or does not fit the days before and after it. Look at it."),
    )
    NOT_SUSPENDED = (
        "not-suspended",
        _("Only a suspension has a day until which it lasts. Leave that day out."),
    )
    PAST_ALREADY = "past-already", _("The new last day is past already. End the measure instead.")
    TOO_LONG = "too-long", _("This measure may not last so long.")
    SETTLED = "settled", _("This was decided already.")
    NO_ALARM = "no-alarm", _("Nothing is due about the end of this measure.")
    STILL_OPEN = "still-open", _("A measure is still open here. End it, reject it or review it first.")
    THERE_ALREADY = "there-already", _("It rests on this already.")
    OTHER_AREA = "other-area", _("That belongs to another area.")
    NOT_OPEN = "not-open", _("This unit of work is closed.")
    NOT_OURS = "not-ours", _("Another authority has this licence: send it what is known.")
    OURS = "ours", _("This licence is our own: decide it here.")
    NOT_ENTERED = (
        "not-entered",
        _("Only a suspension, revocation or refusal of a driver on relevant information is entered."),
    )
    NOT_A_LICENSING_OFFICER = "not-licensing", _("That person is no licensing officer of this area.")
    NOBODY_WAITS = "nobody-waits", _("No other authority waits to be told of this, or it was told already.")
    NOTHING_LEFT = "nothing-left", _("Nothing is left to do about this referral.")
    NO_AUTHORITY = "no-authority", _("No licensing authority is listed for this area: ask an administrator.")
    NOT_FOR_THIS = "not-for-this", _("This measure is about a place: open the place as a unit of its own.")
    OTHER_LAW = "other-law", _("This measure is no law where this area lies.")
    NO_LICENCE_MEASURE = "no-licence-measure", _("This measure is not about a licence.")
    MET = (
        "met",
        _("Somebody changed this while you were writing. Your words are kept below; look, then save again."),
    )
    NO_NOTICE = "no-notice", _("Write the notice first, then note that it was served.")
    SERVED_LATE = (
        "served-late",
        _("The notice says that it took effect before it was served. Write it anew, from a later day."),
    )
    NOT_A_HOTEL = "not-a-hotel", _("Only a hotel information notice has this.")
    UNANSWERED = (
        "unanswered",
        _("A request to the hotel still waits. Note first what came back, or that nothing did."),
    )
    OUTSIDE = "outside", _("The stays asked about must lie within the days of the notice, the answer after.")
    NOTHING_SUCH = "nothing-such", _("Nothing within your reach has this address.")
