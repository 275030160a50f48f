"""What this room puts on the page of an entity: units of work that rest on it, and a way to open one."""

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.intelligence.entity_page import on_entity_page
from waylight.intelligence.queries import EntityPage
from waylight.triage.beside import Beside

from . import queries


@on_entity_page
def from_entity(viewer: Actor, page: EntityPage) -> Beside | None:
    if not can(viewer, "unit.open"):
        return None
    units = queries.units_on(viewer, page.entity)
    return Beside("disruption/from_entity.html", {"pk": page.entity.pk, "units": units})
