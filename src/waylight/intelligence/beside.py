"""What this room puts on a concern's page: mentions marked in the words, and what they are linked with."""

from waylight.accounts.roles import Actor
from waylight.triage.actions.opening import Opened
from waylight.triage.beside import Beside, on_concern_page

from . import queries
from .naming import KINDS


@on_concern_page
def found(viewer: Actor, opened: Opened) -> Beside | None:
    """Nothing while the concern is not absorbed, or for a reader who does not reach it."""
    what = queries.found_in(viewer, opened.contact)
    if what is None:
        return None
    return Beside("intelligence/found.html", {"found": what, "kinds": KINDS}, "intelligence/marked.html")
