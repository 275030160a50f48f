"""Who did what to which record, and nothing of what the record says.

Two append-only tables. `Event` is written in the transaction of the thing itself and is not chained, so
that it never waits for another writer; `ChainLink` is added by the staff-side sealer within a minute and
holds each event's place and hash. Database triggers refuse UPDATE and DELETE on both (migration 0002).
"""

from django.db import models


class Verb(models.TextChoices):
    """Data Protection Act 2018 s62 names the first six; the rest are what a reviewer also needs."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    SEARCH = "search"
    REFUSAL = "refusal"
    SIGN_IN = "sign-in"
    EXPORT = "export"
    PERMISSION = "permission-change"
    SYSTEM = "system"


class Event(models.Model):
    """One audited act. `detail` holds codes, counts and ids only; `record()` refuses anything longer."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80, db_index=True)
    roles = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=20, choices=Verb.choices, db_index=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True, db_index=True)
    detail = models.JSONField(default=dict, blank=True)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]


class ChainLink(models.Model):
    """Place `seq` of the chain: SHA-256 over the hash before it and the event's canonical JSON."""

    seq = models.PositiveBigIntegerField(unique=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="link")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
