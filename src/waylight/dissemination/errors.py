"""Why this room says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.errors import NotPossible, StaleEdit

__all__ = ["NotPossible", "StaleEdit", "Why"]


class Why(models.TextChoices):
    REASON = "reason", _("Write why. What you write is kept with it.")
    NO_ITEM = "no-item", _("A report needs at least one item, and each item words.")
    NOT_TRAINED = (
        "not-trained",
        _("Only people trained to grade may do this. Your training is not on record here, or has run out."),
    )
    UNGRADED = "ungraded", _("Every item must be graded first.")
    CODES = "codes", _("Handling C needs its conditions, its action code and its sanitisation code.")
    CORROBORATION = "corroboration", _("For B write what corroborates it, and how that is independent.")
    UNSANITISED = "unsanitised", _("Every item must have sanitised words first.")
    UNCHANGED = (
        "unchanged",
        _(
            "The words are those of the original. Say that you have looked and that nothing in them tells of "
            "the source."
        ),
    )
    TELLS_ITS_ORIGIN = (
        "tells-its-origin",
        _("What would be told holds the reference of what was sent. Take it out: it leads back to it."),
    )
    RISK = (
        "risk",
        _("Write what risk there is if this becomes known: to the source, a child, others, and staff."),
    )
    SAME_PERSON = "same-person", _("The second person must be somebody else.")
    IN_DOUBT = (
        "in-doubt",
        _("Something that this rests on was undone. Look at it and settle that first."),
    )
    UNIT_ONLY = "unit-only", _("An item graded 3 or E goes to police intelligence units and nobody else.")
    NOT_LICENSING = "not-licensing", _("Intelligence with handling C does not go to licensing.")
    CONSULT = "consult", _("S2: say when the originator was consulted, and what they said.")
    INCOMPLETE = (
        "incomplete",
        _("Say who is told, what it means for risk, what is wanted of them, and by when."),
    )
    NOT_TO_BE_SHARED = "not-to-be-shared", _("Choose a lawful basis on which this is shared.")
    LATE = "late", _("The day by which it is wanted has passed.")
    HELD = "held", _("It is held: nothing of it may be disposed of until the hold is lifted.")
    OWED = "owed", _("Somebody who was told must hear first that something was undone.")
    SETTLED = "settled", _("Somebody has done this already.")
    NOT_NOW = "not-now", _("This cannot be changed in the present state.")
    NOTHING_SUCH = "nothing-such", _("Nothing within your reach has this address.")
    DATES = "dates", _("The last day must come after the first, and not be past.")
    PERIOD = "period", _("It cannot have ended before it began, and neither day can be to come.")
    TOO_LATE = "too-late", _("The next review comes later than its class allows.")
    SUPERSEDED = "superseded", _("Another report has replaced this one. Tell that one.")
    NOT_INSTEAD = (
        "not-instead",
        _("Only another finished report of this area can stand in its place, and none that was replaced."),
    )
    NOT_OF_UNIT = "not-of-unit", _("That person is not of the intelligence unit of this area.")
