"""Links between observations, what people decided of them, and the order in which all of it happened."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..machine import LINK
from .accounts import Account
from .things import THING_KINDS, Observation


class ModelVersion(models.Model):
    """The parameters that weighed a link: kind, version, and the digest of the file they stood in."""

    kind = models.CharField(max_length=12, choices=THING_KINDS)
    version = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version", "digest"], name="one_row_per_model_version")
        ]


class Link(Identified):
    """Two observations of different accounts that may be one. `one` sorts before `other`.

    `weight` and `prior` are bits of log odds for the *pair*; `reasons` is JSON, level by level, encrypted for
    it holds names. `identifies`: it rests on more than a description or a nickname.
    """

    one = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="links_one")
    other = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="links_other")
    weight = models.FloatField()
    prior = models.FloatField()
    identifies = models.BooleanField()
    reasons = SealedTextField()
    model = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=states(LINK), default=LINK.start)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-weight", "one", "other"]
        constraints = [
            known_states(LINK, "link_state_is_known"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=~Q(state="overtaken"), name="one_live_link_per_pair"
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="nothing_is_linked_with_itself"),
        ]


class Decision(Identified):
    """What a person said of two observations. Only ever added: the latest on a pair holds."""

    class Verdict(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNDECIDED = "undecided"

    one = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="decisions_one")
    other = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="decisions_other")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class LogHead(models.Model):
    """The last number of the log; locked by whoever writes the next, so that numbers follow commits."""

    seq = models.PositiveBigIntegerField(default=0)


class LogEntry(Identified):
    """What happened to links, in order: an account was absorbed or made anew, or a person decided."""

    seq = models.PositiveBigIntegerField(unique=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(decision__isnull=True),
                name="an_entry_is_an_account_or_a_decision",
            )
        ]


class Watched(models.Model):
    """Up to which number of the log an area's patterns were looked for. `whole_seq`, `whole_at`: the last run
    over all of it, which counted what is usual: by type of place (`told`) and over how many `days`."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seq = models.PositiveBigIntegerField(default=0)
    whole_seq = models.PositiveBigIntegerField(default=0)
    whole_at = models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC))
    told = models.JSONField(default=dict)
    days = models.PositiveIntegerField(default=0)


class Snapshot(Identified):
    """What memory held up to a number of the log, sealed whole. There is one at most."""

    seq = models.PositiveBigIntegerField()
    held = SealedTextField()
    made_at = models.DateTimeField()
