"""What the public sends, sealed. Nothing here can be read with what this table and its server hold.

No row holds a visitor's address or browser, and no row points at a person of the staff: this app runs
alone on the public plane.
"""

import uuid

from django.db import models


class Channel(models.TextChoices):
    WEB = "web"
    OPERATOR = "operator"
    EMAIL = "email"
    PHONE = "phone"
    API = "api"


class Draft(models.Model):
    """An unfinished concern, under a key that only its own cookie holds.

    Its end has no index: every save moves it, and the table holds no more than the last two hours.
    """

    locator = models.CharField(primary_key=True, max_length=32)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()


class Concern(models.Model):
    """One concern, sealed to a desk's key and to its receipt's key.

    `instance_id` is made when the flow starts, so that a second send is known; `content_tag` is a keyed
    digest under the receipt, so that a changed second send is known too, without reading either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instance_id = models.CharField(max_length=64, unique=True)
    content_tag = models.CharField(max_length=64)
    locator = models.CharField(max_length=32, unique=True)
    receipt_key = models.BinaryField()
    sealed_to_desk = models.BinaryField()
    sealed_to_receipt = models.BinaryField()
    desk = models.CharField(max_length=30)
    area_slug = models.CharField(max_length=40)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    language = models.CharField(max_length=12)
    form_version = models.CharField(max_length=20)
    received_at = models.DateTimeField(db_index=True)
    demo = models.BooleanField(default=False)


class ConcernVersion(models.Model):
    """A second send of the same instance that says something else: kept, sealed, and shown to the hub."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="versions")
    content_tag = models.CharField(max_length=64)
    sealed_to_desk = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "content_tag"], name="a_version_is_kept_once")
        ]


class ReporterIdentity(models.Model):
    """Who reported, in its own store, under its own key: no screen, export or log joins it to a concern
    without `identity.open`, a reason and an audit event. The newest counts; an earlier one stays. The worker
    takes digests of it (`reporter_marks`), so that one reporter counts once."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    mode = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]


class Status(models.TextChoices):
    """All that a reporter is ever told; none says whether anybody is known."""

    RECEIVED = "received"
    SEEN = "seen"
    PASSED = "passed-on"
    QUESTION = "question"
    ACTION = "action-taken"
    SIGNPOSTED = "signposted"
    CLOSED = "closed"


class StatusEvent(models.Model):
    """When the concern reached a status, and who it was passed to, as a code. Plain, and we say so."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=16, choices=Status.choices)
    passed_to = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Message(models.Model):
    """One turn of the sealed conversation: each side's copy is under its own key."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        FEEDBACK = "feedback"
        ANSWER = "answer"
        ADDITION = "addition"
        CORRECTION = "correction"
        WITHDRAWAL = "withdrawal"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    sealed_to_desk = models.BinaryField()
    sealed_to_receipt = models.BinaryField()
    instance_id = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    @property
    def from_hub(self) -> bool:
        return self.kind in (self.Kind.QUESTION, self.Kind.FEEDBACK)


class ApiKey(models.Model):
    """A partner organisation's key to send concerns: only its SHA-256 is kept."""

    organisation = models.CharField(max_length=120)
    area_slug = models.CharField(max_length=40)
    hint = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
