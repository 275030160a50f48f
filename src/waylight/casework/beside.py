"""What this room puts on a concern's page at the hub: who works with the child, and what was sent back."""

from waylight.accounts.roles import Actor
from waylight.triage.actions.opening import Opened
from waylight.triage.beside import Beside, on_concern_page

from . import queries


@on_concern_page
def handled(viewer: Actor, opened: Opened) -> Beside | None:
    found = queries.handled(viewer, opened.contact)
    return Beside("casework/handled.html", {"handled": found}) if found else None
