"""What a person follows: last looks, searches that they keep, things that they watch."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import Refused, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id

from ..errors import NotPossible, Why
from ..machine import FOLLOW, WATCH
from ..models import Entity, EntityWatch, LogHead, Look, Notice, Observation, SavedSearch
from ..queries.scope import within_reach

SEARCH = "known.search"
MOST_SEARCHES = 20
DAYS = (7, 28, 90)
"""For how long something may be watched."""


def seq_now() -> int:
    return LogHead.objects.values_list("seq", flat=True).filter(pk=1).first() or 0


def look(entity: Entity | None, *, by: Actor, seq: int | None = None) -> None:
    """Remember that somebody saw all there is up to `seq` (without it, up to now). The consultation itself
    was audited by whatever was read."""
    require(by, SEARCH)
    told = {"seq": seq_now() if seq is None else seq, "at": timezone.now()}
    Look.objects.update_or_create(person_id=person_id(by), entity=entity, defaults=told)


def save_search(terms: str, purpose: str, *, by: Actor) -> SavedSearch:
    """Keep what was looked for, sealed. Raises NotPossible when there are too many."""
    require(by, SEARCH)
    with transaction.atomic():
        own = SavedSearch.objects.filter(person_id=person_id(by))
        if own.count() >= MOST_SEARCHES:
            raise NotPossible(Why.MANY)
        saved = SavedSearch(person_id=person_id(by), purpose=purpose, seq=seq_now(), run_at=timezone.now())
        saved.terms = terms.strip()
        saved.save(force_insert=True)
        _audit(SEARCH, by, saved, "kept")
    return saved


def ran(saved: SavedSearch, *, by: Actor, seq: int) -> None:
    """It was looked for again, over all up to `seq`; the search itself was audited."""
    _own(saved, SEARCH, by)
    SavedSearch.objects.filter(pk=saved.pk).update(seq=seq, run_at=timezone.now())


def forget_search(saved: SavedSearch, *, by: Actor) -> None:
    _own(saved, SEARCH, by)
    with transaction.atomic():
        _audit(SEARCH, by, saved, "forgotten")
        saved.delete()


def watch_entity(entity: Entity, *, reason: str, days: int, by: Actor) -> EntityWatch:
    """Be told of every new account of it for so many days. Raises NotPossible, Refused."""
    require(by, FOLLOW)
    told_of = Observation.objects.filter(entity=entity, gone=False)
    if not told_of.filter(within_reach(by, "account__contact__")).exists():
        raise Refused(by, FOLLOW, entity, None)
    if not reason.strip():
        raise NotPossible(Why.REASON)
    now = timezone.now()
    with transaction.atomic():
        if EntityWatch.objects.filter(entity=entity, person_id=person_id(by), state=WATCH.start).exists():
            raise NotPossible(Why.WATCHED)
        watch = EntityWatch(entity=entity, person_id=person_id(by), since=now, seq=seq_now())
        watch.expires_at = now + timedelta(days=min(days, max(DAYS)))
        watch.reason = reason.strip()
        watch.save(force_insert=True)
        _audit(FOLLOW, by, watch, WATCH.start)
    return watch


def end_watch(watch: EntityWatch, *, by: Actor) -> None:
    """No longer be told. Ended or lapsed already is no fault."""
    _own(watch, FOLLOW, by)
    with transaction.atomic():
        fresh = EntityWatch.objects.select_for_update().get(pk=watch.pk)
        if WATCH.allows(fresh.state, "ended", FOLLOW):
            fresh.state = "ended"
            fresh.save(update_fields=["state"])
            _audit(FOLLOW, by, fresh, fresh.state)


def notice_done(notice: Notice, *, by: Actor) -> None:
    """Read and dealt with."""
    _own(notice, SEARCH, by)
    with transaction.atomic():
        if Notice.objects.filter(pk=notice.pk, done_at__isnull=True).update(done_at=timezone.now()):
            _audit(SEARCH, by, notice, "done")


def _own(row: SavedSearch | EntityWatch | Notice, action: str, by: Actor) -> None:
    require(by, action)
    if row.person_id != by.user_id:
        raise Refused(by, action, row, None)


def _audit(action: str, by: Actor, row: SavedSearch | EntityWatch | Notice, state: str) -> None:
    name = row._meta.model_name or ""
    detail: dict = {"state": state}
    if isinstance(row, EntityWatch | Notice):
        detail["entity"] = str(row.entity_id)
    record(Verb.ALTERATION, action, by=by, thing=(name, row.pk), detail=detail)
