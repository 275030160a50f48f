"""A case before a court as it stands, for whatever is written into it."""

from waylight.triage.machine import WrongMove

from ..machine import COURT, PROCEEDINGS
from ..models import Proceedings


def open_case(proceedings: Proceedings) -> Proceedings:
    """Locked, in the caller's transaction. Raises WrongMove once it is closed."""
    fresh = Proceedings.objects.select_for_update(of=("self",)).get(pk=proceedings.pk)
    if fresh.state != PROCEEDINGS.start:
        raise WrongMove(PROCEEDINGS, fresh.state, COURT)
    return fresh
