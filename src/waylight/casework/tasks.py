"""What casework does later: on what the hub announces."""

from waylight.work.registry import Payload, handles

from . import actions


@handles("stream.decided")
def receive(payload: Payload) -> None:
    """Run twice it adds nothing."""
    actions.receive(payload["decision"])
