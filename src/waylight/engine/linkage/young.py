"""How many different young people accounts surely tell of: a lower bound, as one may be told of twice."""

from collections.abc import Sequence

from waylight.engine.linkage.accounts import Observation
from waylight.engine.linkage.linking import Linkage

# Evidence in bits from which two are taken to be different: about one clear contradiction.
DIFFERENT_BITS = -3.0


def known_different(linkage: Linkage, young: Sequence[Observation]) -> int:
    """The most that were seen together, or that contradict each other one by one, whichever is more."""
    by_account: dict[str, int] = {}
    for one in young:
        by_account[one.account] = by_account.get(one.account, 0) + head_count(one)
    apart: list[Observation] = []
    for one in young:
        if all(_different(linkage, one, other) for other in apart):
            apart.append(one)
    return max([len(apart), *by_account.values()], default=0)


def head_count(one: Observation) -> int:
    """How many an observation speaks of at least: "two girls", "3-4", "?"."""
    first = str(one.attributes.get("count", 1)).split("-")[0]
    return int(first) if first.isdigit() else 2 if first == "?" else 1


def _different(linkage: Linkage, one: Observation, other: Observation) -> bool:
    if one.account == other.account:
        return True
    clusters, scorer = linkage.kinds["person"].clusters, linkage.kinds["person"].scorer
    if clusters.verdict(one.id, other.id) == "different":
        return True
    return scorer.evidence(one.values, other.values) <= DIFFERENT_BITS
