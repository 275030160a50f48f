"""What rooms above say of a thing at a glance (how it is graded, how it may be handled): this room shows it
in search results and on the thing's page, and does not know what it is."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from waylight.accounts.roles import Actor

Badges = Mapping[UUID, list[str]]
Says = Callable[[Actor, Collection[UUID]], Badges]
SAYS: list[Says] = []


def on_things(says: Says) -> Says:
    """Register what a room says, in words, of each entity; only of what this viewer may see there."""
    if says not in SAYS:
        SAYS.append(says)
    return says


def badges(viewer: Actor, entities: Collection[UUID]) -> dict[UUID, list[str]]:
    """All badges of each of these, in the order of registration."""
    found: dict[UUID, list[str]] = {entity: [] for entity in entities}
    for says in SAYS:
        for entity, words in says(viewer, entities).items():
            found[entity] += words
    return found
