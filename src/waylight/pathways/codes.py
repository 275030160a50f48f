"""Code lists of missing episodes and what follows from them. Codes are stored, words are for people.

Sources: Waylight's domain study 3.10 (M and A as in the children in need census, the police's grades, the
content of a return home interview).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EpisodeKind(models.TextChoices):
    """Not the same thing, and never counted together."""

    MISSING = "M", _("Missing: nobody knows where the child is")
    AWAY = "A", _("Away from placement without leave: it is known where the child is")


class PoliceGrade(models.TextChoices):
    NO_APPARENT = "no-apparent", _("No apparent risk")
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    NOT_SAID = "not-said", _("Not said yet")


class NotOffered(models.TextChoices):
    """Why no return home interview was offered. That nobody could do it is a reason too, and is counted."""

    MISSING_AGAIN = "missing-again", _("The child was missing again before it could be offered")
    NOT_TOLD = "not-told", _("We were not told of the return in time")
    NOBODY = "nobody", _("Nobody independent could do it in time")
    ELSEWHERE = "elsewhere", _("Another authority offers it")
    UNSAFE = "unsafe", _("It could not be offered safely")
    OTHER = "other", _("Another reason, written below")


class ExploitationType(models.TextChoices):
    """As the referral form to the National Referral Mechanism asks; several may hold."""

    CRIMINAL = "criminal", _("Criminal exploitation")
    SEXUAL = "sexual", _("Sexual exploitation")
    LABOUR = "labour", _("Forced or other labour")
    SERVITUDE = "servitude", _("Domestic servitude")
    UNKNOWN = "unknown", _("Not known yet")


class BirthBasis(models.TextChoices):
    DOCUMENT = "document", _("A document was seen")
    RECORD = "record", _("From a record")
    SAID = "said", _("As they say")
    ASSESSED = "assessed", _("Age was assessed")
    UNKNOWN = "unknown", _("Not known")


class Route(models.TextChoices):
    SINGLE = "sca", _("Single Competent Authority")
    PILOT = "pilot", _("Local panel of the pilot")


class Consent(models.TextChoices):
    NOT_NEEDED = "not-needed", _("A child: consent is not required")
    GIVEN = "given", _("An adult, who agrees")
    DECLINED = "declined", _("An adult, who declines")
