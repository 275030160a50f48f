"""Why a record says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.errors import Missing, NotPossible, StaleEdit

__all__ = ["Missing", "NotPossible", "StaleEdit", "Why"]


class Why(models.TextChoices):
    NOT_A_WORKER = "not-a-worker", _("That person does not work with children's records in this area.")
    OTHER_AREA = "other-area", _("That record belongs to another area.")
    LOOK_FIRST = "look-first", _("Look first whether this child has a record already.")
    WORKS_ALREADY = "works-already", _("You work with this child: no reason is needed.")
    NOT_THEIR_NUMBER = (
        "not-their-number",
        _("An NHS number has ten digits, of which the last proves the rest."),
    )
    RECORD_CLOSED = "record-closed", _("The record is closed. Its manager opens it again first.")
    THERE_ALREADY = "there-already", _("This number is in the record already.")
    AROUND_ALREADY = "around-already", _("Somebody of this name stands around the child as that already.")
    STILL_DUE = "still-due", _("Something is still due for this child. Finish it, or say what became of it.")
    PAUSED_ALREADY = "paused-already", _("This is paused already.")
    NOT_PAUSED = "not-paused", _("This is not paused.")
    CANNOT_PAUSE = "cannot-pause", _("This clock is not paused.")
    SETTLED_ALREADY = "settled-already", _("Somebody has settled this.")
    HARM_STANDS = (
        "harm-stands",
        _(
            "A sign of actual harm stands now: the child is being harmed, and cannot be called at risk, "
            "low or in recovery."
        ),
    )
    SAME_PERSON = "same-person", _("The second person must be somebody else.")
    BEGUN = "begun", _("An assessment is being written already. Go on with that one.")
    NEVER_HARM = "never-harm", _("A strength, or a number of an earlier tool, is no sign of harm.")
    NO_MANAGER = "no-manager", _("That person manages no records in this area: choose a team manager.")
    NAMED_ALREADY = "named-already", _("They work with this child already.")
    OWN_OPENING = "own-opening", _("You opened it yourself: another manager looks at it.")
    OWN_WORDS = "own-words", _("These are the child's own words: only their own words put them right.")
    LINE_THERE = "line-there", _("You have written this line already.")
    LONG_AGO = "long-ago", _("Nobody born then is a child or a young adult. Look at the year.")
    OWN_RECORD = "own-record", _("That is this record itself.")
    TAKEN_ALREADY = "taken-already", _("Somebody has opened, joined or sent back this concern already.")
    ENDS_FIRST = "ends-first", _("It ends before it begins. Look at the two days.")
    IS_CURRENT = (
        "is-current",
        _("Its last day lies within six months, so it is current. Say so, or put the days right."),
    )
    NOT_YET = "not-yet", _("That day has not come yet.")
    NOT_DUE = "not-due", _("This is no longer due.")
