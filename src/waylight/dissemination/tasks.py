"""What this room does later: on what intelligence announces, and by the clock."""

from waylight.work.registry import Payload, every, handles

from . import actions


@handles("link.decided")
def note_decision(payload: Payload) -> None:
    actions.note_decision(payload["decision"])


@handles("intelligence.absorbed")
def note_account(payload: Payload) -> None:
    actions.note_account(payload["account"])


@every(hours=1)
def lapse_requirements() -> None:
    actions.lapse_requirements()
