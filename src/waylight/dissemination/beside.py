"""What this room puts on the pages of a concern and of an entity: a way to write a report from it."""

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.intelligence.entity_page import on_entity_page
from waylight.intelligence.queries import EntityPage
from waylight.triage.actions.opening import Opened
from waylight.triage.beside import Beside, on_concern_page

TEMPLATE = "dissemination/from_here.html"


@on_concern_page
def from_concern(viewer: Actor, opened: Opened) -> Beside | None:
    """For those who write reports and reach what was found in this concern."""
    if not can(viewer, "report.write") or not can(viewer, "entity.view", opened.contact):
        return None
    return Beside(TEMPLATE, {"pk": opened.contact.pk})


@on_entity_page
def from_entity(viewer: Actor, page: EntityPage) -> Beside | None:
    return Beside(TEMPLATE, {"pk": page.entity.pk}) if can(viewer, "report.write") else None
