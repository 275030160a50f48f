"""How a reminder moves from state to state: one table, used by the actions and walked by the tests."""

from .models import Reminder

_S = Reminder.State

REMINDER: dict[str, tuple[str, ...]] = {
    _S.DUE: (_S.GOING, _S.SENT, _S.OVERTAKEN, _S.NOT_NEEDED, _S.EXEMPT),
    _S.GOING: (_S.SENT, _S.BOUNCED, _S.DUE),
    _S.SENT: (_S.BOUNCED, _S.ACKNOWLEDGED),
    _S.BOUNCED: (),
    _S.ACKNOWLEDGED: (),
    _S.OVERTAKEN: (),
    _S.NOT_NEEDED: (_S.DUE,),
    _S.EXEMPT: (_S.DUE, _S.OVERTAKEN, _S.NOT_NEEDED),
}
"""From, to. A mail goes through GOING, so that a run that died leaves a trace; a letter goes from DUE to SENT
when somebody has posted it. BOUNCED is followed by a letter, which is a row of its own. OVERTAKEN is one that
had not gone when a later one of the same due date was written: nobody gets two at once. EXEMPT is held back
for as long as an exemption runs, and then looked at anew."""


def sources(target: str) -> tuple[str, ...]:
    """The states from which a reminder may come into `target`."""
    return tuple(source for source, targets in REMINDER.items() if target in targets)
