"""A second opinion on a whole store: all pairs by Splink in bulk, clusters by ours, and where that differs.

Nothing is replaced. The clusters obey what people decided, exactly as online; Splink only weighs pairs.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from waylight.engine.linkage.accounts import KINDS, Kind
from waylight.engine.linkage.bulk import Engine, pairs
from waylight.engine.linkage.clusters import Clusters
from waylight.engine.linkage.ledger import Decision, Link, Pair, Seen, Verdict, pair
from waylight.engine.linkage.linking import Linkage

# Weights further apart than sums of floats in another order can be.
SAME_WEIGHT = 1e-6
ENDS = ("one", "other")


@dataclass(frozen=True)
class Relinked:
    """What bulk linkage made of one kind: the weight of each pair, and the clusters that follow."""

    weights: Mapping[Pair, float]
    clusters: Clusters


@dataclass(frozen=True)
class Difference:
    """One pair of observations. `change`:

    added         one entity in bulk, not online
    lost          one entity online, not in bulk
    changed       weighed by both, not alike
    contradicted  people say that they are not the same; in bulk it weighs enough to join. The people's word
                  stands: this asks whether they would say it again
    """

    change: str
    kind: Kind
    pair: Pair
    online: float | None
    bulk: float | None


def relinked(linkage: Linkage, kind: Kind, engine: Engine) -> Relinked:
    """All pairs of one kind, and clusters from them and from the decisions the linkage holds."""
    held = linkage.kinds[kind]
    observed = [one for one in linkage.observations.values() if one.kind == kind]
    spec = list(held.columns.comparisons.values())
    weights = pairs(observed, spec, held.model, held.columns, engine)
    prior = held.model.prior(len(held.columns))
    clusters = linkage.empty_clusters(kind)
    links = [
        Link(
            pair=found,
            weight=weight,
            identifies=held.model.identifies(
                held.scorer.levels(*(linkage.observations[id].values for id in found))
            ),
            prior=prior,
            reasons=(),
            model=held.model.version,
        )
        for found, weight in weights.items()
    ]
    decided = held.clusters.decisions.values()
    clusters.apply([*(Seen(one.id, one.account) for one in observed), *links, *decided])
    return Relinked(weights, clusters)


def differences(linkage: Linkage, kind: Kind, bulk: Relinked) -> Iterator[Difference]:
    """Where online and bulk differ, pair by pair."""
    held = linkage.kinds[kind]
    online = held.clusters

    def found(change: str, one: Pair) -> Difference:
        link = online.links.get(one)
        return Difference(change, kind, one, link.weight if link else None, bulk.weights.get(one))

    here, there = _joined(online, bulk.clusters), _joined(bulk.clusters, online)
    yield from (found("added", one) for one in sorted(there - here))
    yield from (found("lost", one) for one in sorted(here - there))
    for one, weight in sorted(bulk.weights.items()):
        if one in online.links and abs(online.links[one].weight - weight) > SAME_WEIGHT:
            yield found("changed", one)
        decision = online.decisions.get(one)
        if decision and decision.verdict == "different" and weight >= held.model.bands.join:
            yield found("contradicted", one)


def _joined(clusters: Clusters, other: Clusters) -> set[Pair]:
    """The pairs of one entity, but for entities that both have alike."""
    alike = set(other.members.values())
    return {
        pair(one, another)
        for members in clusters.members.values()
        if members not in alike
        for one, another in combinations(members, 2)
    }


def decisions(lines: Iterable[str], linkage: Linkage) -> Iterator[Decision]:
    """What people decided, one JSON object a line: {"one": {"report", "start"}, "other": {…}, "verdict":
    "same" or "different", "author", "reason", "at"}. `start` is where a mention begins in that report.

    Raises ValueError, naming the line, for what is not so or speaks of what is not there.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            verdict: Verdict = row["verdict"]
            if verdict not in ("same", "different"):
                raise ValueError(f'the verdict is {verdict!r}, not "same" or "different"')
            ends = pair(*(_observation(row[end], linkage) for end in ENDS))
            at = datetime.fromisoformat(row["at"])
            yield Decision(ends, verdict, row["author"], row["reason"], at)
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"Line {number} of the decisions: {problem}.") from problem


def _observation(end: Mapping[str, Any], linkage: Linkage) -> str:
    account = linkage.accounts.get(end["report"])
    for one in linkage.of_account[account.id] if account else ():
        if any(account and account.mentions[n].start == end["start"] for n in one.mentions):
            return one.id
    raise ValueError(f"no linked mention of report {end['report']!r} begins at {end['start']!r}")


def rows(
    linkage: Linkage, engine: Engine, engine_name: str, kinds: Sequence[Kind] = KINDS
) -> Iterator[dict[str, Any]]:
    """What `waylight relink` writes: a row for each difference, then one that sums up each kind."""
    summary: dict[str, dict[str, int | str]] = {}
    for kind in kinds:
        bulk = relinked(linkage, kind, engine)
        held = linkage.kinds[kind]
        counts = {
            "pairs": len(bulk.weights),
            "entities_online": len(held.clusters.members),
            "entities_bulk": len(bulk.clusters.members),
            "added": 0,
            "lost": 0,
            "changed": 0,
            "contradicted": 0,
        }
        for one in differences(linkage, kind, bulk):
            counts[one.change] += 1
            yield {
                "change": one.change,
                "kind": kind,
                **{end: _said(linkage, id) for end, id in zip(ENDS, one.pair, strict=True)},
                "online_weight": one.online,
                "bulk_weight": one.bulk,
                "decided": held.clusters.verdict(*one.pair),
            }
        summary[kind] = {"model": held.model.version, **counts}
    yield {"engine": engine_name, "reports": len(linkage.accounts), "kinds": summary}


def _said(linkage: Linkage, id: str) -> dict[str, Any]:
    one = linkage.observations[id]
    first = linkage.accounts[one.account].mentions[one.mentions[0]]
    return {"report": one.account, "start": first.start, "said": one.said}
