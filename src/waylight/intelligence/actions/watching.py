"""Rules over what is linked: patterns become alerts, and lapse."""

import copy
import json
import uuid

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from waylight.accounts.policy import ROLE_DESKS, Role, require
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.linkage.alerts import Alert as Met
from waylight.engine.linkage.alerts import Outcome
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.patterns import Watch
from waylight.engine.linkage.rules import Rules, read_rules

from .. import memory
from ..models import Account, Alert, AlertReport, LogEntry, Observation, Watched
from ..models.alerts import SEVERAL_DESKS
from .absorbing import WORKER

WEAKENING = ("nothing-found", "explained")


def watch(area_slug: str) -> list[Alert]:
    """Run every rule over the accounts of one area; returns alerts that were raised or grew.

    What goes round the hub's own people is left out, for an alert is read by them.
    """
    require(WORKER, "system.absorb")
    rules = read_rules(settings.CONTENT / "linkage")
    accounts = Account.objects.filter(contact__area_id=area_slug)
    desks = dict(
        accounts.exclude(contact__desk=ROLE_DESKS[Role.INDEPENDENT]).values_list("pk", "contact__desk")
    )
    with memory.reading() as held:
        seq, here = held.seq, {str(pk) for pk in desks}
        watching = Watch(rules, within(held.linkage, here), _outcomes(held.linkage, area_slug))
        watching.__dict__["known"] = {id: known for id, known in held.known.items() if id in here}
        met = watching.alerts(timezone.now())
    with memory.in_turn():
        raised = [_raise(one, rules, area_slug, desks) for one in met]
        Watched.objects.update_or_create(area_id=area_slug, defaults={"seq": seq})
    return [alert for alert in raised if alert is not None]


def watch_after(account: Account) -> list[Alert]:
    """Watch the area of an account, unless that was done since the account was last linked: of many that
    arrive together, one run sees them all."""
    linked = LogEntry.objects.filter(account=account).aggregate(seq=Max("seq"))["seq"] or 0
    done = Watched.objects.filter(area_id=account.area_slug, seq__gte=linked).exists()
    return [] if done else watch(account.area_slug)


def within(linkage: Linkage, accounts: set[str]) -> Linkage:
    """The same linkage, seen as if it held these accounts only."""
    part = copy.copy(linkage)
    part.accounts = {id: one for id, one in linkage.accounts.items() if id in accounts}
    part.observations = {id: one for id, one in linkage.observations.items() if one.account in accounts}
    part.of_account = {id: ones for id, ones in linkage.of_account.items() if id in accounts}
    return part


def _outcomes(linkage: Linkage, area_slug: str) -> list[Outcome]:
    """Somebody went and nothing was found, or it was explained: what was told before no longer counts."""
    ended = Alert.objects.filter(area_id=area_slug, state__in=WEAKENING, answered_at__isnull=False)
    found = []
    for alert in ended:
        for pk in Observation.objects.filter(entity_id=alert.entity_id, gone=False).values_list(
            "pk", flat=True
        ):
            if str(pk) in linkage.observations and alert.answered_at is not None:
                found.append(Outcome(linkage.entity(str(pk)), alert.answered_at))
                break
    return found


def _raise(met: Met, rules: Rules, area_slug: str, desks: dict[uuid.UUID, str]) -> Alert | None:
    entity = Observation.objects.values_list("entity_id", flat=True).get(pk=uuid.UUID(met.key[0]))
    same = Alert.objects.filter(rule=met.pattern, area_id=area_slug, entity_id=entity)
    if same.filter(state__in=(*WEAKENING, "acted"), answered_at__gte=met.last_report).exists():
        return None
    reports = {uuid.UUID(id) for id in met.reports}
    alert = same.filter(state="raised").first()
    if alert is not None and reports <= set(alert.reports.values_list("account_id", flat=True)):
        return None
    if alert is None:
        alert = Alert(rule=met.pattern, area_id=area_slug, entity_id=entity, raised_at=timezone.now())
    touching = {desks[pk] for pk in reports}
    alert.desk = touching.pop() if len(touching) == 1 else SEVERAL_DESKS
    alert.rules_version, alert.title, alert.sources = rules.version, met.title, met.sources
    alert.facts = json.dumps(met.facts, ensure_ascii=False)
    alert.false_if, alert.ask = list(met.false_if), list(met.ask)
    alert.last_report_at, alert.expires_at = met.last_report, met.expires
    alert.save()
    for pk in reports:
        AlertReport.objects.get_or_create(alert=alert, account_id=pk)
    detail: dict = {"rule": met.pattern, "reports": len(reports), "sources": met.sources}
    record(Verb.COMBINATION, "system.absorb", by=WORKER, thing=("alert", alert.pk), detail=detail)
    return alert


def lapse() -> int:
    """Close alerts whose last day has come; returns how many."""
    require(WORKER, "system.absorb")
    due = Alert.objects.filter(state="raised", expires_at__lte=timezone.now())
    count = 0
    for alert in due:
        alert.state = "lapsed"
        alert.save(update_fields=["state"])
        record(
            Verb.ALTERATION, "system.absorb", by=WORKER, thing=("alert", alert.pk), detail={"state": "lapsed"}
        )
        count += 1
    return count
