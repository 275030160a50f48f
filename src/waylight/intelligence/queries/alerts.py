"""Patterns that were met, for the unit and for leads."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Alert, Decision, Observation
from ..naming import held, title
from .scope import alerts_within_reach, within_reach

MOST = 200


@dataclass(frozen=True)
class ReportOfAlert:
    """One report by its reference; `said` is what it says of the thing the pattern is about."""

    contact: UUID
    reference: str
    received_at: object
    said: list[str]
    may_open: bool


@dataclass(frozen=True)
class AlertPage:
    """`undone`: what people have taken apart since, of what these reports were joined by."""

    alert: Alert
    about: str
    facts: list[str]
    reports: list[ReportOfAlert]
    undone: list[Decision]
    may_answer: bool


def alerts(viewer: Actor, *, state: str = "raised") -> list[Alert]:
    """The newest alerts within reach in a state, `MOST` at the most. The list is one consultation."""
    require(viewer, "alert.view")
    found = Alert.objects.filter(alerts_within_reach(viewer), state=state).select_related("entity", "area")
    if state == "raised":
        found = found.filter(expires_at__gt=timezone.now())
    listed = list(found.defer("facts", "outcome").order_by("expires_at")[:MOST])
    detail: dict = {"count": len(listed), "state": state[:20]}
    record(Verb.CONSULTATION, "alert.view", by=viewer, detail=detail)
    return listed


def open_alert(viewer: Actor, pk: UUID) -> AlertPage:
    """One pattern with those of its reports that are within reach now. Raises Alert.DoesNotExist, Refused."""
    alert = Alert.objects.select_related("entity", "area", "answered_by", "fell_for__by").get(pk=pk)
    require(viewer, "alert.view", alert)
    about = Observation.objects.filter(entity=alert.entity, gone=False, account__alert_reports__alert=alert)
    rows = {row.account_id: row for row in about}
    within = alert.reports.filter(within_reach(viewer, "account__contact__"))
    reports = [
        ReportOfAlert(
            contact=each.account.contact_id,
            reference=each.account.contact.reference,
            received_at=each.account.received_at,
            said=[held(rows[each.account_id])["said"]] if each.account_id in rows else [],
            may_open=can(viewer, "concern.open", each.account.contact),
        )
        for each in within.select_related("account__contact").order_by("account__received_at")
    ]
    record(
        Verb.CONSULTATION,
        "alert.view",
        by=viewer,
        thing=("alert", pk),
        detail={"rule": alert.rule, "reports": len(reports)},
    )
    return AlertPage(
        alert=alert,
        about=title(alert.entity.kind, [held(row) for row in rows.values()]),
        facts=json.loads(alert.facts or "[]"),
        reports=reports,
        undone=_undone(alert, [each.account_id for each in within]),
        may_answer=can(viewer, "alert.answer", alert) and alert.state == "raised",
    )


def _undone(alert: Alert, accounts: list[UUID]) -> list[Decision]:
    apart = Decision.objects.filter(
        one__account__in=accounts, other__account__in=accounts, at__gte=alert.raised_at
    )
    return list(apart.exclude(verdict=Decision.Verdict.SAME).select_related("by").order_by("at"))
