"""Code lists of a plan. Codes are stored, words are for people.

Sources: Waylight's domain study 3.1 (who is in a hub), 3.9 (what a plan covers), 12.1 (plan and action).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartKind(models.TextChoices):
    """Harm outside the family needs more than a plan for a family."""

    CHILD = "child", _("The child")
    PEER = "peer", _("Friends and peers")
    PLACE = "place", _("A place")
    PERSON = "person", _("A person of concern")


class Agency(models.TextChoices):
    CARE = "care", _("Children's social care")
    POLICE = "police", _("Police")
    HEALTH = "health", _("Health")
    EDUCATION = "education", _("Education")
    YOUTH = "youth", _("Youth and youth justice")
    ADULTS = "adults", _("Adult services")
    HOUSING = "housing", _("Housing")
    LICENSING = "licensing", _("Licensing")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Another")


class StepKind(models.TextChoices):
    """What happened to an action, in its order."""

    AGREED = "agreed", _("Agreed")
    BEGUN = "begun", _("Begun")
    CHANGED = "changed", _("Changed")
    CHASED = "chased", _("Asked how it stands")
    ESCALATED = "escalated", _("Escalated to the manager")
    ANSWERED = "answered", _("Answered by the manager")
    CARRIED = "carried", _("Goes on in the next plan")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class OfferedTo(models.TextChoices):
    CHILD = "child", _("The child")
    CARER = "carer", _("Parents or carers")
    SIBLING = "sibling", _("A brother or sister")


class SheetKind(models.TextChoices):
    SAFETY = "safety", _("Safety plan")
    PARENTS = "parents", _("Plan of parents or carers")


class AtHome(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No: it must not be found there")


class KeptWhere(models.TextChoices):
    HOME = "home", _("At home")
    SCHOOL = "school", _("At school")
    WORKER = "worker", _("With the worker")
    PHONE = "phone", _("On a phone")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class ExitReason(models.TextChoices):
    """Local; to be set by the partnership."""

    REACHED = "reached", _("What was wanted is reached")
    ADULT = "adult", _("Adult services go on")
    MOVED = "moved", _("Another area goes on")
    OTHER_HELP = "other", _("Another service goes on")
    DECLINED = "declined", _("The child or family wants no support now")
