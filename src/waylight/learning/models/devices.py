"""Devices that go from hand to hand: a kiosk, the computer of a minicab office, tablets in a room."""

import hashlib

from django.db import models

from waylight.keys.fields import SealedTextField

from ..roster_keys import code_as_compared
from .base import Identified, InArea, by_reference


class SharedDevice(Identified, InArea):
    """That devices on which this code is typed are shared, until an hour. What is done on them is not kept
    here: no row says who used which device."""

    code_digest = models.CharField(max_length=64, unique=True)
    place = SealedTextField()
    opened_by = by_reference()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]

    @property
    def opened_by_ref(self) -> str:
        """Whose it is, as the policy is asked."""
        return self.opened_by


def code_digest(code: str) -> str:
    """Of a code as somebody types it. Whoever guesses one gains nothing: their own browser then forgets more
    than it would have."""
    return hashlib.sha256(f"waylight/shared-device/1\0{code_as_compared(code)}".encode()).hexdigest()
