"""An extract that waits for its reader, and what happened to it: dates in plain, no name, no word."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handed(models.Model):
    """`sealed` is encrypted under a key of link and code, and empty once it has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    locator = models.CharField(max_length=32, unique=True)
    area_slug = models.CharField(max_length=40)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(sealed=b""),
                name="what_has_ended_is_there_no_longer",
            )
        ]


class HandedEvent(models.Model):
    """Only ever added to. `sealed_to_hub`: the name or the words that the reader typed."""

    class Kind(models.TextChoices):
        WRONG = "wrong", _("A wrong code was typed")
        OPENED = "opened", _("Opened with the code")
        RECEIVED = "received", _("Receipt given")
        ANSWERED = "answered", _("Answered")

    handed = models.ForeignKey(Handed, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    sealed_to_hub = models.BinaryField(default=bytes)
    instance_id = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["at", "id"]
