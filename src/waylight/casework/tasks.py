"""What casework does later: on what the hub announces, and by the clock."""

from waylight.work.registry import Payload, every, handles

from . import actions


@handles("stream.decided")
def receive(payload: Payload) -> None:
    """Run twice it adds nothing."""
    actions.receive(payload["decision"])


@handles("person.left")
@handles("role.ended")
def pass_on(payload: Payload) -> None:
    """Run twice it adds nothing."""
    actions.pass_on(payload["user"], payload.get("role", ""))


@every(minutes=1)
def watch_dues() -> None:
    actions.watch_dues()


@every(minutes=10)
def recompute_dues() -> None:
    actions.recompute_dues()
