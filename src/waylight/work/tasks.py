"""What runs by the clock for the audit, which imports no room itself, and for the queue."""

from waylight.audit.actions import seal_chain
from waylight.audit.heads import write_head

from .actions import forget_done
from .registry import every


@every(minutes=1)
def seal_audit() -> None:
    seal_chain()


@every(days=1)
def write_audit_head() -> None:
    seal_chain(everything=True)
    write_head()


@every(days=1)
def forget_done_work() -> None:
    forget_done()
