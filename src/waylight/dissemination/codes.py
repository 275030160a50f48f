"""The code lists of intelligence reports. Codes are stored; words are for people.

Source: 3x5x2 as in Waylight's domain study 2.1, which marks what was read (the three source gradings,
handling P and C, sanitisation) and what is known of the field but was not read in a primary text (the words
of A to E, the action and the sanitisation codes). The government security classification: 8.6.
What a subject is in an account follows 2.4 (POLE: "subject" rests on intelligence, not on evidence), without
any word that says who told it. The classes of keeping are Waylight's own, after 8.3, for each partnership to
decide.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceEvaluation(models.TextChoices):
    RELIABLE = "1", _("1: reliable")
    UNTESTED = "2", _("2: untested")
    NOT_RELIABLE = "3", _("3: not reliable")


class Assessment(models.TextChoices):
    DIRECTLY = "A", _("A: known directly to the source")
    CORROBORATED = "B", _("B: known indirectly to the source, but corroborated")
    INDIRECTLY = "C", _("C: known indirectly to the source")
    NOT_KNOWN = "D", _("D: not known")
    FALSE = "E", _("E: suspected to be false")


class Handling(models.TextChoices):
    PERMITTED = "P", _("P: lawful sharing permitted")
    CONDITIONS = "C", _("C: lawful sharing permitted with conditions")


class ActionCode(models.TextChoices):
    """With handling C."""

    COVERT_DEVELOPMENT = "A1", _("A1: covert development")
    COVERT_USE = "A2", _("A2: covert use")
    OVERT_USE = "A3", _("A3: overt use")


class SanitisationCode(models.TextChoices):
    """With handling C."""

    DELEGATED = "S1", _("S1: authority to disseminate is delegated")
    CONSULT = "S2", _("S2: consult the originator first")


class Provenance(models.TextChoices):
    """How the source knows. It suggests a grade and is none."""

    SAW = "saw", _("Saw or heard it happen")
    TOLD = "told", _("Was told")
    OVERHEARD = "overheard", _("Overheard it")
    RECORD = "record", _("Read it in a record")
    NOT_SAID = "not-said", _("Not said")


class Named(models.TextChoices):
    """Whether the source can be asked again. Never who they are."""

    ANONYMOUS = "anonymous", _("Anonymous")
    CONFIDENTIAL = "confidential", _("Known to the hub in confidence")
    NAMED = "named", _("Named")


class Marking(models.TextChoices):
    """Nothing above OFFICIAL-SENSITIVE is handled here, and nothing from covert sources."""

    OFFICIAL = "OFFICIAL", _("OFFICIAL")
    SENSITIVE = "OFFICIAL-SENSITIVE", _("OFFICIAL-SENSITIVE")


class Priority(models.TextChoices):
    HIGH = "high", _("High: threat to life, serious harm, or a chance to protect")
    MEDIUM = "medium", _("Medium: time critical")
    LOW = "low", _("Low: all other")


class Tag(models.TextChoices):
    CSE = "cse", _("Sexual exploitation of a child")
    CCE = "cce", _("Criminal exploitation of a child")
    COUNTY_LINES = "county-lines", _("County lines")
    TRAFFICKING = "trafficking", _("Trafficking")
    MISSING = "missing", _("Missing")
    ONLINE = "online", _("Online")


class SubjectRole(models.TextChoices):
    """What a person, thing or place is in an account. Never that it told it."""

    CHILD = "child", _("A child to protect")
    SUBJECT = "subject", _("Subject: on intelligence, not on evidence")
    PRESENT = "present", _("Was there: nothing else is said of them")
    ORGANISER = "organiser", _("Said to arrange or direct")
    USED = "used", _("Used in it: a vehicle, number, account or firm")
    VENUE = "venue", _("Where it happened")
    MEETING = "meeting", _("Where they meet, or are taken from or to")
    UNSURE = "unsure", _("Not clear")


class Retention(models.TextChoices):
    """Why it is kept; each class has the longest time until somebody must look again."""

    SERIOUS = "serious", _("A child harmed, or other serious harm: looked at again within 10 years")
    OTHER = "other", _("Other crime or concern: looked at again within 6 years")
    UNCONFIRMED = "unconfirmed", _("Nothing has borne it out: looked at again within 1 year")


YEARS_OF = {Retention.SERIOUS: 10, Retention.OTHER: 6, Retention.UNCONFIRMED: 1}


class Purpose(models.TextChoices):
    """Why somebody is told."""

    PROTECT = "protect", _("To protect a child")
    INVESTIGATE = "investigate", _("To investigate or prevent a crime")
    DISRUPT = "disrupt", _("To disrupt a person or place of concern")
    LICENSING = "licensing", _("To decide about a licence")
    PICTURE = "picture", _("For the picture of the area")


class Recipient(models.TextChoices):
    POLICE_INTELLIGENCE = "police-intelligence", _("A police intelligence unit")
    POLICE = "police", _("Police, other")
    CHILDRENS_SERVICES = "childrens-services", _("Children's services")
    HEALTH = "health", _("Health")
    SCHOOL = "school", _("School or college")
    LICENSING = "licensing", _("Licensing authority")
    HOUSING = "housing", _("Housing")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Other")
