"""What is new for a person: on things they looked at, in searches they keep, and what they are told."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.accounts.policy import Refused, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id

from .. import memory
from ..models import Alert, Decision, Entity, EntityWatch, LogEntry, Look, Notice, Observation, SavedSearch
from ..naming import KINDS, held, title
from .scope import within_reach
from .searching import accounts_that_agree

MOST_LOOKS = 100
MOST_NOTICES = 50


@dataclass(frozen=True)
class Named:
    """An entity in words: enough for a link to it."""

    entity: UUID
    kind: str
    title: str

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Told:
    """One notice: of a new account, of a decision, or of an alert that fell."""

    notice: Notice
    about: Named
    decision: Decision | None
    alert: Alert | None


@dataclass(frozen=True)
class Followed:
    """A watch of the viewer's, or (without one) something they looked at; `new` accounts since."""

    about: Named
    new: int
    since: datetime
    watch: EntityWatch | None


@dataclass(frozen=True)
class Kept:
    saved: SavedSearch
    new: int


@dataclass(frozen=True)
class Front:
    """What the room's first page says to this person. `arrived`: accounts linked since last time."""

    told: list[Told]
    watched: list[Followed]
    looked_at: list[Followed]
    kept: list[Kept]
    arrived: int
    since: datetime | None
    seq: int


def front(viewer: Actor) -> Front:
    """Narrowed to what the viewer reaches now. One consultation."""
    require(viewer, "known.search")
    last = Look.objects.filter(person_id=person_id(viewer), entity=None).first()
    seq = LogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    told = _told(viewer)
    watched, looked_at = _followed(viewer)
    kept = _kept(viewer)
    arrived = len(_changed_since(viewer, last.seq)) if last else 0
    detail: dict = {"notices": len(told), "watched": len(watched), "looked_at": len(looked_at)}
    record(Verb.CONSULTATION, "known.search", by=viewer, detail=detail | {"kept": len(kept)})
    return Front(told, watched, looked_at, kept, arrived, last.at if last else None, seq)


def saved_search(viewer: Actor, pk: UUID) -> SavedSearch:
    """One of the viewer's own. Raises SavedSearch.DoesNotExist."""
    return SavedSearch.objects.get(pk=pk, person_id=person_id(viewer))


def own_watch(viewer: Actor, pk: UUID) -> EntityWatch:
    """Raises EntityWatch.DoesNotExist."""
    return EntityWatch.objects.get(pk=pk, person_id=person_id(viewer))


def own_notice(viewer: Actor, pk: UUID) -> Notice:
    """Raises Notice.DoesNotExist."""
    return Notice.objects.get(pk=pk, person_id=person_id(viewer))


def watch_on(viewer: Actor, entity: Entity) -> EntityWatch | None:
    """The viewer's live watch."""
    return EntityWatch.objects.filter(entity=entity, person_id=person_id(viewer), state="watching").first()


def now_called(pk: UUID) -> UUID:
    """The id of what an entity is part of now, its own if it stands. Raises Entity.DoesNotExist."""
    return _now_called({pk})[pk]


def named(viewer: Actor, pk: UUID) -> Named:
    """What an entity is called. Raises Entity.DoesNotExist, Refused where the viewer does not reach it."""
    entity = Entity.objects.get(pk=pk)
    found = _named(viewer, {pk}).get(pk)
    if found is None:
        raise Refused(viewer, "entity.view", entity, None)
    record(Verb.CONSULTATION, "entity.view", by=viewer, thing=("entity", pk))
    return found


def new_since(viewer: Actor, entity: Entity, accounts: set[UUID]) -> tuple[datetime | None, set[UUID]]:
    """When the viewer last looked at it, and which of these accounts came or changed since; none at first."""
    last = Look.objects.filter(person_id=person_id(viewer), entity=entity).first()
    if last is None:
        return None, set()
    new = LogEntry.objects.filter(account__in=accounts, seq__gt=last.seq)
    return last.at, {pk for pk in new.values_list("account", flat=True) if pk is not None}


