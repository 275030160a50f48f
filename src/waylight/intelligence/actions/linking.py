"""One account linked, or linked anew after a correction: observations, links, entities."""

import hashlib
import json
import uuid
from collections import Counter
from dataclasses import asdict, dataclass, replace
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from waylight.engine.linkage import accounts as engine
from waylight.engine.linkage.ledger import Entry
from waylight.engine.linkage.ledger import Link as Weighed

from ..memory import Memory, compared, engine_account, entries_between
from ..models import Account, Link, Mention, ModelVersion, Observation
from ..reading import found_of, in_order
from ..settling import settle, settle_links


@dataclass(frozen=True)
class Linked:
    """What was done, in counts."""

    mentions: int
    observations: int
    links: int
    joined: int


def link_anew(held: Memory, account: Account) -> Linked:
    """Observe an account from its mentions as they stand, weigh what is new or changed against all that is
    stored, and settle entities. Only within `memory.writing`."""
    mentions = in_order(list(account.mentions.exclude(state="refused")))
    before = {row.pk: row for row in account.observations.filter(gone=False)}
    loosened = set(held.withdraw(str(account.pk)))
    told = engine_account(account, [found_of(mention) for mention in mentions])
    observed = _named(held.linkage.observer.observe(told), mentions, before)
    new, changed = _rows(account, observed, before)
    _overtake({str(row.pk) for row in changed} | _retire(before, observed))
    entries = _recorded(held, observed) if before else {}
    weighed = _weighed(held, observed, {str(row.pk) for row in (*new, *changed)}, entries)
    touched = held.store([(told, observed)], entries) | loosened
    settle(held.linkage, touched, new)
    _point(mentions, observed)
    _write(weighed, held)
    settle_links(held.linkage, touched)
    account.common = json.dumps(held.linkage.common(observed), ensure_ascii=False)
    account.save(update_fields=["common"])
    joined = Link.objects.filter(_of(account), state="joined").count()
    return Linked(len(mentions), len(observed), len(weighed), joined)


def _weighed(
    held: Memory, observed: list[engine.Observation], anew: set[str], entries: dict[engine.Kind, list[Entry]]
) -> list[Weighed]:
    """Links of what is new or changed, but for pairs that have one on which a person decided. They are added
    to `entries` without their reasons, which memory does not need."""
    found = []
    for one in observed:
        if one.id not in anew:
            continue
        of_kind = entries.setdefault(one.kind, [])
        kept = {entry.pair for entry in of_kind if isinstance(entry, Weighed)}
        new = [link for link in held.linkage.weigh(one) if link.pair not in kept]
        of_kind += [replace(link, reasons=()) for link in new]
        found += new
    return found


def _of(account: Account) -> Q:
    return Q(one__account=account) | Q(other__account=account)


def _named(
    observed: list[engine.Observation], mentions: list[Mention], before: dict[uuid.UUID, Observation]
) -> list[engine.Observation]:
    """Each under the id of the row that held most of its mentions before, else under a new one."""
    found, taken = [], set[uuid.UUID]()
    for one in observed:
        was = Counter(mentions[n].observation_id for n in one.mentions)
        old = [
            pk
            for pk, _n in was.most_common()
            if pk in before and pk not in taken and before[pk].kind == one.kind
        ]
        pk = old[0] if old else uuid.uuid4()
        taken.add(pk)
        found.append(replace(one, id=str(pk)))
    return found


def _rows(
    account: Account, observed: list[engine.Observation], before: dict[uuid.UUID, Observation]
) -> tuple[list[Observation], list[Observation]]:
    """Rows not saved yet, and rows whose compared values are others now (saved)."""
    new, changed = [], []
    for one in observed:
        row, held = before.get(uuid.UUID(one.id)), compared(one)
        if row is None:
            new.append(Observation(id=uuid.UUID(one.id), account=account, kind=one.kind, compared=held))
        elif json.loads(row.compared) != json.loads(held):
            row.compared = held
            row.save(update_fields=["compared"])
            changed.append(row)
    return new, changed


def _retire(before: dict[uuid.UUID, Observation], observed: list[engine.Observation]) -> set[str]:
    gone = set(before) - {uuid.UUID(one.id) for one in observed}
    Observation.objects.filter(pk__in=gone).update(gone=True)
    return {str(pk) for pk in gone}


def _overtake(ids: set[str]) -> None:
    """What no person decided of them rests on values that are no longer there."""
    links = Link.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids), state__in=("suggested", "joined"))
    links.update(state="overtaken")


def _recorded(held: Memory, observed: list[engine.Observation]) -> dict[engine.Kind, list[Entry]]:
    ids = {one.id for one in observed}
    return entries_between(ids, ids | set(held.linkage.observations), {one.id: one.kind for one in observed})


def _point(mentions: list[Mention], observed: list[engine.Observation]) -> None:
    """Each mention says which observation it belongs to; a time belongs to none."""
    belongs = {n: uuid.UUID(one.id) for one in observed for n in one.mentions}
    for n, mention in enumerate(mentions):
        mention.observation_id = belongs.get(n)
    Mention.objects.bulk_update(mentions, ["observation"])


def _write(weighed: list[Weighed], held: Memory) -> None:
    rows, models, now = [], dict[tuple[str, str], ModelVersion](), timezone.now()
    for link in weighed:
        kind = held.linkage.observations[link.pair[0]].kind
        if (kind, link.model) not in models:
            models[kind, link.model] = model_version(kind, link.model)
        row = Link(
            one_id=uuid.UUID(link.pair[0]),
            other_id=uuid.UUID(link.pair[1]),
            weight=link.weight,
            prior=link.prior,
            identifies=link.identifies,
            model=models[kind, link.model],
            made_at=now,
        )
        row.reasons = json.dumps([asdict(reason) for reason in link.reasons], ensure_ascii=False)
        rows.append(row)
    Link.objects.bulk_create(rows)


def model_version(kind: str, version: str) -> ModelVersion:
    """The row of a kind's parameters, made when they are first used."""
    found, _made = ModelVersion.objects.get_or_create(
        kind=kind, version=version, digest=_digest(kind), defaults={"since": timezone.now()}
    )
    return found


@cache
def _digest(kind: str) -> str:
    return hashlib.sha256((settings.CONTENT / "linkage" / f"{kind}.json").read_bytes()).hexdigest()
