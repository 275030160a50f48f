"""Code lists of checks, strategy discussions and enquiries. Codes are stored, words are for people.

Sources: Waylight's domain study 3.3 (rating), 3.5 (outcomes of an enquiry), 3.7 (check), 3.9 (discussion).
Agencies and services are content: `content/referral/desks.yaml`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.codes import LawfulBasis, Rating

BASES = [(each.value, each.label) for each in LawfulBasis if each != LawfulBasis.NOT_SHARED]
"""A check tells an agency that there is a worry about a child: nothing is asked without a basis."""

ASKED_AT = [(each.value, each.label) for each in (Rating.RED, Rating.AMBER, Rating.GREEN)]
"""Most urgent first. At blue nobody is asked."""
URGENCY = tuple(code for code, _words in ASKED_AT)


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed by the record")
    LIKELY = "likely", _("Likely, not confirmed")
    UNCERTAIN = "uncertain", _("Not certain")


class Is(models.TextChoices):
    """Every question of a referral is answered by one of these: nothing is left empty."""

    KNOWN = "known", _("Known: written beside it")
    NONE = "none", _("There is none")
    NOT_KNOWN = "not-known", _("Asked, and not known")
    NOT_ASKED = "not-asked", _("Not asked")


class Parents(models.TextChoices):
    """Whether parents or carers were told, and why not. The reasons are those of the published forms."""

    TOLD = "told", _("They were told")
    HARM = "harm", _("Not told: telling them raises the risk of significant harm to the child")
    INJURY = "injury", _("Not told: somebody could be hurt")
    POLICE = "police", _("Not told: it would prejudice an investigation")
    DELAY = "delay", _("Not told: it would cause a delay that cannot be justified")
    EVIDENCE = "evidence", _("Not told: evidence would be lost")
    UNREACHED = "unreached", _("Not told: they could not be reached")


class Share(models.TextChoices):
    SHARE = "share", _("Share it with this service")
    WITHHOLD = "withhold", _("Withhold it: sharing is more detrimental to the child than not sharing")


class ToldCode(models.TextChoices):
    """How the reader of a link gets its code: never by the way that the link goes."""

    VOICE = "voice", _("By telephone, to a number that was known before")
    IN_PERSON = "in-person", _("Face to face")
    PAPER = "paper", _("On paper, by hand or by post")


class Attended(models.TextChoices):
    THERE = "there", _("Took part")
    ABSENT = "absent", _("Did not take part")


class Decided(models.TextChoices):
    JOINT = "s47-joint", _("Section 47 enquiry, jointly with the police")
    SINGLE = "s47-single", _("Section 47 enquiry, by social care alone")
    IN_NEED = "child-in-need", _("Child in need, section 17")
    NONE = "none", _("Neither: nothing further from this discussion")


SECTION_47 = (Decided.JOINT, Decided.SINGLE)


class Concluded(models.TextChoices):
    """How an enquiry ends. Only the first leads to a conference."""

    CONFERENCE = "conference", _("Harm is substantiated, and the child goes on being at risk: a conference")
    SERVICES = "services", _("Services under section 17")
    MONITOR = "monitor", _("Another agency stays in touch with the child")
    LEGAL = "legal", _("Legal action begins")
    NO_ACTION = "no-action", _("Not substantiated: nothing further")


class Met(models.TextChoices):
    """What a conference decided about a child protection plan."""

    PLAN = "plan", _("A child protection plan, or it goes on")
    NO_PLAN = "no-plan", _("No plan, or it ends")


class StepKind(models.TextChoices):
    CONCLUDED = "concluded", _("Enquiry concluded")
    CONFERENCE = "conference", _("Initial conference")
    CORE_GROUP = "core-group", _("Core group")
    REVIEW = "review", _("Review conference")
