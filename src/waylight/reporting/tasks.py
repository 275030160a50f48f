"""What runs by the clock."""

from waylight.accounts.roles import system
from waylight.work.registry import every

from . import drafts


@every(minutes=5)
def purge_drafts() -> None:
    """Delete the drafts whose time is over. Their keys are already gone with their cookies."""
    drafts.purge(by=system("worker"))
