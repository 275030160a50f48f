"""Code lists of a case before a court. Codes are stored, words are for people.

Sources: Waylight's domain study 11 (court tracker, special measures, what a child is told).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    VICTIM = "victim", _("Was harmed")
    WITNESS = "witness", _("Is a witness")
    ACCUSED = "accused", _("Is accused: was the child made to do it?")
    FAMILY = "family", _("It is about the child's care or safety")


class Court(models.TextChoices):
    MAGISTRATES = "magistrates", _("Magistrates' court")
    YOUTH = "youth", _("Youth court")
    CROWN = "crown", _("Crown Court")
    FAMILY = "family", _("Family court")
    OTHER = "other", _("Another court")


class Purpose(models.TextChoices):
    FIRST = "first", _("First hearing")
    PLEA = "plea", _("Plea and preparation")
    RECORDED = "recorded", _("Recorded cross-examination, before the trial")
    TRIAL = "trial", _("Trial")
    SENTENCE = "sentence", _("Sentence")
    ORDER = "order", _("Application for an order")
    OTHER = "other", _("Another")


class SpecialMeasure(models.TextChoices):
    SCREEN = "screen", _("Screen from the accused")
    LIVE_LINK = "live-link", _("Evidence by live link")
    PRIVATE = "private", _("Evidence in private")
    NO_WIGS = "no-wigs", _("Wigs and gowns off")
    RECORDED_EVIDENCE = "recorded", _("Recorded interview as evidence")
    RECORDED_CROSS = "recorded-cross", _("Recorded cross-examination")
    INTERMEDIARY = "intermediary", _("Registered intermediary")
    AIDS = "aids", _("Aids to communication")


class News(models.TextChoices):
    """What there is to tell."""

    CHARGE = "charge", _("Somebody was charged, or was not")
    BAIL = "bail", _("Bail, its conditions, or custody")
    LISTED = "listed", _("A hearing was listed")
    MOVED = "moved", _("A hearing was moved or taken off")
    MEASURE = "measure", _("The court decided about a special measure")
    OUTCOME = "outcome", _("What the court decided")
    RELEASE = "release", _("Release, or a change of where somebody is held")
    OTHER = "other", _("Something else")


class ToldHow(models.TextChoices):
    IN_PERSON = "in-person", _("In person")
    PHONE = "phone", _("By telephone")
    MESSAGE = "message", _("By a message that the child agreed to")
    THROUGH = "through", _("Through somebody the child chose")
