"""Code lists of the training records, with the words that people read for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .refresher import Reason, State

LONGEST_COURSE_ID = 60
LONGEST_VERSION = 40
LONGEST_REFERENCE = 80
"""What the audit keeps of whoever acts: "user:7", "learner:3f…"."""

FEWEST_TOLD = 10
"""Of fewer people than this nothing is said that the council did not write itself."""


class Role(models.TextChoices):
    """Who is on a roster. Source: Waylight's domain study 7.4."""

    DRIVER = "driver", _("Driver")
    OPERATOR = "operator", _("Operator")
    DISPATCHER = "dispatcher", _("Dispatcher")
    PROPRIETOR = "proprietor", _("Vehicle proprietor")
    DOOR = "door-staff", _("Door supervisor")
    HOTEL = "hotel", _("Hotel staff")
    PREMISES = "premises", _("Licensed premises or takeaway")
    COUNCILLOR = "councillor", _("Councillor")


class Mode(models.TextChoices):
    """How the training was done. Shown to the council, never on a certificate."""

    WEB = "web", _("On the web")
    SCORM = "scorm", _("In another learning system")
    ROOM = "room", _("In a room")
    PAPER = "paper", _("On paper")
    EQUIVALENT = "equivalent", _("Equivalent training elsewhere")


CERTIFIED = (Mode.WEB, Mode.SCORM, Mode.ROOM, Mode.PAPER)
"""Training of ours, for which a certificate of ours is issued."""


class CheckHow(models.TextChoices):
    """How somebody's understanding was checked in a room."""

    WRITTEN = "written", _("Written")
    SPOKEN = "spoken", _("Spoken")
    INTERPRETER = "interpreter", _("With an interpreter")


class Result(models.TextChoices):
    """How it ended for one line of a register. There is no failing: who did not pass may come again."""

    PASSED = "passed", _("Passed")
    NOT_YET = "not-yet", _("Not yet")
    LEFT_EARLY = "left-early", _("Left early")


class ExemptBecause(models.TextChoices):
    """The four reasons for which cmi5 lets a unit be waived, and one that councils need."""

    TESTED_OUT = "tested-out", _("Has shown the knowledge in another way")
    EQUIVALENT = "equivalent", _("Another course with the same content")
    OUTSIDE = "equivalent-outside", _("Training or practice outside this system")
    ADMINISTRATIVE = "administrative", _("The council decided so")
    AWAY = "away", _("Not working: illness, leave, licence handed in")


STATE_WORDS = {
    State.NEVER: _("Never trained"),
    State.IN_PROGRESS: _("In progress"),
    State.VALID: _("Valid"),
    State.DUE_SOON: _("Due soon"),
    State.OVERDUE: _("Overdue"),
    State.EXEMPT: _("Exempt"),
}

REASON_WORDS = {
    Reason.LAW: _("Change of the law"),
    Reason.VERSION: _("New version of the course"),
    Reason.RENEWAL: _("Licence renewal"),
    Reason.OPERATOR: _("The operator's own rule"),
    Reason.MONTHS: _("Time since the last training"),
    Reason.FIRST: _("First training"),
}
