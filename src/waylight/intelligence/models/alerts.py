"""Patterns that a rule met, and what came of them."""

from django.db import models

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, states

from ..machine import ALERT
from .accounts import Account
from .things import Entity

SEVERAL_DESKS = "several"


class Alert(Identified):
    """One pattern about one entity in one area. It names a thing and its reports, never what a person is.

    `facts` (JSON, encrypted) is what was counted. `desk` is that of all its reports, or SEVERAL_DESKS. The
    words of the rule (`title`, `false_if`, `ask`) are kept as they stood on the day.
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
