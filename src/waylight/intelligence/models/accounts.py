"""One telling of a concern, and the statements about spans of its words."""

from django.db import models

from waylight.engine.extraction import KINDS
from waylight.keys.fields import SealedTextField
from waylight.triage.models import Contact
from waylight.triage.models.base import PERSON, Identified, known_states, states
from waylight.triage.models.contact import OfContact

from ..machine import MENTION
from .things import Observation

MENTION_KINDS = [(kind, kind) for kind in KINDS]


class Mode(models.TextChoices):
    """Whether somebody stands for the account, as far as counting independent sources needs it."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    NAMED = "named"


class Account(OfContact):
    """What one concern tells, with what its reporter wrote later: one mouth, so one account.

    `told` is JSON, each part's text by its name, as spans count in it. `common` names the values that so many
    accounts hold that they say little. `role` is what the reporter said they are; nothing here says who
    reported: `reporters` is JSON, keyed digests that two accounts of one reporter have in common, and on no
    page. Judged by the area and desk in which the concern is now.
    """

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="account")
    told = SealedTextField()
    received_at = models.DateTimeField()
    absorbed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.ANONYMOUS)
    role = SealedTextField()
    reporters = SealedTextField()
    channel = models.CharField(max_length=12)
    common = SealedTextField()

    class Meta:
        ordering = ["received_at", "id"]


class Mention(Identified):
    """A span of somebody's words and what it is taken for. Offsets count code points, the end exclusive.

    `part` names the text within the account ("words", "vehicles.0"). `said` is the span as given, `normal`
    its normal form, `attributes` JSON. `was`, as JSON, is what the rules had said before a person corrected
    it: a case for their tests. `certainty` is how often the rule is right, not how true the words are.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mentions")
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.SET_NULL, related_name="mentions"
    )
    part = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=MENTION_KINDS)
    said = SealedTextField()
    normal = SealedTextField()
    attributes = SealedTextField()
    rule = models.CharField(max_length=60)
    certainty = models.FloatField()
    negated = models.BooleanField(default=False)
    hedged = models.BooleanField(default=False)
    hearsay = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=states(MENTION), default=MENTION.start)
    was = SealedTextField()
    judged_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["account", "part", "start"]
        constraints = [
            known_states(MENTION, "mention_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="a_mention_has_a_span"
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.account.area_slug

    @property
    def desk(self) -> str:
        return self.account.desk


class MentionKey(models.Model):
    """A keyed digest of an exact value, so that the database alone finds it again."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mention", "digest"], name="one_key_per_mention_and_value")
        ]
