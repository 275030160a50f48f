"""Code lists of disruption. Codes are stored, words are for people.

Sources: Waylight's domain study 5 (measures), 7 (licensing), 12.1 (states).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.casework.codes import LICENSING, DueKind

ALARMS: dict[int, DueKind] = {28: DueKind.MEASURE_28, 7: DueKind.MEASURE_7, 1: DueKind.MEASURE_1}
"""So many days before a measure ends somebody says what follows."""


LICENCE_DUES = tuple(kind for kind in LICENSING if kind != DueKind.LICENCE_S3)
"""What is due about a licensing referral."""


class UnitKind(models.TextChoices):
    PLACE = "place", _("Place of concern")
    PERSON = "person", _("Person of concern")


class LineKind(models.TextChoices):
    """A line of a unit's chronology. The last two are written by what happens."""

    SEEN = "seen", _("Seen or done by a professional")
    TOLD = "told", _("Told by somebody")
    MEETING = "meeting", _("Meeting or discussion")
    MEASURE = "measure", _("Measure")
    HANDLING = "handling", _("Whose work this is")


class Course(models.TextChoices):
    """How a referral came and where it goes."""

    OURS = "ours", _("Known here")
    FROM_OTHERS = "from-others", _("Sent to us by another authority (section 5)")


class Licence(models.TextChoices):
    """The Act of 2022 is about drivers; its clocks run for them alone."""

    DRIVER = "driver", _("Driver")
    OPERATOR = "operator", _("Operator")
    VEHICLE = "vehicle", _("Vehicle")
    PREMISES = "premises", _("Premises")


class LicenceOutcome(models.TextChoices):
    NOTHING = "nothing", _("Nothing changes")
    CONDITIONS = "conditions", _("Conditions or a warning")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    REFUSED = "refused", _("Refused")


ENTERED = frozenset({LicenceOutcome.SUSPENDED, LicenceOutcome.REVOKED, LicenceOutcome.REFUSED})
"""Outcomes that section 2 records when they rest wholly or partly on relevant information."""


class Asked(models.TextChoices):
    OF_US = "of-us", _("Another authority asks us")
    BY_US = "by-us", _("We ask another authority")


class Rank(models.TextChoices):
    """Who may give a hotel information notice: inspector or above (section 116)."""

    INSPECTOR = "inspector", _("Inspector")
    CHIEF_INSPECTOR = "chief-inspector", _("Chief inspector")
    SUPERINTENDENT = "superintendent", _("Superintendent")
    CHIEF_SUPERINTENDENT = "chief-superintendent", _("Chief superintendent")
    CHIEF_OFFICER = "chief-officer", _("Assistant chief constable or above")


class Recipient(models.TextChoices):
    OWNER = "owner", _("Owner")
    OPERATOR = "operator", _("Operator")
    MANAGER = "manager", _("Manager")


BY_HAND = (LineKind.SEEN, LineKind.TOLD, LineKind.MEETING)
