"""Accounts arrive; each observation is scored against all stored ones, links are kept, clusters follow."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from waylight.engine.linkage.accounts import KINDS, Account, Kind, Observation
from waylight.engine.linkage.clusters import Change, Clusters
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.keys import Keys, Reached
from waylight.engine.linkage.ledger import Decision, Entry, Link, Seen, about, pair
from waylight.engine.linkage.model import Model, load_model
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.scoring import Scored, Scorer
from waylight.engine.linkage.spec import comparisons, values_of

# Of links too weak to join, so many for each arrival are kept for a person to look at.
KEPT_SUGGESTIONS = 20
COMMON_SHARE = 0.02
# Rows walked for one arrival at most. Far more than any answer needs up to some millions stored; where it is
# reached, what was not looked at is said.
WALKED_ROWS = 250_000


@dataclass
class KindOfLinkage:
    """All that belongs to one kind."""

    model: Model
    columns: Columns
    scorer: Scorer
    keys: Keys
    clusters: Clusters
    ledger: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Arrived:
    """What an account's arrival did. `common` names values too common to say much, never silently dropped;
    `unseen` says where stored rows were not looked at, and how much they could weigh."""

    observations: tuple[Observation, ...]
    links: tuple[Link, ...]
    changes: tuple[Change, ...]
    common: tuple[str, ...]
    unseen: tuple[str, ...] = ()


class Linkage:
    """`content` is the folder content/linkage."""

    def __init__(self, content: Path, observer: Observer) -> None:
        self.observer = observer
        self.accounts: dict[str, Account] = {}
        self.observations: dict[str, Observation] = {}
        self.of_account: dict[str, tuple[Observation, ...]] = {}
        self.kinds: dict[Kind, KindOfLinkage] = {kind: self._kind(content, kind) for kind in KINDS}

    def _kind(self, content: Path, kind: Kind) -> KindOfLinkage:
        values = values_of(content)
        model = load_model(content, kind, comparisons(kind, values))
        columns = Columns(comparisons(kind, values))
        scorer = Scorer(model, columns, comparisons(kind, values))
        clusters = self._clusters(model)
        return KindOfLinkage(model, columns, scorer, Keys(scorer), clusters)

    def _evidence(self, one: str, other: str) -> float:
        a, b = self.observations[one], self.observations[other]
        return self.kinds[a.kind].scorer.evidence(a.values, b.values)

    def _values(self, id: str) -> Hashable:
        return frozenset(self.observations[id].values.items())

    def arrive(self, account: Account) -> Arrived:
        """One account, linked as it comes. Raises ValueError if it is here already."""
        observed = self._store(account)
        links: list[Link] = []
        changes: list[Change] = []
        unseen: list[str] = []
        for one in observed:
            reached = self._reached(one)
            found = self._linked(one, reached)
            links += found
            changes += self._record(one.kind, [Seen(one.id, one.account), *found])
            if not reached.complete:
                unseen.append(f"{one.kind} {one.said}: {reached.said}")
        return Arrived(
            tuple(observed), tuple(links), tuple(changes), tuple(self.common(observed)), tuple(unseen)
        )

    def weigh(self, one: Observation) -> list[Link]:
        """The links of an observation that is not stored yet, to all that is. Nothing is kept."""
        return self._linked(one, self._reached(one))

    def restore(
        self, told: Iterable[tuple[Account, Sequence[Observation]]], entries: Mapping[Kind, Sequence[Entry]]
    ) -> list[Change]:
        """Accounts as they were observed before, and what was recorded of them then; nothing is scored.

        Raises ValueError for an account that is here, KeyError for an entry about what never was.
        """
        seen: dict[Kind, list[Entry]] = {kind: [] for kind in KINDS}
        for account, observed in told:
            self._keep(account, observed)
            for one in observed:
                seen[one.kind].append(Seen(one.id, one.account))
        changes: list[Change] = []
        for kind, found in seen.items():
            changes += self._record(kind, [*found, *entries.get(kind, ())])
        return changes

    def withdraw(self, account: str) -> list[Change]:
        """Take an account out again with its links, before it is stored as corrected. Raises KeyError."""
        observed = self.of_account.pop(account)
        del self.accounts[account]
        changes: list[Change] = []
        for one in observed:
            held = self.kinds[one.kind]
            held.columns.take_out(one.id)
            changes += held.clusters.take_out(one.id)
            del self.observations[one.id]
        gone = {one.id for one in observed}
        for kind in {one.kind for one in observed}:
            self.kinds[kind].ledger = [e for e in self.kinds[kind].ledger if gone.isdisjoint(about(e))]
        return changes

    def arrive_all(self, accounts: Iterable[Account]) -> None:
        """Many at once: rarities are counted over all of them before any pair is weighed."""
        observed = [one for account in accounts for one in self._store(account)]
        self.count_frequencies()
        entries: dict[Kind, list[Entry]] = {kind: [] for kind in KINDS}
        for one in observed:
            entries[one.kind].append(Seen(one.id, one.account))
        for one in observed:
            row = self.kinds[one.kind].columns.row_of[one.id]
            entries[one.kind] += self._linked(one, self._reached(one, before=row))
        for kind, made in entries.items():
            self._record(kind, made)

    def count_frequencies(self) -> None:
        """Take the rarity of names anew; weights given before stay as they were recorded."""
        for held in self.kinds.values():
            expected = {
                level.frequency: held.model.weights[name][number].u
                for name, comparison in held.columns.comparisons.items()
                for number, level in enumerate(comparison.levels)
                if level.frequency
            }
            held.columns.count_frequencies(expected)

    def decide(self, decision: Decision) -> list[Change]:
        """What a person said of a pair. Raises KeyError if one is unknown, ValueError if kinds differ."""
        one, other = (self.observations[id] for id in decision.pair)
        if one.kind != other.kind:
            raise ValueError(f"A {one.kind} and a {other.kind} are not the same.")
        return self._record(one.kind, [decision])

    def entity(self, observation: str) -> str:
        """The entity an observation belongs to now."""
        return self.kinds[self.observations[observation].kind].clusters.entity_of[observation]

    def empty_clusters(self, kind: Kind) -> Clusters:
        """Clusters of a kind with nothing in them yet, for what is stored here."""
        return self._clusters(self.kinds[kind].model)

    def _clusters(self, model: Model) -> Clusters:
        return Clusters(model.bands, self._evidence, self._values)

    def replayed(self, kind: Kind) -> Clusters:
        """The clusters of a kind built again from its ledger alone, one entry after the other."""
        clusters = self.empty_clusters(kind)
        for entry in self.kinds[kind].ledger:
            clusters.apply([entry])
        return clusters

    def _store(self, account: Account) -> list[Observation]:
        if account.id in self.accounts:
            raise ValueError(f"Report {account.id} is here already.")
        observed = self.observer.observe(account)
        self._keep(account, observed)
        return observed

    def _keep(self, account: Account, observed: Sequence[Observation]) -> None:
        if account.id in self.accounts:
            raise ValueError(f"Report {account.id} is here already.")
        self.accounts[account.id] = account
        self.of_account[account.id] = tuple(observed)
        for one in observed:
            self.observations[one.id] = one
            self.kinds[one.kind].columns.add(one.id, one.account, one.values)

    def _record(self, kind: Kind, entries: list[Entry]) -> list[Change]:
        held = self.kinds[kind]
        held.ledger += entries
        return held.clusters.apply(entries)

    def _reached(self, one: Observation, before: int | None = None) -> Reached:
        """The stored rows it may be one with (`before`: only rows ahead of this one)."""
        held = self.kinds[one.kind]
        return held.keys.scored(
            one.values,
            account=one.account,
            least=held.model.bands.suggest,
            before=before,
            most=KEPT_SUGGESTIONS,
            limit=WALKED_ROWS,
        )

    def _linked(self, one: Observation, reached: Reached) -> list[Link]:
        held = self.kinds[one.kind]
        return [self._link(one, held, scored, len(held.columns)) for scored in reached.found]

    def _link(self, one: Observation, held: KindOfLinkage, scored: Scored, stored: int) -> Link:
        other = self.observations[held.columns.ids[scored.row]]
        return Link(
            pair=pair(one.id, other.id),
            weight=scored.weight,
            identifies=held.model.identifies(scored.levels),
            prior=held.model.prior(stored),
            reasons=tuple(held.scorer.reasons(one.values, other.values)),
            model=held.model.version,
        )

    def common(self, observed: Iterable[Observation]) -> list[str]:
        """The values that so many hold that they say little: to be named, never silently dropped."""
        found: dict[str, None] = {}
        for one in observed:
            for named in self.kinds[one.kind].columns.common(one.values, COMMON_SHARE):
                found[f"{one.kind} {named}"] = None
        return list(found)


def entities(linkage: Linkage) -> Mapping[str, list[Observation]]:
    """The observations of each entity, in order of receipt."""
    found: dict[str, list[Observation]] = {}
    for one in sorted(linkage.observations.values(), key=lambda o: (o.received_at, o.id)):
        found.setdefault(linkage.entity(one.id), []).append(one)
    return found
