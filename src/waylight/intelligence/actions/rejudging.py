"""Alerts judged again when something that they rest on is undone: a pair taken apart, a mention corrected."""

import json
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import can, require
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.linkage.alerts import Alert as Met
from waylight.engine.linkage.reach import reach
from waylight.triage.actions.steps import person_id

from .. import memory
from ..machine import ABSORB, ALERT
from ..models import Account, Alert, AlertSeen, Decision, Notice, Observation, Watched
from .absorbing import WORKER
from .watching import met_among

STANDING = ("raised", "acted")
"""Alerts that somebody may still lean on."""


def rejudge_decided(pk: uuid.UUID | str) -> list[Alert]:
    """Look again at every alert that the two of a decision are part of; returns those that fell."""
    decision = Decision.objects.select_related("one", "other").get(pk=pk)
    return _rejudge({str(decision.one.account_id), str(decision.other.account_id)}, decision)


def rejudge_corrected(account: Account) -> list[Alert]:
    """The same after what was found in an account was corrected; its first reading undoes nothing."""
    return _rejudge({str(account.pk)}, None) if account.revision > 1 else []


def saw(alert: Alert, *, by: Actor) -> None:
    """Remember who opened an alert, to tell them if it falls. The consultation itself was audited."""
    AlertSeen.objects.get_or_create(alert=alert, person_id=person_id(by), defaults={"at": timezone.now()})


def _rejudge(accounts: set[str], decision: Decision | None) -> list[Alert]:
    require(WORKER, ABSORB)
    with memory.reading() as held:
        near = {uuid.UUID(id) for id in reach(held.linkage, accounts)}
        standing = Alert.objects.filter(
            state__in=STANDING, fell_at__isnull=True, reports__account__in=near
        ).distinct()
        found: list[Alert] = []
        for done in Watched.objects.filter(area__in={alert.area_id for alert in standing}):
            here = [alert for alert in standing if alert.area_id == done.area_id]
            met, _desks = met_among(held, done, _reports(here))
            found += [alert for alert in here if not _is_still(alert, met)]
    with transaction.atomic():
        return [alert for alert in found if _fall(alert, decision)]


def _reports(alerts: Iterable[Alert]) -> set[str]:
    return {str(pk) for alert in alerts for pk in alert.reports.values_list("account_id", flat=True)}


def _is_still(alert: Alert, met: list[Met]) -> bool:
    """The rule is met about the same thing, or by all of the same reports under another name. Reports that no
    longer belong are taken off an open alert."""
    reports = _reports([alert])
    for one in met:
        if one.pattern != alert.rule:
            continue
        about = Observation.objects.values_list("entity_id", flat=True).get(pk=uuid.UUID(one.key[0]))
        if about == alert.entity_id or reports <= set(one.reports):
            _narrow(alert, one, reports)
            return True
    return False


def _narrow(alert: Alert, met: Met, reports: set[str]) -> None:
    left = reports - set(met.reports)
    if alert.state != ALERT.start or not left:
        return
    with transaction.atomic():
        alert.reports.filter(account__in={uuid.UUID(id) for id in left}).delete()
        alert.sources, alert.facts = met.sources, json.dumps(met.facts, ensure_ascii=False)
        alert.last_report_at, alert.expires_at = met.last_report, met.expires
        alert.save(update_fields=["sources", "facts", "last_report_at", "expires_at"])
        detail: dict = {"rule": alert.rule, "left": len(left), "sources": met.sources}
        record(Verb.ALTERATION, ABSORB, by=WORKER, thing=("alert", alert.pk), detail=detail)


def _fall(alert: Alert, decision: Decision | None) -> bool:
    """False if somebody answered it, or it fell, meanwhile."""
    fresh = Alert.objects.select_for_update().get(pk=alert.pk)
    if fresh.state not in STANDING or fresh.fell_at is not None:
        return False
    if ALERT.allows(fresh.state, "fallen", ABSORB):
        fresh.state = "fallen"
    fresh.fell_at, fresh.fell_for = timezone.now(), decision
    fresh.save(update_fields=["state", "fell_at", "fell_for"])
    told = _tell(fresh, decision)
    detail: dict = {"state": fresh.state, "rule": fresh.rule, "notices": told}
    if decision is not None:
        detail["decision"] = str(decision.pk)
    record(Verb.ALTERATION, ABSORB, by=WORKER, thing=("alert", fresh.pk), detail=detail)
    return True


def _tell(alert: Alert, decision: Decision | None) -> int:
    """Whoever opened it and reaches it still, but not whoever took apart what it rested on."""
    people = Person.objects.filter(pk__in=alert.seen_by.values("person"))
    if decision is not None:
        people = people.exclude(pk=decision.by_id)
    told = [person for person in people if can(actor_for(person), "alert.view", alert)]
    Notice.objects.bulk_create(
        Notice(person=person, entity_id=alert.entity_id, alert=alert, at=timezone.now()) for person in told
    )
    return len(told)