def _changed_since(viewer: Actor, seq: int) -> set[UUID]:
    """Accounts within reach that came or changed after this number of the log."""
    entries = LogEntry.objects.filter(within_reach(viewer, "account__contact__"), seq__gt=seq)
    return {pk for pk in entries.values_list("account", flat=True) if pk is not None}


def _told(viewer: Actor) -> list[Told]:
    open_ = Notice.objects.filter(person_id=person_id(viewer), done_at__isnull=True)
    rows = list(open_.select_related("decision__by", "alert")[:MOST_NOTICES])
    now = _now_called({row.entity_id for row in rows})
    named = _named(viewer, set(now.values()))
    return [
        Told(row, named[now[row.entity_id]], row.decision, row.alert)
        for row in rows
        if now[row.entity_id] in named
    ]


def _followed(viewer: Actor) -> tuple[list[Followed], list[Followed]]:
    """What is watched; and what else was looked at and has something new."""
    watches = list(EntityWatch.objects.filter(person_id=person_id(viewer), state="watching"))
    looks = list(
        Look.objects.filter(person_id=person_id(viewer), entity__isnull=False).order_by("-at")[:MOST_LOOKS]
    )
    of_watch = {watch.entity_id: watch for watch in watches}
    since: dict[UUID, tuple[int, datetime]] = {watch.entity_id: (0, watch.since) for watch in watches}
    since |= {look.entity_id: (look.seq, look.at) for look in looks if look.entity_id is not None}
    now = _now_called(set(since))
    named = _named(viewer, set(now.values()))
    new = _new_on(viewer, {now[entity]: seq for entity, (seq, _at) in since.items()})
    found = [
        Followed(named[now[entity]], new[now[entity]], at, of_watch.get(entity))
        for entity, (_seq, at) in since.items()
        if now[entity] in named
    ]
    fresh = [each for each in found if each.watch is None and each.new]
    return [each for each in found if each.watch is not None], fresh


def _new_on(viewer: Actor, since: dict[UUID, int]) -> Counter[UUID]:
    """How many accounts of each entity came or changed after its number."""
    entries = LogEntry.objects.filter(
        within_reach(viewer, "account__contact__"),
        account__observations__entity__in=since,
        account__observations__gone=False,
        seq__gt=min(since.values(), default=0),
    )
    rows = set(entries.values_list("account__observations__entity", "account", "seq"))
    new = {(entity, account) for entity, account, seq in rows if seq > since[entity]}
    return Counter(entity for entity, _account in new)


def _kept(viewer: Actor) -> list[Kept]:
    saved = list(SavedSearch.objects.filter(person_id=person_id(viewer)))
    if not saved:
        return []
    found = []
    with memory.reading() as known:
        for each in saved:
            changed = _changed_since(viewer, each.seq)
            new = accounts_that_agree(viewer, known, each.terms, changed) if changed else set()
            found.append(Kept(each, len(new)))
    return found


def _now_called(entities: set[UUID]) -> dict[UUID, UUID]:
    """Each under the id of the entity that it was merged into, if it was."""
    live = set(Observation.objects.filter(entity__in=entities, gone=False).values_list("entity", flat=True))
    found = {}
    for entity in entities:
        at: UUID | None = entity
        seen = set[UUID]()
        while at is not None and at not in live and at not in seen:
            seen.add(at)
            onward = Entity.objects.values_list("merged_into", flat=True).get(pk=at)
            if onward is not None and Observation.objects.filter(entity=onward, gone=False).exists():
                live.add(onward)
            at = onward
        found[entity] = at if at is not None else entity
    return found


def _named(viewer: Actor, entities: set[UUID]) -> dict[UUID, Named]:
    """Those that the viewer reaches, in words."""
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    rows: dict[UUID, list[Observation]] = {}
    for row in reach.filter(entity__in=entities):
        rows.setdefault(row.entity_id, []).append(row)
    return {
        entity: Named(entity, own[0].kind, title(own[0].kind, [held(row) for row in own]))
        for entity, own in rows.items()
    }
