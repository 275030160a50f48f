"""What this process knows of all that is linked: filled from the log, brought up to date before each use.

The database is right; this is a copy for speed. Entries are numbered in the order of their commits, so what
was read up to a number never changes. A number that is not what is remembered (a restored database, a write
that was undone) makes it build anew.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from threading import RLock
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from waylight.engine.linkage import accounts as engine
from waylight.engine.linkage.folding import latin
from waylight.engine.linkage.ledger import Decision as Decided
from waylight.engine.linkage.ledger import Entry
from waylight.engine.linkage.ledger import Link as Linked
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.origins import Known, know

from . import snapshot
from .models import Account, Decision, Link, LogEntry, LogHead, Observation
from .reading import found_of, in_order, venues
from .texts import WORDS

FIRST_COUNT = 64
"""Rarities are counted when so many accounts are stored and at each doubling, so that every process counts at
the same moments and weighs alike."""
MOST_AT_ONCE = 500


def fresh_linkage() -> Linkage:
    folder = settings.CONTENT / "linkage"
    return Linkage(folder, Observer(folder, venues()))


@dataclass
class Memory:
    """`seq` and `last` name the last entry taken in; `known` is read once an account, for patterns;
    `folded` holds what each observation says, in Latin, for searching."""

    linkage: Linkage = field(default_factory=fresh_linkage)
    known: dict[str, Known] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    seq: int = 0
    last: UUID | None = None

    @classmethod
    def restored(cls) -> Self:
        """From the snapshot, if there is one and the log still has what it was taken at; else empty."""
        memory, held = cls(), snapshot.kept()
        if held is None or not LogEntry.objects.filter(seq=held.seq, pk=held.last).exists():
            return memory
        told = {UUID(account.id): (account, observed) for account, observed in held.accounts}
        waiting = _by_later_account(held)
        for ids in memory._counted_in_steps([*told]):
            entries: dict[engine.Kind, list[Entry]] = {}
            for pk in ids:
                for kind, entry in waiting.get(str(pk), ()):
                    entries.setdefault(kind, []).append(entry)
            memory.store([told[pk] for pk in ids], entries)
        memory.seq, memory.last = held.seq, held.last
        return memory

    def is_astray(self) -> bool:
        """Whether the database no longer has what was taken in last."""
        return self.last is not None and not LogEntry.objects.filter(seq=self.seq, pk=self.last).exists()

    def catch_up(self) -> None:
        """Take in what the log has beyond `seq`."""
        new = list(LogEntry.objects.filter(seq__gt=self.seq).order_by("seq").select_related("decision"))
        accounts = list(dict.fromkeys(e.account_id for e in new if e.account_id is not None))
        for pk in accounts:
            self.withdraw(str(pk))
        for ids in self._counted_in_steps(accounts):
            self._restore(ids)
        self.take_in([e.decision for e in new if e.decision is not None])
        if new:
            self.seq, self.last = new[-1].seq, new[-1].pk

    def _counted_in_steps(self, ids: list[UUID]) -> Iterator[list[UUID]]:
        """In batches that end where rarities are counted."""
        while ids:
            stored = len(self.linkage.accounts)
            upto = min(_next_count(stored) - stored, MOST_AT_ONCE)
            yield ids[:upto]
            ids = ids[upto:]

    def withdraw(self, account: str) -> list[str]:
        """Take an account out if it is here; returns what was held to be one with its observations."""
        if account not in self.linkage.accounts:
            return []
        self.known.pop(account, None)
        for one in self.linkage.of_account[account]:
            self.folded.pop(one.id, None)
        beside = self._beside(o.id for o in self.linkage.of_account[account])
        self.linkage.withdraw(account)
        return [id for id in beside if id in self.linkage.observations]

    def _beside(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for id in ids:
            clusters = self.linkage.kinds[self.linkage.observations[id].kind].clusters
            found |= clusters.members[clusters.entity_of[id]]
        return found

    def store(
        self,
        told: Sequence[tuple[engine.Account, Sequence[engine.Observation]]],
        entries: dict[engine.Kind, list[Entry]],
    ) -> set[str]:
        """Store accounts with what is recorded of them; returns all observations whose entity it touches."""
        changes = self.linkage.restore(told, entries)
        touched = {one.id for _account, observed in told for one in observed}
        names = {name for change in changes for name in change.after}
        touched |= {id for id in names if id in self.linkage.observations}
        touched = self._beside(touched)
        for account, observed in told:
            self.known[account.id] = know(account, observed, self.linkage.observer.cues)
            for one in observed:
                self.folded[one.id] = latin(" ".join([one.said, *one.values.values()]))
        if len(self.linkage.accounts) == _next_count(len(self.linkage.accounts) - 1):
            self.linkage.count_frequencies()
        return touched

    def take_in(self, decisions: list[Decision]) -> set[str]:
        """Decisions whose observations are here; returns every observation whose entity that touches."""
        touched: set[str] = set()
        for row in decisions:
            ids = {str(row.one_id), str(row.other_id)}
            if ids <= set(self.linkage.observations):
                before = self._beside(ids)
                changes = self.linkage.decide(decided(row))
                names = {name for change in changes for name in change.after}
                touched |= self._beside(before | names)
        return touched

    def _restore(self, ids: list[UUID]) -> None:
        rows = Account.objects.filter(pk__in=ids).prefetch_related("mentions", "observations")
        by_id = {row.pk: row for row in rows}
        told = [told_of(by_id[pk]) for pk in ids if pk in by_id]
        here = {one.id for _account, observed in told for one in observed}
        kinds = {one.id: one.kind for _account, observed in told for one in observed}
        self.store(told, entries_between(here, here | set(self.linkage.observations), kinds))


def _by_later_account(held: snapshot.Held) -> dict[str, list[tuple[engine.Kind, Entry]]]:
    """Each link and decision at that account of its two which is stored later."""
    place: dict[str, int] = {}
    for n, (_account, observed) in enumerate(held.accounts):
        place.update(dict.fromkeys((one.id for one in observed), n))
    found: dict[str, list[tuple[engine.Kind, Entry]]] = {}
    for entries in (held.links, held.decisions):
        for kind, of_kind in entries.items():
            for entry in of_kind:
                account, _observed = held.accounts[max(place[id] for id in entry.pair)]
                found.setdefault(account.id, []).append((kind, entry))
    return found


def _next_count(stored: int) -> int:
    """The first count of accounts after `stored` at which rarities are taken anew."""
    step = FIRST_COUNT
    while step <= stored:
        step *= 2
    return step


def told_of(row: Account) -> tuple[engine.Account, list[engine.Observation]]:
    """An account and its observations as the engine knows them, from their rows."""
    mentions = in_order([m for m in row.mentions.all() if m.state != "refused"])
    places: dict[UUID, list[int]] = {}
    for n, mention in enumerate(mentions):
        if mention.observation_id is not None:
            places.setdefault(mention.observation_id, []).append(n)
    account = engine_account(row, [found_of(m) for m in mentions])
    observed = [_observation(o, account, places) for o in row.observations.all() if not o.gone]
    return account, observed


def engine_account(row: Account, mentions: list) -> engine.Account:
    """`row` for the engine."""
    keys = tuple(json.loads(row.reporters or "[]"))
    source = engine.Source(role=row.role, mode=row.mode, channel=row.channel, keys=keys)
    parts = json.loads(row.told or "{}")
    return engine.Account(
        id=str(row.pk),
        received_at=row.received_at,
        text=parts.get(WORDS, ""),
        mentions=tuple(mentions),
        source=source,
    )


def _observation(
    row: Observation, account: engine.Account, places: dict[UUID, list[int]]
) -> engine.Observation:
    held = json.loads(row.compared)
    return engine.Observation(
        id=str(row.pk),
        kind=row.kind,  # type: ignore[arg-type]  # the column's choices are the engine's kinds
        account=account.id,
        received_at=account.received_at,
        values=held["values"],
        mentions=tuple(places.get(row.pk, ())),
        said=held["said"],
        attributes=held["attributes"],
        hearsay=held["hearsay"],
    )


def compared(one: engine.Observation) -> str:
    """What a row keeps of an observation."""
    held = asdict(one)
    kept = {name: held[name] for name in ("values", "said", "attributes", "hearsay")}
    return json.dumps(kept, ensure_ascii=False, default=str, sort_keys=True)


def entries_between(
    new: set[str], known: set[str], kinds: dict[str, engine.Kind]
) -> dict[engine.Kind, list[Entry]]:
    """The live links and the decisions of new observations with others that are known, by kind."""
    found: dict[engine.Kind, list[Entry]] = {}
    touching = Q(one_id__in=new) | Q(other_id__in=new)
    for link in Link.objects.filter(touching).exclude(state="overtaken").select_related("model"):
        _add(found, kinds, known, linked(link))
    said = Q(decision__one_id__in=new) | Q(decision__other_id__in=new)
    for entry in LogEntry.objects.filter(said).order_by("seq").select_related("decision"):
        if entry.decision is not None:
            _add(found, kinds, known, decided(entry.decision))
    return found


def _add(
    found: dict[engine.Kind, list[Entry]],
    kinds: dict[str, engine.Kind],
    known: set[str],
    entry: Linked | Decided,
) -> None:
    if known.issuperset(entry.pair):
        kind = kinds.get(entry.pair[0]) or kinds[entry.pair[1]]
        found.setdefault(kind, []).append(entry)


def linked(row: Link) -> Linked:
    """A link without its reasons, which hold names and are read only where they are shown."""
    return Linked(
        (str(row.one_id), str(row.other_id)), row.weight, row.identifies, row.prior, (), row.model.version
    )


def decided(row: Decision) -> Decided:
    """Author and reason stay in their row."""
    return Decided((str(row.one_id), str(row.other_id)), row.verdict, str(row.by_id), "", row.at)  # type: ignore[arg-type]  # choices


_LOCK = RLock()
_HELD: list[Memory] = []


@contextmanager
def reading() -> Iterator[Memory]:
    """What is known now. Nobody else in this process changes it meanwhile."""
    with _LOCK:
        yield _current()


@contextmanager
def writing() -> Iterator[Memory]:
    """One transaction in which links may change, in turn with every other process. Note the entry at the end
    with `log`. If it fails, what this process remembers is thrown away with it.

    Most of the catching up is done before the turn comes: on SQLite nobody else can write meanwhile.
    """
    with _LOCK:
        _current()
        try:
            with in_turn():
                yield _current()
        except BaseException:
            forget()
            raise


@contextmanager
def in_turn() -> Iterator[None]:
    """One transaction, in turn with every other that moves links or raises alerts."""
    with transaction.atomic():
        LogHead.objects.get_or_create(pk=1)
        LogHead.objects.select_for_update().get(pk=1)
        yield


def log(memory: Memory, *, account: Account | None = None, decision: Decision | None = None) -> None:
    """Number what was just done; only within `writing`."""
    head = LogHead.objects.get(pk=1)
    head.seq += 1
    head.save(update_fields=["seq"])
    entry = LogEntry.objects.create(seq=head.seq, account=account, decision=decision)
    memory.seq, memory.last = entry.seq, entry.pk


def keep_snapshot() -> bool:
    """Seal what is known now for the next process that starts, if much is new; says whether it was."""
    with reading() as held:
        if held.last is None or not snapshot.is_due(held.seq):
            return False
        told = snapshot.Held.of(held.linkage, held.seq, held.last)
    snapshot.keep(told)
    return True


def forget() -> None:
    """Build anew at the next use."""
    _HELD.clear()


def _current() -> Memory:
    if _HELD and _HELD[0].is_astray():
        forget()
    if not _HELD:
        _HELD.append(Memory.restored())
    try:
        _HELD[0].catch_up()
    except BaseException:
        forget()
        raise
    return _HELD[0]
