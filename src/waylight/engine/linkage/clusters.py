"""Which observations are one entity: derived from links and people's decisions, never merged for good.

The outcome depends on the links and decisions there are, not on the order in which they came: whatever is
touched is solved anew, strongest link first. A join needs every pair across to allow it, not only one.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from waylight.engine.linkage.ledger import Decision, Entry, Link, Pair, Seen, pair, written
from waylight.engine.linkage.model import Bands
from waylight.engine.linkage.scoring import Reason

# What a decision counts for in the arithmetic: more than any sum of levels.
DECIDED_BITS = 1000.0
DECIDED = "decided by a person"
Evidence = Callable[[str, str], float]


@dataclass(frozen=True)
class Change:
    """Entities that were there before and what stands in their place: who was told of one is told again."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Decisions that cannot all hold; "not the same" is kept and a person must look."""

    same: Pair
    different: Pair


@dataclass
class Clusters:
    """`evidence(one, other)` is the weight of a pair without the prior, for the check of whole clusters.

    `values_of(id)` is equal for two observations that say the same, so that only one of them is checked.
    """

    bands: Bands
    evidence: Evidence
    values_of: Callable[[str], Hashable]
    account_of: dict[str, str] = field(default_factory=dict)
    links: dict[Pair, Link] = field(default_factory=dict)
    decisions: dict[Pair, Decision] = field(default_factory=dict)
    entity_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    joined: set[Pair] = field(default_factory=set)
    conflicts: dict[Pair, Conflict] = field(default_factory=dict)
    _beside: dict[str, set[str]] = field(default_factory=dict)

    def apply(self, entries: Iterable[Entry]) -> list[Change]:
        """Take entries in and solve what they touch, once. Raises KeyError for an observation never seen."""
        touched: set[str] = set()
        for entry in entries:
            touched |= self._take_in(entry)
        return self._solve(touched) if touched else []

    def _take_in(self, entry: Entry) -> set[str]:
        if isinstance(entry, Seen):
            self.account_of[entry.id] = entry.account
            self.entity_of[entry.id] = entry.id
            self.members[entry.id] = frozenset({entry.id})
            self._beside.setdefault(entry.id, set())
            return {entry.id}
        one, other = entry.pair
        if isinstance(entry, Link):
            self.links[entry.pair] = entry
        elif entry.verdict == "undecided":
            self.decisions.pop(entry.pair, None)
        else:
            self.decisions[entry.pair] = entry
        self._beside[one].add(other)
        self._beside[other].add(one)
        return {one, other}

    def take_out(self, id: str) -> list[Change]:
        """Forget an observation and what was linked with it; what it held together is solved anew."""
        left = set(self.members.pop(self.entity_of.pop(id))) - {id}
        for other in self._beside.pop(id):
            self._beside[other].discard(id)
            held = pair(id, other)
            self.joined.discard(held)
            for kept in (self.links, self.decisions, self.conflicts):
                kept.pop(held, None)
        del self.account_of[id]
        if not left:
            return []
        for other in left:
            self.entity_of[other] = min(left)
        self.members[min(left)] = frozenset(left)
        return [Change((min(left),), (min(left),)), *self._solve(left)]

    def linked_with(self, id: str) -> set[str]:
        """The observations that a link or a decision ties to one. Raises KeyError for one never seen."""
        return self._beside[id]

    def verdict(self, one: str, other: str) -> str:
        """What a person decided of a pair, "" if nobody has."""
        decision = self.decisions.get(pair(one, other))
        return decision.verdict if decision else ""

    def weight(self, held: Pair) -> float:
        """A link's weight with what people decided in it; no link weighs nothing."""
        link, decision = self.links.get(held), self.decisions.get(held)
        bits = link.weight if link else 0.0
        return bits + {"same": DECIDED_BITS, "different": -DECIDED_BITS}.get(
            decision.verdict if decision else "", 0
        )

    def waterfall(self, held: Pair) -> list[Reason]:
        """All that a link is made of: the prior, each level, each decision. Sums to `weight`."""
        link, decision = self.links.get(held), self.decisions.get(held)
        rows = (
            [Reason("prior", "Before anything is compared", "", "", link.prior), *link.reasons]
            if link
            else []
        )
        if decision:
            said = f"{decision.verdict}: {decision.reason} ({decision.author}, {decision.at:%d %B %Y})"
            bits = DECIDED_BITS if decision.verdict == "same" else -DECIDED_BITS
            rows.append(Reason(DECIDED, said, held[0], held[1], bits))
        return rows

    def suggestions(self) -> list[Link]:
        """Links for a person to look at: strong enough, not joined, not decided; strongest first."""
        open_ones = (
            link
            for held, link in self.links.items()
            if held not in self.decisions
            and link.weight >= self.bands.suggest
            and self.entity_of[held[0]] != self.entity_of[held[1]]
        )
        return sorted(open_ones, key=lambda link: (-link.weight, link.pair))

    def digest(self) -> str:
        """One value for the whole state: equal if and only if everything in it is equal."""
        rows = [
            written(self.links[held] for held in sorted(self.links)),
            written(self.decisions[held] for held in sorted(self.decisions)),
            repr(sorted(self.entity_of.items())),
            repr(sorted(self.joined)),
            repr(sorted((held, asdict(conflict)) for held, conflict in self.conflicts.items())),
        ]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def _solve(self, touched: set[str]) -> list[Change]:
        part = self._component(touched)
        before = {self.entity_of[id] for id in part}
        kept = {entity: self.members[entity] for entity in before}
        edges = self._edges(part)
        groups = Groups(part, self.account_of, self.values_of)
        joined: set[Pair] = set()
        for held in edges:
            one, other = groups.of(held[0]), groups.of(held[1])
            if one is other or self._may_join(one, other, held):
                groups.join(one, other)
                joined.add(held)
        self.joined -= {pair(id, other) for id in part for other in self._beside[id]}
        self.joined |= joined
        for entity in before:
            del self.members[entity]
        for group in groups.all():
            entity = min(group.ids)
            self.members[entity] = frozenset(group.ids)
            for id in group.ids:
                self.entity_of[id] = entity
        return _changes(kept, {self.entity_of[id]: self.members[self.entity_of[id]] for id in part})

    def _component(self, touched: set[str]) -> set[str]:
        """All that the touched are tied to by links that may join, by decisions, or by being joined now."""
        reached: set[str] = set()
        waiting = set(touched)
        while waiting:
            id = waiting.pop()
            reached.add(id)
            nearby = {other for other in self._beside[id] if self._may_count(pair(id, other))}
            waiting |= (nearby | self.members[self.entity_of[id]]) - reached
        return reached

    def _may_count(self, held: Pair) -> bool:
        return held in self.decisions or self._holds(held)

    def _holds(self, held: Pair) -> bool:
        """A link joins from `join` bits on; once joined it holds down to `fracture`."""
        link = self.links.get(held)
        least = self.bands.fracture if held in self.joined else self.bands.join
        return link is not None and link.identifies and link.weight >= least

    def _edges(self, part: set[str]) -> list[Pair]:
        held = {pair(id, other) for id in part for other in self._beside[id] if other in part}
        usable = [
            p for p in held if self.verdict(*p) == "same" or (self.verdict(*p) == "" and self._holds(p))
        ]
        return sorted(usable, key=lambda p: (-self.weight(p), p))

    def _may_join(self, one: "Group", other: "Group", held: Pair) -> bool:
        decided = self.verdict(*held) == "same"
        self.conflicts.pop(held, None)
        small, large = (one, other) if len(one.ids) <= len(other.ids) else (other, one)
        said = {pair(a, b): self.verdict(a, b) for a in small.ids for b in self._decided_with(a) & large.ids}
        apart = sorted(p for p, verdict in said.items() if verdict == "different")
        if apart and decided:
            self.conflicts[held] = Conflict(held, apart[0])
        if apart or decided:
            return not apart
        if "same" in said.values():
            return True
        if not small.accounts.isdisjoint(large.accounts):
            return False
        return all(
            self.evidence(a, b) >= self.bands.veto for a in small.kinds.values() for b in large.kinds.values()
        )

    def _decided_with(self, id: str) -> set[str]:
        return {other for other in self._beside[id] if pair(id, other) in self.decisions}


