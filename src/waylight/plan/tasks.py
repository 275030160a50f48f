"""What plans do later: by the clock, and when a record is open again."""

from datetime import datetime
from uuid import UUID

from waylight.work.registry import Payload, every, handles

from . import actions


@every(minutes=10)
def watch_actions() -> None:
    actions.watch()


@handles("child.reopened")
@handles("child.joined")
def open_again(payload: Payload) -> None:
    """Run twice, or late, it changes nothing more: what ended after it stays ended."""
    actions.open_again(UUID(payload["child"]), datetime.fromisoformat(payload["at"]))
