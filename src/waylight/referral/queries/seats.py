"""Who answers for which agency, for those who say so."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.guidance.models import Area

from ..models import Seat
from ..rules import desk_words


@dataclass(frozen=True)
class SeatRow:
    seat: Seat
    desk: str


@dataclass(frozen=True)
class SeatList:
    area: Area
    rows: list[SeatRow]


def seat_lists(viewer: Actor) -> list[SeatList]:
    """By area that the viewer administers, who answers for what there now."""
    require(viewer, "agency.seat")
    areas = Area.objects.filter(slug__in=viewer.areas(Role.ADMINISTRATOR)).order_by("slug")
    return [SeatList(area, [SeatRow(s, desk_words(s.desk)) for s in _live(area)]) for area in areas]


def _live(area: Area) -> list[Seat]:
    return list(Seat.objects.filter(area=area, ended_at__isnull=True).select_related("person"))


def seat_of(pk: UUID) -> Seat:
    """For an action that asks the policy itself. Raises Seat.DoesNotExist."""
    return Seat.objects.select_related("person", "area").get(pk=pk)