@dataclass
class Group:
    """A cluster in the making. `kinds` holds one member for each set of values: the others weigh the same."""

    ids: set[str]
    accounts: set[str]
    kinds: dict[Hashable, str]


class Groups:
    """Disjoint sets under joining."""

    def __init__(
        self, ids: Iterable[str], account_of: Mapping[str, str], values_of: Callable[[str], Hashable]
    ) -> None:
        self._of = {id: Group({id}, {account_of[id]}, {values_of(id): id}) for id in ids}

    def of(self, id: str) -> Group:
        return self._of[id]

    def join(self, one: Group, other: Group) -> None:
        if one is other:
            return
        large, small = (one, other) if len(one.ids) >= len(other.ids) else (other, one)
        large.ids |= small.ids
        large.accounts |= small.accounts
        large.kinds = small.kinds | large.kinds
        for id in small.ids:
            self._of[id] = large

    def all(self) -> list[Group]:
        return list({id(group): group for group in self._of.values()}.values())


def _changes(before: Mapping[str, frozenset[str]], after: Mapping[str, frozenset[str]]) -> list[Change]:
    found = []
    for entity, members in before.items():
        now = sorted(name for name, group in after.items() if group & members)
        if after.get(entity) != members:
            found.append(Change((entity,), tuple(now)))
    return sorted(found, key=lambda change: change.before)
