"""Code lists of meetings. Codes are stored, words are for people.

Sources: Waylight's domain study 6.1 (which panels there are), 6.2 (what a meeting holds), 3.1 (who sits
there).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Panel(models.TextChoices):
    DAILY = "daily", _("Daily meeting")
    CHILD = "child", _("Panel on children")
    THEME = "theme", _("Panel on places, people and themes")
    STRATEGIC = "strategic", _("Strategic group")


class Reader(models.TextChoices):
    """For whom a paper is made: the agency somebody sits there for, or their place in it."""

    COORDINATOR = "coordinator", _("Exploitation coordinator")
    CARE = "care", _("Children's social care")
    HUB = "hub", _("Hub")
    POLICE = "police", _("Police")
    HEALTH = "health", _("Health")
    EDUCATION = "education", _("Education")
    YOUTH_JUSTICE = "youth-justice", _("Youth justice")
    HOUSING = "housing", _("Housing")
    LICENSING = "licensing", _("Licensing")
    VOLUNTARY = "voluntary", _("Voluntary sector")
    OTHER = "other", _("Another service")


class ItemKind(models.TextChoices):
    CHILD = "child", _("Child")
    PLACE = "place", _("Place of concern")
    PERSON = "person", _("Person of concern")
    PEERS = "peers", _("Peer group")
    THEME = "theme", _("Theme")


OF_CHILDREN = frozenset({ItemKind.CHILD, ItemKind.PEERS})


class Because(models.TextChoices):
    """Why something is proposed for an agenda."""

    HARM = "harm", _("Signs of actual harm now")
    LATE = "late", _("Something is late for this child")
    LEVEL = "level", _("The level changed")
    MISSING = "missing", _("Missing in the last 30 days")
    OPEN = "open", _("Open as a unit of work")
    NETWORK = "network", _("Their records name each other or the same person")
    BY_HAND = "by-hand", _("Added by a person")


class Came(models.TextChoices):
    UNKNOWN = "", _("Not said yet")
    CAME = "came", _("Came")
    AWAY = "away", _("Did not come")
