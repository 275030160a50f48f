"""How a reminder moves from state to state: one table, used by the actions and walked by the tests."""

from .models import Reminder

_S = Reminder.State

REMINDER: dict[str, tuple[str, ...]] = {
    _S.DUE: (_S.GOING, _S.SENT, _S.NOT_NEEDED),
    _S.GOING: (_S.SENT, _S.BOUNCED, _S.DUE),
    _S.SENT: (_S.BOUNCED, _S.ACKNOWLEDGED),
    _S.BOUNCED: (),
    _S.ACKNOWLEDGED: (),
    _S.OVERTAKEN: (),
    _S.NOT_NEEDED: (_S.DUE,),
}
"""From, to. A mail goes through GOING, so that a run that died leaves a trace; a letter goes from DUE to SENT
when somebody has posted it. BOUNCED is followed by a letter, which is a row of its own. OVERTAKEN is written
for a reminder that a later one overtook while no worker ran."""


def sources(target: str) -> tuple[str, ...]:
    """The states from which a reminder may come into `target`."""
    return tuple(source for source, targets in REMINDER.items() if target in targets)
