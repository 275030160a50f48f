"""Translations beside the words, and the asking for them."""

from django.db import models

from waylight.keys.fields import SealedTextField

from ..machine import TRANSLATION
from .base import PERSON, known_states, states
from .contact import Contact, OfContact


class Translation(OfContact):
    """A translation beside the words, never instead of them, with who made it and who checked it."""

    class Method(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    text = SealedTextField()
    method = models.CharField(max_length=8, choices=Method.choices)
    translator = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class TranslationRequest(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="translation_requests")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=states(TRANSLATION), default=TRANSLATION.start)
    asked_of = SealedTextField()
    due_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = SealedTextField()

    class Meta:
        constraints = [known_states(TRANSLATION, "translation_state_is_known")]
