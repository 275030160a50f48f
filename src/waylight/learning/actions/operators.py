"""Who sees the passes of a firm's people."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Operator, OperatorSeat
from .problems import NotPossible, Why


@transaction.atomic
def give_seat(operator: Operator, user_id: int, *, by: Actor) -> OperatorSeat:
    """Let somebody who holds the operator's role in this area see the passes of this firm's people. Again for
    who has it, it changes nothing. Raises NotPossible."""
    from waylight.accounts.queries import holders_of  # not on the public plane, where nobody gives seats

    require(by, "training.seat", operator)
    if not holders_of(Role.OPERATOR, operator.area_id).filter(pk=user_id).exists():
        raise NotPossible(Why.NOT_SEATED)
    seat, new = OperatorSeat.objects.get_or_create(
        operator=operator,
        user_id=user_id,
        until=None,
        defaults={"area_id": operator.area_id, "since": timezone.now(), "given_by": by.ref},
    )
    if new:
        _note(seat, "given", by)
    return seat


@transaction.atomic
def end_seat(seat: OperatorSeat, *, by: Actor) -> None:
    """Raises NotPossible when it has ended."""
    require(by, "training.seat", seat)
    standing = OperatorSeat.objects.filter(pk=seat.pk, until__isnull=True)
    if not standing.update(until=timezone.now()):
        raise NotPossible(Why.ENDED)
    _note(seat, "ended", by)


def _note(seat: OperatorSeat, what: str, by: Actor) -> None:
    detail: dict = {"what": what, "user": seat.user_id}
    record(Verb.PERMISSION, "training.seat", by=by, thing=("operator", seat.operator_id), detail=detail)
