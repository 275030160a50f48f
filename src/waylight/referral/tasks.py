"""What this room does later: on what is announced of the people who answer for agencies."""

from uuid import UUID

from waylight.accounts.roles import system
from waylight.work.registry import Payload, every, handles

from . import actions


@handles("person.left")
@handles("role.ended")
def end_seats(payload: Payload) -> None:
    """Run twice it ends nothing more."""
    actions.end_seats(payload["user"])


@handles("handed.happened")
def note(payload: Payload) -> None:
    """Run twice it moves nothing more."""
    actions.note(UUID(payload["handed"]), payload["kind"], by=system("worker"))


@every(hours=1)
def end_what_is_over() -> None:
    """Nothing can be read after its time; here the sealed copy itself goes, and the record says so."""
    actions.end_what_is_over(by=system("worker"))
