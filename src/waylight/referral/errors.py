"""Why this room says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.casework.errors import Missing, NotPossible, StaleEdit

__all__ = ["Missing", "NotPossible", "StaleEdit", "Why"]


class Why(models.TextChoices):
    NOT_ASKED_HERE = "not-asked-here", _("That agency is not asked by this area.")
    ASKED_ALREADY = (
        "asked-already",
        _("That agency has been asked about this person and has not answered yet."),
    )
    NAMES_THE_CHILD = (
        "names-the-child",
        _("An agency that is asked about somebody else is not told the child's name: take it out."),
    )
    HANDED_ALREADY = "handed-already", _("A link to this person is open already. Withdraw it first.")
    NOT_OF_RECORD = "not-of-record", _("That person does not stand in this child's record.")
    NO_LONGER = "no-longer", _("Ratings here only go up: the time an agency has is never made longer.")
    NIL_OR_ITEMS = (
        "nil-or-items",
        _("Say what is known, or that nothing is known: not both, and not neither."),
    )
    SAY_WHY_LATE = "say-why-late", _("This is late: say why.")
    NOT_FOR_AGENCIES = "not-for-agencies", _("That person does not answer for agencies in this area.")
    SEATED = "seated", _("That person answers for this agency already.")
    ENDED = "ended", _("This has ended already.")
    SAY_WHY_ABSENT = "say-why-absent", _("Say of each agency that was not there why it was not.")
    WHO_WAS_THERE = "who-was-there", _("Say who took part for each agency that was there.")
    SAY_WHY_FEW = (
        "say-why-few",
        _("Social care, police and health must be there. If one was not, say why it could not wait."),
    )
    NOT_BY_FEW = (
        "not-by-few",
        _("Without social care, police and health a discussion may begin an enquiry; it may not stand down."),
    )
    NOBODY_TALKED = "nobody-talked", _("A discussion needs two agencies at least: say who took part.")
    NOT_WITHOUT_POLICE = (
        "not-without-police",
        _("The police took no part: an enquiry jointly with them needs them there."),
    )
    REVIEWED = "reviewed", _("The last discussion is reviewed and over. Call another.")
    CALLED_ALREADY = "called-already", _("A discussion is called already. Go on with that one.")
    NONE_DUE = "none-due", _("No strategy discussion is due now.")
    NONE_HELD = "none-held", _("No discussion with social care, police and health was held yet. Call one.")
    NOT_YET = "not-yet", _("That day has not come yet.")
    BEFORE = "before", _("That day is before what it follows from.")
    GONE = "gone", _("That moment has passed: write in the chronology what was lost.")
    NOT_REFERRED_TO = "not-referred-to", _("No referral goes to that service.")
    EMPTY = "empty", _("Every question needs an answer: known with words, none, not known, or not asked.")
    SAY_SHARING = (
        "say-sharing",
        _("Say why it matters to them, what speaks against, and what you decide, with reasons."),
    )
    SAY_APART = (
        "say-apart",
        _("Say on which basis you share, who agreed to what, and what parents were told, or why not."),
    )
    NOT_TO_SHARE = "not-to-share", _("You have decided to withhold it: it cannot be sent.")
    TO_SHARE = "to-share", _("You have decided to share it: it is not withheld.")
    LIMITED = (
        "limited",
        _("Something chosen here may not be passed on to this service by the agency that told it."),
    )
    CHOSEN_OUTSIDE = (
        "chosen-outside",
        _("Choose what goes to them; some of it cannot go to somebody outside."),
    )
    LOOK = (
        "look",
        _("Look first at what must not be disclosed, who must not learn of it and who told it; then say so."),
    )
    LOOK_AGAIN = (
        "look-again",
        _("The record says today what this form does not: look at it, and say that you did."),
    )
    LOOK_AT_WORDS = (
        "look-at-words",
        _("Look first whether these words hold what must not be disclosed; then say so."),
    )
    LOOK_AT_COPY = (
        "look-at-copy",
        _("Look first whether the copy for the family holds what must not be disclosed; then say so."),
    )
    BY_THEN = "by-then", _("The day by which you ask must lie before the link ends, and not in the past.")
    HOW_LONG = "how-long", _("A link is open for 1 to 28 days.")
    NOT_THIS_ONE = "not-this-one", _("What is withheld or withdrawn is not handed to anybody.")
    SAME_AREA = "same-area", _("The record belongs to that area already.")
    GLASS_FIRST = "glass-first", _("Somebody opened the record with a reason. Look at that first.")
    NOBODY_THERE = "nobody-there", _("No team manager of that area could answer.")
    NONE_DECLINED = "none-declined", _("No authority has declined it.")
    OFFERED = "offered", _("It is closed, or offered to another area already.")
    OFFER_WAITS = (
        "offer-waits",
        _("The record is offered to another area: take the offer back first, or wait for the answer."),
    )
    TOLD_ALREADY = "told-already", _("That stands there already.")
    SECURED = "secured", _("What became of this is recorded already.")
