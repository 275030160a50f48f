"""What disruption does later: on what the hub announces, and by the clock."""

from waylight.work.registry import Payload, every, handles

from . import actions


@handles("stream.decided")
def receive(payload: Payload) -> None:
    """Run twice it adds nothing."""
    actions.receive(payload["decision"])


@handles("licence.moved")
def licensing_has_looked(payload: Payload) -> None:
    """Run twice it adds nothing."""
    actions.licensing_has_looked(payload["referral"])


@every(minutes=30)
def pass_time() -> None:
    actions.pass_time()


@every(hours=6)
def ask_after_waiting() -> None:
    actions.ask_after_waiting()


@every(hours=6)
def follow_successors() -> None:
    actions.follow_successors()


@every(hours=6)
def remove_old() -> None:
    actions.remove_old()
