"""Rules over what is linked: patterns become alerts, and lapse."""

import json
import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import ROLE_DESKS, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.linkage.alerts import Alert as Met
from waylight.engine.linkage.alerts import Outcome
from waylight.engine.linkage.exposure import Background
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.patterns import Watch
from waylight.engine.linkage.reach import reach, within
from waylight.engine.linkage.rules import Rules, read_rules
from waylight.work.actions import announce

from .. import memory
from ..models import Account, Alert, AlertReport, LogEntry, Observation, Watched
from ..models.alerts import SEVERAL_DESKS
from .absorbing import WORKER

WEAKENING = ("nothing-found", "explained")
GROWN = 1.1
WHOLE_AGAIN = timedelta(days=1)


def watch(area_slug: str) -> list[Alert]:
    """Run every rule over all accounts of one area; returns alerts that were raised or grew.

    What goes round the hub's own people is left out, for an alert is read by them.
    """
    require(WORKER, "system.absorb")
    desks = _desks(area_slug)
    with memory.reading() as held:
        part = within(held.linkage, {str(pk) for pk in desks})
        known = {id: held.known[id] for id in part.accounts}
        background = Background.of(part, known)
        watching = Watch(_rules(), part, _outcomes(part, area_slug), background=background, known=known)
        run = {"seq": held.seq, "whole_seq": held.seq, "whole_at": timezone.now()}
        met = watching.alerts(timezone.now())
    return _raised(met, area_slug, desks, run | {"told": background.told, "days": background.days})


def watch_after(account: Account) -> list[Alert]:
    """Watch the area of an account for what came since the last run, unless that was done since the account
    was linked: of many that arrive together, one run sees them all. When much has come since everything was
    run, that is announced, to be done apart from any arrival."""
    require(WORKER, "system.absorb")
    linked = LogEntry.objects.filter(account=account).aggregate(seq=Max("seq"))["seq"] or 0
    done = Watched.objects.filter(area_id=account.area_slug).first()
    if done is not None and done.seq >= linked:
        return []
    if done is None:
        return watch(account.area_slug)
    raised = _watch_new(done)
    if _is_stale(done, linked):
        with transaction.atomic():
            announce("area.grown", area=done.area_id)
    return raised


def watch_grown(area_slug: str) -> list[Alert]:
    """Run an area whole, unless that was done since."""
    done = Watched.objects.filter(area_id=area_slug).first()
    return watch(area_slug) if done is None or _is_stale(done, done.seq) else []


def watch_all() -> int:
    """Run every area whole; returns how many alerts were raised or grew."""
    areas = Account.objects.values_list("contact__area_id", flat=True).order_by().distinct()
    return sum(len(watch(slug)) for slug in areas)


def _is_stale(done: Watched, seq: int) -> bool:
    """What is usual was counted over much less than is here now, or more than a day ago."""
    return seq > done.whole_seq * GROWN or timezone.now() - done.whole_at > WHOLE_AGAIN


def _watch_new(done: Watched) -> list[Alert]:
    """The same as `watch`, for patterns that something new is part of."""
    with memory.reading() as held:
        met, desks = met_among(held, done, _since(done.seq))
        run = {"seq": held.seq}
    return _raised([one for one in met if one.expires > timezone.now()], done.area_id, desks, run)


def met_among(
    held: memory.Memory, done: Watched, accounts: Iterable[str]
) -> tuple[list[Met], dict[uuid.UUID, str]]:
    """Every pattern of an area that one of these accounts is part of, those too whose last day has come, and
    the desk of each account that was looked at."""
    new = {id for id in accounts if id in held.known}
    reached = reach(held.linkage, new)
    if any(held.known[id].booked for id in new):
        reached |= {id for id, known in held.known.items() if known.booked}
    desks = _desks(done.area_id, reached)
    part = within(held.linkage, {str(pk) for pk in desks})
    known = {id: held.known[id] for id in part.accounts}
    usual = Background(done.told, done.days)
    outcomes = _outcomes(part, done.area_id)
    watching = Watch(_rules(), part, outcomes, among=new, background=usual, known=known)
    return watching.alerts(), desks


def _since(seq: int) -> set[str]:
    """The accounts that the log names after a number, itself or through a decision about what they tell."""
    entries = LogEntry.objects.filter(seq__gt=seq)
    named = ("account_id", "decision__one__account_id", "decision__other__account_id")
    return {str(pk) for row in entries.values_list(*named) for pk in row if pk is not None}


def _desks(area_slug: str, accounts: set[str] | None = None) -> dict[uuid.UUID, str]:
    """The desk of each account of an area that patterns are looked for in; of `accounts` only, if given."""
    found = Account.objects.filter(contact__area_id=area_slug)
    if accounts is not None:
        found = found.filter(pk__in=accounts)
    found = found.exclude(contact__desk=ROLE_DESKS[Role.INDEPENDENT])
    return dict(found.values_list("pk", "contact__desk"))


def _raised(met: list[Met], area_slug: str, desks: dict[uuid.UUID, str], run: dict[str, Any]) -> list[Alert]:
    with memory.in_turn():
        raised = [_raise(one, _rules(), area_slug, desks) for one in met]
        Watched.objects.update_or_create(area_id=area_slug, defaults=run)
    return [alert for alert in raised if alert is not None]


@cache
def _rules() -> Rules:
    return read_rules(settings.CONTENT / "linkage")


def _outcomes(linkage: Linkage, area_slug: str) -> list[Outcome]:
    """Somebody went and nothing was found, or it was explained: what was told before no longer counts."""
    ended = Alert.objects.filter(area_id=area_slug, state__in=WEAKENING, answered_at__isnull=False)
    answered = dict(ended.order_by("answered_at").values_list("entity_id", "answered_at"))
    rows = Observation.objects.filter(entity_id__in=answered, gone=False).values_list("pk", "entity_id")
    found = {
        linkage.entity(str(pk)): answered[entity] for pk, entity in rows if str(pk) in linkage.observations
    }
    return [Outcome(entity, at) for entity, at in found.items() if at is not None]


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
