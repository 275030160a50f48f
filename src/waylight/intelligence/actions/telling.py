"""Who is told when a watched thing is told of again, or when somebody decides anew about a pair."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import can, require
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..machine import ABSORB, WATCH
from ..models import Account, Decision, Entity, EntityWatch, LogEntry, Look, Notice, Observation
from .absorbing import WORKER

FORGET_LOOKS = timedelta(days=180)


def tell_of_account(account: Account) -> int:
    """Tell those who watch what a new account speaks of, once each; returns how many notices were made."""
    require(WORKER, ABSORB)
    spoken_of = set(Observation.objects.filter(account=account, gone=False).values_list("entity", flat=True))
    latest = LogEntry.objects.filter(account=account).aggregate(seq=Max("seq"))["seq"] or 0
    made = 0
    with transaction.atomic():
        for watch in _watches(spoken_of):
            if latest > watch.seq and can(_actor(watch.person_id), "entity.view", account):
                entity = _where(watch.entity_id, spoken_of)
                _notice, new = Notice.objects.get_or_create(
                    person_id=watch.person_id,
                    entity_id=entity,
                    account=account,
                    defaults={"at": timezone.now()},
                )
                made += new
        _audit(("concern", account.contact_id), made)
    return made


def tell_of_decision(pk: uuid.UUID | str) -> int:
    """Tell those who decided about the pair before, and those who watch either entity, but not whoever
    decides now, nor anybody who does not reach both ends; returns how many notices were made."""
    require(WORKER, ABSORB)
    ends = ("one__account__contact", "other__account__contact")
    decision = Decision.objects.select_related(*ends).get(pk=pk)
    entities = {decision.one.entity_id, decision.other.entity_id}
    before = LogEntry.objects.filter(
        decision__one=decision.one_id, decision__other=decision.other_id, seq__lt=_seq(decision)
    )
    people = set(before.values_list("decision__by", flat=True))
    people |= {watch.person_id for watch in _watches(entities)}
    made = 0
    with transaction.atomic():
        for person in sorted(people - {decision.by_id, None}):
            actor = _actor(person)
            if all(can(actor, "entity.view", end) for end in (decision.one, decision.other)):
                _notice, new = Notice.objects.get_or_create(
                    person_id=person,
                    decision=decision,
                    defaults={"entity_id": decision.one.entity_id, "at": timezone.now()},
                )
                made += new
        _audit(("decision", decision.pk), made)
    return made


def lapse_watches() -> int:
    """End watches whose last day has come, and forget looks of long ago; returns how many watches."""
    require(WORKER, ABSORB)
    now = timezone.now()
    Look.objects.filter(at__lt=now - FORGET_LOOKS).delete()
    count = 0
    with transaction.atomic():
        for watch in EntityWatch.objects.filter(state=WATCH.start, expires_at__lte=now):
            watch.state = "lapsed"
            watch.save(update_fields=["state"])
            detail: dict = {"state": watch.state}
            record(Verb.ALTERATION, ABSORB, by=WORKER, thing=("entitywatch", watch.pk), detail=detail)
            count += 1
    return count


def _watches(entities: Iterable[uuid.UUID]) -> list[EntityWatch]:
    """Live watches of these, and of what was merged into them."""
    merged = set(entities)
    wave = merged
    while wave:
        wave = set(Entity.objects.filter(merged_into__in=wave).values_list("pk", flat=True)) - merged
        merged |= wave
    live = EntityWatch.objects.filter(state=WATCH.start, expires_at__gt=timezone.now())
    return list(live.filter(entity__in=merged))


def _where(entity: uuid.UUID, spoken_of: set[uuid.UUID]) -> uuid.UUID:
    """What a watched entity is called now: itself, or the one it was merged into."""
    while entity not in spoken_of:
        onward = Entity.objects.values_list("merged_into", flat=True).get(pk=entity)
        if onward is None:
            break
        entity = onward
    return entity


def _seq(decision: Decision) -> int:
    return LogEntry.objects.values_list("seq", flat=True).get(decision=decision)


def _actor(person: int) -> Actor:
    return actor_for(Person.objects.get(pk=person))


def _audit(thing: tuple[str, uuid.UUID], made: int) -> None:
    if made:
        record(Verb.ALTERATION, ABSORB, by=WORKER, thing=thing, detail={"notices": made})
