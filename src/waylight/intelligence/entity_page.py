"""What rooms above put on an entity's page: this room shows it and does not know what it is."""

from collections.abc import Callable

from waylight.accounts.roles import Actor
from waylight.triage.beside import Beside

from .queries import EntityPage

Adds = Callable[[Actor, EntityPage], Beside | None]
ADDED: list[Adds] = []


def on_entity_page(adds: Adds) -> Adds:
    """Register what a room adds; it returns None where it has nothing for this reader."""
    if adds not in ADDED:
        ADDED.append(adds)
    return adds


def beside(viewer: Actor, page: EntityPage) -> list[Beside]:
    """All that is to be shown below an entity, in the order of registration."""
    found = (adds(viewer, page) for adds in ADDED)
    return [each for each in found if each is not None]
