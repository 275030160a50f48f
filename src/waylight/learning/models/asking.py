"""Other languages and formats on request: what was asked for, by when it is due and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waylight.keys.fields import SealedTextField

from .base import Identified, InArea, by_reference

PURPOSE = "format-request"
"""What the hub's key is told that it opens."""


class Format(models.TextChoices):
    """In which form somebody wants it."""

    SAME = "same", _("As it is, in another language")
    LARGE = "large-print", _("Large print")
    EASY = "easy-read", _("Easy read")
    AUDIO = "audio", _("Audio, to listen to")
    SIGNED = "signed", _("British Sign Language, as a video")
    BRAILLE = "braille", _("Braille")
    PLAIN = "plain-text", _("Plain text, for a screen reader")
    PAPER = "paper", _("On paper")
    OTHER = "other", _("Something else")


class Declined(models.TextChoices):
    """Why a request was not met, in words for whoever asked."""

    EXISTS = "exists", _("We have it already. Ask your council where to find it.")
    NOBODY = "nobody", _("We found nobody who can make it well enough.")
    ELSEWHERE = "elsewhere", _("It is not ours to change. Ask whoever published it.")
    UNCLEAR = "unclear", _("We did not understand what you need, and had no way to ask. Please ask again.")
    UNSENT = "unsent", _("It is made, but we could not reach you. Ask your council for it.")


class FormatRequest(Identified, InArea):
    """One request. `sealed` holds what was typed, a way to reach somebody perhaps, for the hub's key alone,
    and is emptied some time after the request was settled. `once` names the page it was sent from, so that
    sending twice asks once. `note` is the council's own, `declined` what whoever asked is told."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DECLINED = "declined"

    reference = models.CharField(max_length=12, unique=True)
    once = models.CharField(max_length=40, unique=True)
    piece = models.CharField(max_length=80)
    language = models.CharField(max_length=12, blank=True)
    format = models.CharField(max_length=12, choices=Format.choices)
    sealed = models.BinaryField(default=b"", blank=True)
    collects = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    declined = models.CharField(max_length=10, choices=Declined.choices, blank=True)
    note = SealedTextField()
    settled_by = by_reference(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="declined") ^ Q(declined=""), name="a_declined_request_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(settled_at__isnull=False), name="a_settled_request_has_its_day"
            ),
        ]
        indexes = [models.Index(fields=["area", "state", "due_at"])]
