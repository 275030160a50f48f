"""Why a pathway says no, in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.casework.errors import Missing, NotPossible

__all__ = ["Missing", "NotPossible", "Why"]


class Why(models.TextChoices):
    MISSING_NOW = "missing-now", _("This child is recorded as missing already.")
    NOT_YET = "not-yet", _("That day and hour have not come yet.")
    TOO_EARLY = "too-early", _("That lies before the first answer, or before there was a mechanism (2009).")
    BEFORE_ASKED = "before-asked", _("That day is before the one on which it was asked for.")
    REST = (
        "rest",
        _("The usual route has no such day so soon after reasonable grounds. Tick it if their letter does."),
    )
    OVERLAPS = (
        "overlaps",
        _("This child is recorded as away then already. Look at the day, or write into that episode."),
    )
    BEFORE_BIRTH = "before-birth", _("That is before the child was born. Look at the year.")
    BEFORE = "before", _("That would be before the child went missing, or before they came back.")
    NOT_INDEPENDENT = (
        "not-independent",
        _("Say why the interviewer is not independent of those who care for the child."),
    )
    CARERS = (
        "carers",
        _("First say whether carers were offered to tell what they know, or why they were not."),
    )
    ONE_OF_TWO = (
        "one-of-two",
        _("Write what intelligence needs to know, or why there is nothing: one of the two."),
    )
    TAKEN = "taken", _("Somebody has taken this into a report already.")
    NOT_DUE = "not-due", _("This is no longer due.")
    BEGUN = "begun", _("One is being considered already. Go on with that one.")
    TYPES = "types", _("Say first which kinds of exploitation it may be.")
    CHILD = "child", _("This is a child, whose consent is not required: refer.")
    ASK_FIRST = (
        "ask-first",
        _("This is an adult: they are asked first. If they decline, the duty to notify holds."),
    )
    NAMED = "named", _("A notification without consent names nobody: take the name out of the words.")
    LOOK_FOR_NAMES = (
        "look-for-names",
        _("No machine finds everything that tells who somebody is. Read it first, and say that you did."),
    )
    RESPONDER = "responder", _("Write first who sends it: the first responder.")
    LOOK = (
        "look",
        _("Look first at what must not be disclosed and how the child is safely reached, and say so."),
    )
    STILL_MISSING = "still-missing", _("This child is missing. Say first that they are back, or found.")
    COURT_OPEN = "court-open", _("A case before a court is open. Say first how it ended.")
    ANSWER_OPEN = (
        "answer-open",
        _("A referral to the National Referral Mechanism is open. Write first what was decided."),
    )
    STILL_OPEN = (
        "still-open",
        _("A hearing is listed, a special measure is not answered, or the child is owed word of something."),
    )
    SAME_TIME = "same-time", _("That is where, and the day and hour for which, it is listed.")
    SAME_CASE = "same-case", _("A case with these words is open already. Go on with that one.")
    SAME_HEARING = "same-hearing", _("A hearing for the same purpose is listed for that hour already.")
    SAME_WORD = "same-word", _("The child is owed word of this already.")
