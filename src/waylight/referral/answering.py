"""Whose a question to an agency is: that of everybody who answers for its desk in its area, whosoever people
they are. What waits is a check that is asked, and a referral that was sent and is not answered."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from .models import Check, Referral, Seat, seated

Asked = Check | Referral
WAITS: dict[type[Asked], tuple[str, ...]] = {Check: ("asked",), Referral: ("sent", "received")}


def waiting_at(desk: str, area: str) -> list[UUID]:
    """Keys of what waits at a desk of an area."""
    return [
        pk
        for model, states in WAITS.items()
        for pk in _of(model).filter(desk=desk, asked_in=area, state__in=states).values_list("pk", flat=True)
    ]


def answers(model: type[Asked], person: int) -> QuerySet:
    """Keys of what of this kind waits for somebody."""
    seat = Seat.objects.filter(
        person=person, ended_at__isnull=True, desk=OuterRef("desk"), area=OuterRef("asked_in")
    )
    return _of(model).filter(Exists(seat), state__in=WAITS[model]).values("pk")


def who_answers(model: type[Asked], key: UUID) -> frozenset[int]:
    """Keys of the people who answer it."""
    asked = _of(model).get(pk=key)
    return seated(asked.desk, asked.asked_in_id)


def _of(model: type[Asked]) -> QuerySet:
    return model._default_manager.all()
