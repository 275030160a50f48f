"""How far what is new reaches: the accounts that a pattern with one of these may rest on."""

import copy
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from waylight.engine.linkage.accounts import Observation
from waylight.engine.linkage.exposure import young_in
from waylight.engine.linkage.linking import Linkage


def reach(linkage: Linkage, among: Iterable[str]) -> set[str]:
    """`among`, all accounts of what they speak of, and those of children tied to theirs, twice over: a report
    that a child is missing lies between two that tell of a sighting. What is not here is passed over."""
    found = {id for id in among if id in linkage.accounts}
    spoken_of = {linkage.entity(one.id) for id in found for one in linkage.of_account[id]}
    children = found | _of_tied_children(linkage, found)
    for kind in linkage.kinds.values():
        members = kind.clusters.members
        ids = {id for entity in spoken_of & members.keys() for id in members[entity]}
        found |= {linkage.observations[id].account for id in ids if id in linkage.observations}
    return found | children | _of_tied_children(linkage, children)


def _of_tied_children(linkage: Linkage, accounts: AbstractSet[str]) -> set[str]:
    children = [child for id in accounts for child in young_in(linkage, id)]
    return {other.account for child in children for other in tied_with(linkage, child)}


def tied_with(linkage: Linkage, one: Observation) -> list[Observation]:
    """What a link ties to an observation, unless a person said that it is another."""
    clusters = linkage.kinds[one.kind].clusters
    tied = [id for id in sorted(clusters.linked_with(one.id)) if clusters.verdict(one.id, id) != "different"]
    return [linkage.observations[id] for id in tied if id in linkage.observations]


def within(linkage: Linkage, accounts: AbstractSet[str]) -> Linkage:
    """The same linkage, seen as if it held these accounts only; those that are not here are passed over."""
    part = copy.copy(linkage)
    part.accounts = {id: linkage.accounts[id] for id in sorted(accounts) if id in linkage.accounts}
    part.of_account = {id: linkage.of_account[id] for id in part.accounts}
    part.observations = {one.id: one for ones in part.of_account.values() for one in ones}
    return part
