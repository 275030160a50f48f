"""Patterns that a rule met, and what came of them."""

from django.db import models

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..machine import ALERT
from .accounts import Account
from .links import Decision
from .things import Entity

SEVERAL_DESKS = "several"


class Alert(Identified):
    """One pattern about one entity in one area. It names a thing and its reports, never what a person is.

    `facts` (JSON, encrypted) is what was counted. `desk` is that of all its reports, or SEVERAL_DESKS. The
    words of the rule (`title`, `false_if`, `ask`) are kept as they stood on the day.

    `fell_at`: since when its reports no longer make this pattern, for a person took apart what it rested on
    (`fell_for`) or, without that, corrected what was found in one. One that was acted on keeps its state.
    """

    rule = models.CharField(max_length=60)
    rules_version = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=30)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="alerts")
    title = models.CharField(max_length=200)
    sources = models.PositiveSmallIntegerField()
    facts = SealedTextField()
    false_if = models.JSONField(default=list)
    ask = models.JSONField(default=list)
    raised_at = models.DateTimeField()
    last_report_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=14, choices=states(ALERT), default=ALERT.start)
    outcome = SealedTextField()
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    fell_at = models.DateTimeField(null=True, blank=True)
    fell_for = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            known_states(ALERT, "alert_state_is_known"),
            models.UniqueConstraint(
                fields=["rule", "area", "entity"],
                condition=models.Q(state="raised"),
                name="one_open_alert_per_rule_and_entity",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id


class AlertReport(models.Model):
    """One of the accounts that an alert rests on."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="reports")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="alert_reports")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "account"], name="a_report_stands_once")]


class AlertSeen(models.Model):
    """Somebody has opened an alert: they are told if it falls."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="seen_by")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "person"], name="who_saw_an_alert_stands_once")
        ]
