"""What a person follows: where they last looked, searches they keep, what they watch and are told."""

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..machine import WATCH
from .accounts import Account
from .alerts import Alert
from .links import Decision
from .things import Entity


class Look(models.Model):
    """Up to which number of the log a person has seen an entity, or (without one) the room's first page."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    entity = models.ForeignKey(Entity, null=True, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "entity"], name="one_last_look_per_entity"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(entity__isnull=True), name="one_last_look_at_the_first_page"
            ),
        ]


class SavedSearch(Identified):
    """Words somebody looks for again and again. `seq` is the number of the log at the last time."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    terms = SealedTextField()
    purpose = models.CharField(max_length=12)
    seq = models.PositiveBigIntegerField()
    run_at = models.DateTimeField()

    class Meta:
        ordering = ["run_at"]


class EntityWatch(Identified):
    """Somebody wants to be told when an account that came or grew after `seq` of the log speaks of it. Never
    without a reason or a last day."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="watches")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField()
    since = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    expires_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=states(WATCH), default=WATCH.start)

    class Meta:
        ordering = ["expires_at"]
        constraints = [
            known_states(WATCH, "watch_state_is_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("since")), name="a_watch_has_a_last_day"),
            models.UniqueConstraint(
                fields=["entity", "person"], condition=Q(state="watching"), name="one_live_watch_per_person"
            ),
        ]


class Notice(Identified):
    """One thing that one person is told: a watched entity is told of again, a pair on which they had a word,
    or whose entity they watch, was decided about anew, or an alert that they had opened fell."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, decision__isnull=True, alert__isnull=True)
                | Q(account__isnull=True, decision__isnull=False, alert__isnull=True)
                | Q(account__isnull=True, decision__isnull=True, alert__isnull=False),
                name="a_notice_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "entity", "account"], name="told_once_of_an_account_and_entity"
            ),
            models.UniqueConstraint(fields=["person", "decision"], name="told_once_of_a_decision"),
            models.UniqueConstraint(fields=["person", "alert"], name="told_once_that_an_alert_fell"),
        ]
