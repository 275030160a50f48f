"""Code lists of a child's record. Codes are stored, words are for people.

Sources: Waylight's domain study 1.4 (age, identifiers, household), 3.5 (outcomes), 11 (safe contact), 12.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.codes import Outcome

FOR_A_TEAM = frozenset(
    {
        Outcome.IMMEDIATE_PROTECTION,
        Outcome.STRATEGY_DISCUSSION,
        Outcome.ASSESSMENT,
        Outcome.FURTHER_SPECIALIST,
        Outcome.EXPLOITATION_MEETING,
        Outcome.OPEN_CASE,
    }
)
"""Decisions after which somebody works with the child. The others end with advice or another service."""


class AgeBand(models.TextChoices):
    UNBORN = "unborn", _("Not yet born")
    UNDER_5 = "0-4", _("Under 5")
    UNDER_10 = "5-9", _("5 to 9")
    UNDER_13 = "10-12", _("10 to 12")
    UNDER_16 = "13-15", _("13 to 15")
    UNDER_18 = "16-17", _("16 or 17")
    UNKNOWN = "unknown", _("Not known: treated as a child")


class IdentifierKind(models.TextChoices):
    """Several, and none of them the key of a record."""

    NHS = "nhs", _("NHS number")
    COUNCIL = "council", _("Council's number")
    UPN = "upn", _("Pupil number")
    POLICE = "police", _("Police reference")


class Around(models.TextChoices):
    FAMILY = "family", _("Family and household")
    NETWORK = "network", _("Friends, peers, other adults")
    PROFESSIONAL = "professional", _("Professionals")


class LineKind(models.TextChoices):
    """What a line of the chronology is. The last group is written by what happens, never by hand."""

    CHILD = "child", _("The child's own words")
    FAMILY = "family", _("Words of the family")
    CONTACT = "contact", _("Contact or visit")
    OBSERVED = "observed", _("Seen or heard by a professional")
    TOLD = "told", _("Told by somebody else")
    MEETING = "meeting", _("Meeting or discussion")
    RECORD = "record", _("From another record")
    CONCERN = "concern", _("Concern received")
    DECISION = "decision", _("Decision")
    ASSESSMENT = "assessment", _("Assessment")
    HANDLING = "handling", _("Who works with the child")


BY_HAND = (
    LineKind.CHILD,
    LineKind.FAMILY,
    LineKind.CONTACT,
    LineKind.OBSERVED,
    LineKind.TOLD,
    LineKind.MEETING,
    LineKind.RECORD,
)
QUOTED = frozenset({LineKind.CHILD, LineKind.FAMILY})
"""Somebody's own words: no advice on wording touches them."""


class EntryKind(models.TextChoices):
    SIGN = "sign", _("A sign, or what is not known")
    STRENGTH = "strength", _("A strength, or what protects")
    LEGACY = "legacy", _("A number from an earlier tool: not validated")


class Evidence(models.TextChoices):
    OBSERVED = "observed", _("Seen or heard by a professional")
    DISCLOSED = "disclosed", _("Told by the child")
    REPORTED = "reported", _("Told by somebody else")
    RECORD = "record", _("From a record")
    INFERENCE = "inference", _("Concluded from other things")


class Currency(models.TextChoices):
    CURRENT = "current", _("Now, or in the last 6 months")
    RECENT = "recent", _("6 to 12 months ago")
    HISTORIC = "historic", _("Longer ago")


BESIDE_HARM = ("suspected", "confirmed")
"""The only levels beside a current sign of actual harm; the database holds it too."""


class DueKind(models.TextChoices):
    FIRST = "first", _("First assessment")
    REVIEW = "review", _("Review of the assessment")
    STRATEGY = "strategy", _("Strategy discussion: a sign of actual harm stands")
    SECOND = "second", _("Second person for an assessment")
    GLASS = "glass", _("Somebody opened the record with a reason: look at it")
    EIGHTEEN = "eighteen", _("Support past 18 to be planned")


class Whose(models.TextChoices):
    WORKER = "worker", _("worker")
    MANAGER = "manager", _("manager")
